"""Find the names of bodies: organisations, ministries, armed groups, forums, programmes, treaties, operations.

In: a `Page` and the tokens that persons' names take. Out: `BodyName`s in text order, overlapping ones settled for the
longest. A body's name is built around a head noun ("Ministry of …", "… Development Authority", "Operation …"), is
known to the reference of organisations, stands in capitals as an acronym, or is spaCy's ORG entity. Deliberately
missed: heads alone ("the Ministry"), nameless groups ("the committee of traders").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.identify.body_words import (
    ARTICLES,
    JOINTS,
    LINKS,
    BodyWords,
    find_complement,
    find_left,
    find_right,
    load_body_words,
)
from communique.identify.page import Page
from communique.languages import Language
from communique.reference.places import find_places


@dataclass(frozen=True, slots=True)
class BodyName:
    """Tokens `first` to `end` name a body of `kind`; `acronym` stands in brackets behind; `rule` how it was found."""

    first: int
    end: int
    kind: str | None
    acronym: str | None
    rule: str


def find_body_names(
    page: Page, taken: frozenset[int], posts: frozenset[int], language: Language
) -> tuple[BodyName, ...]:
    """Return the bodies' names in text order, no two overlapping. `taken` are tokens of persons' names, `posts` of
    posts."""
    words = load_body_words(language)
    found = [
        *_by_head(page, taken, words),
        *_known(page, words),
        *_by_shape(page, taken, words),
        *_entities(page, taken, words),
    ]
    found.sort(key=lambda name: (-(name.end - name.first), name.first, RULES.index(name.rule)))
    kept: list[BodyName] = []
    used: set[int] = set()
    agencies = frozenset(language.table("furniture")["agencies"])
    short = {page.lower[name.first] for name in found if _abbreviates_post(page, name, posts)}
    for name in found:
        run = range(name.first, name.end)
        text = page.words(name.first, name.end).lower()
        if (name.rule == "entity" and posts.intersection(run)) or (
            name.rule == "head" and _core(page, name) in posts and (len(run) == 1 or _is_posts_own(page, name, posts))
        ):
            continue
        if name.end - name.first == 1 and text in agencies and _is_credit(page, name.first):
            continue
        if text in words.not_names or text.startswith("government of ") or (name.rule == "acronym" and text in short):
            continue
        if not any(index in used for index in run):
            kept.append(name)
            used.update(run)
    return tuple(sorted(kept, key=lambda name: name.first))


def _abbreviates_post(page: Page, name: BodyName, posts: frozenset[int]) -> bool:
    """True for the "PSO" of "Principal Staff Officer (PSO)"."""
    before = name.first - 2
    return (
        name.rule == "acronym"
        and page.tokens[name.first - 1].text == "("
        and before in posts
        and (page.lower[before] in page.lexicon.heads or name.first in posts)
        and page.lower[before] not in page.lexicon.body_heads
    )


def _is_posts_own(page: Page, name: BodyName, posts: frozenset[int]) -> bool:
    """True for the "District Police" of a "District Police Officer": words of posts, with the post going on."""
    lexicon = page.lexicon
    first = _core(page, name)
    common = (w in lexicon.modifiers or w in lexicon.portfolios for w in page.lower[first : name.end])
    return page.capital[name.first] and name.end in posts and page.lower[name.end] in lexicon.heads and all(common)


def _core(page: Page, name: BodyName) -> int:
    """Return the first token of a name behind its country's adjective."""
    lead = page.sides.get(name.first)
    return lead.end if lead and lead.form == "adjective" and lead.end < name.end else name.first


def _is_credit(page: Page, at: int) -> bool:
    """True for an agency that only gives its name to a text or a question: "… he said. (ANI)", "AFP: Will China …"."""
    after = page.tokens[at + 1].text if at + 1 < len(page.tokens) else ""
    bracketed = page.tokens[at - 1].text == "(" and after == ")"
    ends = at + 2 >= len(page.tokens) or page.tokens[at + 2].is_space
    return (bracketed and ends) or (after == ":" and (at == 0 or page.tokens[at - 1].is_space))


# A word for an organisation that is a town of so many is the town's name. Organisations' namesakes are villages.
CITY = 200_000
# Parts of speech of acronyms; other words in capitals are stressed ("EXACTLY").
NAMING = frozenset({"PROPN", "NOUN", "X", "NUM"})
HYPHENED = frozenset({"e", "i", "ul", "al", "tul", "ur", "uz"})
RULES = ("head", "known", "operation", "shape", "acronym", "entity")


def _by_head(page: Page, taken: frozenset[int], words: BodyWords) -> Iterator[BodyName]:
    """Yield names built around a head noun."""
    for at, word in enumerate(page.lower):
        kind = words.kinds.get(word)
        if kind is None or at in taken or page.headline[at] or _is_of_thing(page, at, words):
            continue
        capitalised = page.capital[at]
        name = _capitalised(page, at, taken, words, kind) if capitalised else _lower_case(page, at, words, kind)
        if name:
            yield name


def _is_of_thing(page: Page, at: int, words: BodyWords) -> bool:
    """True for the "police" of a "Karak police station" and of a "Regional Police Officer"."""
    after = page.lower[at + 1] if at + 1 < len(page.lower) else ""
    return page.lower[at] in words.before_things and after in words.things_behind


def _capitalised(page: Page, at: int, taken: frozenset[int], words: BodyWords, kind: str) -> BodyName | None:
    if kind == "operation":
        end = find_right(page, at + 1, at, taken)
        return BodyName(at, end, kind, None, "operation") if end > at + 1 else None
    first = find_left(page, at, taken, words)
    end = find_complement(page, at + 1, taken, words)
    if end - first < 2 and page.lower[at] not in words.alone:
        return None
    if (
        end - first == 2
        and page.sides.get(first)
        and page.sides[first].form == "adjective"
        and page.lower[at] in GENERIC
    ):
        return None
    if kind == "forum" and end > at + 1 and any(i in page.sides for i in range(at + 2, min(at + 4, end))):
        return None
    lead = page.sides.get(first)
    if page.lower[at] == "ministry" and end > at + 1 and lead and lead.is_country and lead.end == at:
        first = at
    if kind in ("programme", "forum") and end < len(page.lower) and _is_edition(page.tokens[end].text):
        end += 1
    last = _last_kind(page, first, end, words) if end == at + 1 else kind
    return BodyName(first, end, last, _bracketed(page, end), "head")


# With a nationality alone these are no name: "Chinese Company", "Pakistani Delegation".
GENERIC = frozenset({"delegation", "company", "media", "group", "forces", "unit", "team", "policy", "plan", "wing"})


def _is_edition(text: str) -> bool:
    """True for the year or number that a programme or a forum bears: "Vision 2030", "CPEC 2.0"."""
    return (len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")) or (
        len(text) == 3 and text[1] == "." and text[2].isdigit()
    )


def _last_kind(page: Page, first: int, end: int, words: BodyWords) -> str | None:
    return words.kinds.get(page.lower[end - 1])


def _lower_case(page: Page, at: int, words: BodyWords, kind: str) -> BodyName | None:
    """Return "the interior ministry", "Bannu police", "Afghanistan's foreign ministry"."""
    word = page.lower[at]
    first = at
    if word in words.lower:
        while (
            first > 0
            and (page.lower[first - 1] in page.lexicon.portfolios or page.lower[first - 1] == "home")
            and not page.starts[first]
            and page.lower[first - 1] not in words.never_first
        ):
            first -= 1
        if first < at and page.is_possessive(first - 1) and first - 2 in page.sides:
            first = page.sides[first - 2].first
        elif first < at and first - 1 in page.sides and page.sides[first - 1].is_country:
            first = page.sides[first - 1].first
    if (
        word in words.lower_after_place
        and first
        and page.capital[first - 1]
        and first - 1 not in page.sides
        and page.lower[first - 1] not in words.never_first
        and not page.starts[first]
    ):
        start = first
        while (
            start > 0
            and page.capital[start - 1]
            and start - 1 not in page.sides
            and page.lower[start - 1] not in words.never_first
            and not page.starts[start]
            and not page.tokens[start - 1].is_punct
        ):
            start -= 1
        first = start
    if word in words.lower_after_side and first == at and at - 1 in page.sides and page.sides[at - 1].is_country:
        first = page.sides[at - 1].first
    return BodyName(first, at + 1, kind, _bracketed(page, at + 1), "head") if first < at else None


def _bracketed(page: Page, end: int) -> str | None:
    """Return the acronym in brackets behind a name."""
    if end + 2 < len(page.lower) and page.tokens[end].text == "(" and page.tokens[end + 2].text == ")":
        text = page.tokens[end + 1].text
        if text[:1].isupper() and sum(letter.isupper() for letter in text) >= 2:
            return text
    return None


def _known(page: Page, words: BodyWords) -> Iterator[BodyName]:
    """Yield the organisations, forums and armed groups of the reference, and the organs known for one state's."""
    for at, word in enumerate(page.lower):
        for length in words.organs.get(word, ()) if page.capital[at] else ():
            end = at + length
            name = page.words(at, end).lower().replace("’", "'")
            if end <= len(page.lower) and name in page.lexicon.national and page.capital[end - 1]:
                yield BodyName(at, end, words.kinds.get(page.lower[end - 1]), _bracketed(page, end), "known")
    for mention in page.mentions:
        if not mention.is_country and not _is_city(page.words(mention.first, mention.end)):
            yield BodyName(mention.first, mention.end, mention.form, _bracketed(page, mention.end), "known")


def _is_city(name: str) -> bool:
    """True for "Brussels", which stands for a side but is no body's name."""
    return name.istitle() and any(row.population > CITY for row in find_places(name)[:1])


def _by_shape(page: Page, taken: frozenset[int], words: BodyWords) -> Iterator[BodyName]:
    """Yield acronyms in capitals and names of the form X-e-Y."""
    for at, word in enumerate(page.lower):
        token = page.tokens[at]
        if at in taken or at in page.sides or page.headline[at] or not page.capital[at]:
            continue
        text = token.text
        if (
            page.is_joined(at + 1)
            and page.lower[at + 2] in HYPHENED
            and page.is_joined(at + 3)
            and page.capital[at + 4]
            and word not in words.no_shapes
        ):
            first = at
            while (
                first > 0
                and page.capital[first - 1]
                and first - 1 not in taken
                and not page.starts[first]
                and page.lower[first - 1] not in words.never_first
                and page.lower[first - 1] not in page.lexicon.heads
            ):
                first -= 1
            yield BodyName(first, find_right(page, at + 4, at + 4, taken), None, None, "shape")
        if (
            text.isupper()
            and text.isalpha()
            and 2 < len(text) < 8
            and word not in words.not_bodies
            and word not in page.lexicon.abbreviations
            and token.pos_ in NAMING
        ):
            end = at + 1
            if page.is_joined(end) and page.tokens[end + 1].text.isupper() and len(page.tokens[end + 1]) < 3:
                # "PML-N", "JUI-F": a party's wing.
                end += 2
            neighbours = [page.tokens[i].text for i in (at - 1, at + 1) if 0 <= i < len(page.lower)]
            shouted = sum(n.isupper() and n.isalpha() and len(n) > 1 for n in neighbours) > 0
            if not shouted and page.entity[at] in ("ORG", "PRODUCT", "WORK_OF_ART", "", "NORP", "GPE"):
                yield BodyName(at, end, None, page.words(at, end), "acronym")


def _entities(page: Page, taken: frozenset[int], words: BodyWords) -> Iterator[BodyName]:
    """Yield spaCy's ORG entities of two or more capitalised words that are not known for something else."""
    for span in page.doc.ents:
        first, end = span.start, span.end
        while first < end and (
            page.lower[first] in words.never_first or page.tokens[first].is_space or page.tokens[first].is_punct
        ):
            first += 1
        lead = page.sides.get(first)
        if lead and lead.is_country and lead.end < end and page.lower[lead.end] == "ministry":
            first = lead.end
        while end > first and (
            page.is_possessive(end - 1) or page.tokens[end - 1].is_punct or page.tokens[end - 1].is_space
        ):
            end -= 1
        if span.label_ != "ORG" or page.headline[span.start] or end <= first or _is_no_body(page, first, end, words):
            continue
        if end - first == 1 and not _is_lone_name(page, first, words):
            continue
        run = range(first, end)
        if any(i in taken or (page.starts[i] and i > first) for i in run) or any(
            page.lower[i] in page.lexicon.heads for i in run
        ):
            continue
        if all(
            page.capital[i] or page.lower[i] in LINKS | JOINTS | ARTICLES or page.is_joined(i) for i in run
        ) and not any(i in page.sides and page.sides[i].end - page.sides[i].first == end - first for i in run):
            yield BodyName(first, end, words.kinds.get(page.lower[end - 1]), _bracketed(page, end), "entity")


def _is_no_body(page: Page, first: int, end: int, words: BodyWords) -> bool:
    """True for an entity that is a place or a thing: "Bannu Cantonment", "Supreme Court Building", "Torkham and X"."""
    first_word, last = page.lower[first], page.lower[end - 1]
    if last in words.no_ends or first_word in words.no_starts:
        return True
    run = range(first, end)
    if all(page.lower[i] in page.lexicon.ranks or page.lower[i] in page.lexicon.honorifics for i in run):
        # "Field Marshal", "Royal Highness".
        return True
    if page.lower[end - 1] in page.lexicon.abbreviations and page.tokens[end - 1].text.isupper():
        return True
    joint = next((i for i in run if page.is_joined(i)), None)
    if joint is not None and _is_land(page, first, joint) and _is_land(page, joint + 1, end):
        # "Pak-US", "Dhaka-Karachi".
        return True
    name = page.words(first, end)
    return bool(find_places(name)) or ("and" in page.lower[first:end] and bool(find_places(name.split(" and ")[0])))


def _is_land(page: Page, first: int, end: int) -> bool:
    """True for the name of a country, people or place."""
    return all(i in page.sides for i in range(first, end)) or bool(find_places(page.words(first, end)))


def _is_lone_name(page: Page, at: int, words: BodyWords) -> bool:
    """True for one word that can be a company's name: known for nothing else, and not in capitals."""
    word, lexicon = page.lower[at], page.lexicon
    known = (
        word in lexicon.never
        or word in lexicon.portfolios
        or word in lexicon.modifiers
        or word in lexicon.given
        or word in words.kinds
        or word in lexicon.things
        or word in lexicon.leader_families
        or at in page.sides
        or word in lexicon.honorifics
    )
    return (
        not known
        and page.tokens[at].tag_ in ("NNP", "NNPS")
        and len(word) > 3
        and page.lower[max(at - 1, 0)] not in lexicon.place_prepositions
        and not page.tokens[at].text.isupper()
        and not _names_ground(page, at)
        and not find_places(word)
    )


def _names_ground(page: Page, at: int) -> bool:
    """True for a village that its noun tells: "Choteer area", "the border area of Murha"."""
    things, lower = page.lexicon.things, page.lower
    behind = at + 1 < len(lower) and lower[at + 1] in things and not page.capital[at + 1]
    return behind or (at > 1 and lower[at - 1] == "of" and lower[at - 2] in things)
