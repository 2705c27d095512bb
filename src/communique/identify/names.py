"""Find the names of persons.

In: a `Page`. Out: `Name`s in text order: token runs without titles and offices, each with the rule that found it.
A name is a run of capitalised words (with particles: bin, al-, ul, van) that is not made of office, body or place
words, and that something vouches for: a title or office in front, a known given name, spaCy's own entity, or an
office behind a comma. Deliberately missed: single unknown words without a title ("Dasu"), names in title-case lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from communique.identify.name_words import KIN, is_link, is_name_word, is_second_half, is_word, opens_with_particle
from communique.identify.page import Page
from communique.reference.places import find_places


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `first` to `end` name a person; `rule` says what vouches for it."""

    first: int
    end: int
    rule: str


def find_names(page: Page) -> tuple[Name, ...]:
    """Return the persons' names in text order."""
    names: list[Name] = []
    for first, end in _runs(page):
        names.extend(_names_in_run(page, first, end))
    names = [name for name, after in zip_longest(names, names[1:]) if not _is_place_of_post(page, name, after)]
    return tuple(sorted((*names, *_again_in_headlines(page, names)), key=lambda name: name.first))


def _is_place_of_post(page: Page, name: Name, after: Name | None) -> bool:
    """True for the place of a post whose holder's name follows: "Deputy Commissioner Sukkur, Ali Khan, said"."""
    if after is None or after.first != name.end + 1 or page.tokens[name.end].text != "," or not name.first:
        return False
    before = page.lower[name.first - 1]
    if before not in page.lexicon.heads and before not in page.lexicon.portfolios:
        return False
    rows = find_places(page.words(name.first, name.end)) if after.end - after.first > 1 else ()
    return any(row.kind != "town" or row.population for row in rows)


def _again_in_headlines(page: Page, names: list[Name]) -> Iterator[Name]:
    """Yield full names of the text where they stand in a headline, whose capitals say nothing by themselves."""
    taken = {index for name in names for index in range(name.first, name.end)}
    known = {page.lower[name.first : name.end] for name in names if name.end - name.first > 1}
    lengths = sorted({len(words) for words in known}, reverse=True)
    for at in range(len(page.lower)):
        if page.headline[at] and at not in taken:
            for length in lengths:
                words = page.lower[at : at + length]
                if len(words) == length and words in known:
                    yield Name(at, at + length, "headline")
                    break


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """Yield maximal runs of capitalised words, particles and hyphens between them included."""
    at, count = 0, len(page.lower)
    while at < count:
        if not is_word(page, at) and not opens_with_particle(page, at):
            at += 1
            continue
        end = at + 1
        while end < count and (step := _step(page, end)):
            end += step
        yield at, end
        at = end


def _step(page: Page, at: int) -> int:
    """Return by how many tokens a run goes on at `at`: 0 where it ends."""
    if page.starts[at]:
        return 0
    if is_word(page, at):
        return 1
    joined = page.is_joined(at)
    ahead = at + 1 if joined else at
    particles = page.lexicon.particles
    if joined and ahead < len(page.lower):
        if is_word(page, ahead):
            return 2
        loose = page.lower[ahead] in particles or page.lower[ahead] in page.lexicon.joined_particles
        if is_second_half(page, ahead):
            return 2
        if loose and page.is_joined(ahead + 1) and is_word(page, ahead + 2):
            return 4
        if loose and is_word(page, ahead + 1):
            return 3
        return 0
    steps = 0
    while ahead < len(page.lower) and page.lower[ahead] in particles and steps < 3:
        ahead += 2 if page.is_joined(ahead + 1) else 1
        steps += 1
    return ahead - at + 1 if steps and ahead < len(page.lower) and is_word(page, ahead) else 0


def _names_in_run(page: Page, first: int, end: int) -> Iterator[Name]:
    at = first
    while at < end:
        if not is_name_word(page, at, first):
            at += 1
            continue
        stop, is_label = at + 1, False
        while stop < end and (is_name_word(page, stop, first) or is_link(page, stop, end)):
            if _says_again(page, at, stop):
                is_label = True
                break
            stop += 1
        while stop > at and _dangles(page, stop - 1):
            stop -= 1
        at += _is_seat(page, at, stop)
        rule = _voucher(page, at, stop, first, end) if stop > at else ""
        if rule:
            yield Name(at, stop, rule)
        at = end if is_label else max(stop, at + 1)


def _dangles(page: Page, at: int) -> bool:
    """True for a hyphen or particle that ends a run; the "un" of "Kim Jong-un" is none."""
    return (is_link(page, at, at + 2) and not is_second_half(page, at)) or page.lower[at] == "al"


def _is_seat(page: Page, at: int, stop: int) -> bool:
    """True when the first word is the town of the post before it: "Mayor of Istanbul | Ekrem Demir"."""
    head = at - 2 if at > 1 and page.lower[at - 1] == "of" else at - 1
    seated = stop - at > 2 and head >= 0 and page.lower[head] in SEATED and page.lower[at] not in page.lexicon.given
    return seated and bool(find_places(page.tokens[at].text))


def _says_again(page: Page, at: int, stop: int) -> bool:
    """True where a label is glued to a name: the second "Rahmon" of "Emomali Rahmon Rahmon Emomali". "Abdullah
    Abdullah" is a name."""
    word, before = page.lower[stop], stop - 1
    if page.lower[before] in KIN or page.lower[before] == "al" or page.is_joined(before):
        # "Khalifa bin Hamad bin Khalifa Al Thani", "Sabah Al-Khaled Al-Sabah".
        return False
    return stop - at > 1 and len(word) > 3 and word in page.lower[at:stop] and word not in page.lexicon.particles


# What stands for the post of another: "his Gabonese counterpart" + name.
COUNTERPARTS = frozenset({"counterpart", "counterparts"})
# Posts that a town follows.
SEATED = frozenset({"governor", "mayor", "emir", "ruler"})


def _voucher(page: Page, at: int, stop: int, first: int, end: int) -> str:
    """Return the rule that takes tokens `at` to `stop` for a person's name, or nothing."""
    lexicon, lower = page.lexicon, page.lower
    if _names_a_thing(page, at, stop, end) or _is_alias(page, at):
        return ""
    title = lower[at - 1] if at > first or (at and not page.opens[at - 1]) else ""
    titled = bool(title) and lexicon.is_title(title)
    long = any(page.capital[i] for i in range(at + 1, stop))
    labels = {page.entity[i] for i in range(at, stop)}
    if page.headline[at]:
        return "entity" if long and labels == {"PERSON"} and lower[at] in lexicon.given else ""
    if not titled and long and _ends_as_thing(page, at, stop):
        return ""
    if titled and not long and not _may_bear_title(page, at, stop, title, labels):
        return ""
    if titled and (page.capital[at - 1] or long or "PERSON" in labels):
        return "title"
    full = " ".join(lower[i] for i in range(at, stop))
    if full in lexicon.leaders or full in lexicon.leader_families:
        return "leader"
    if lower[max(at - 1, 0)] in lexicon.place_prepositions and not page.is_possessive(stop):
        return ""
    if long and lower[at] in lexicon.given:
        return "given-name"
    if long and ("PERSON" in labels):
        return "entity"
    if long and (_follows_office(page, at) or _precedes_office(page, stop)):
        return "office"
    if (
        not long
        and at
        and (
            lower[at - 1] in lexicon.introducers or (lower[at - 1] == "as" and lower[at - 2] in ("identified", "known"))
        )
    ):
        return "introduced"
    if long and title in COUNTERPARTS:
        return "title"
    if "PERSON" in labels and not page.tokens[at].text.isupper():
        return "introduced" if stop < len(lower) and lower[stop] == "alias" else "single-entity"
    return ""


def _is_alias(page: Page, at: int) -> bool:
    """True for the second name that "alias" gives to somebody just named."""
    return at > 1 and page.lower[at - 1] == "alias" and (page.capital[at - 2] or page.tokens[at - 2].is_quote)


def _ends_as_thing(page: Page, at: int, stop: int) -> bool:
    """True for "Tezgam Express" and "Jabl-i-Noor": the last word is a thing's, or the words are bound as names of
    things are."""
    bound = any(page.lower[i] in ("e", "i") and page.is_joined(i - 1) for i in range(at + 1, stop))
    return bound or (page.lower[stop - 1] in page.lexicon.things and page.entity[stop - 1] != "PERSON")


def _names_a_thing(page: Page, at: int, stop: int, end: int) -> bool:
    """True when the words behind make it the name of a place, a body or a thing: "Jinnah Hospital", "Mir Ali area"."""
    lexicon, lower = page.lexicon, page.lower
    if stop >= len(lower) or page.starts[stop]:
        return False
    after = lower[stop]
    if after in lexicon.body_heads or after in lexicon.things:
        return True
    if (
        stop < end
        and at + 1 == stop
        and (after in lexicon.never or after in lexicon.portfolios or lexicon.is_title(after))
    ):
        return after not in lexicon.honorifics or lower[at] not in lexicon.given
    # "Sardar Bahadur Khan Women University": a body's head noun ends the run.
    return (
        stop < end
        and any(lower[i] in lexicon.body_heads for i in range(stop, min(end, stop + 4)))
        and not any(lexicon.is_title(lower[i]) for i in range(stop, end))
    )


def _may_bear_title(page: Page, at: int, stop: int, title: str, labels: set[str]) -> bool:
    """True when a single word behind a title is a person: "Mr Meyer", not "Governor Makkah" or "General Assembly"."""
    lexicon = page.lexicon
    if labels & {"GPE", "LOC", "FAC", "ORG"} and title not in lexicon.honorifics and title not in lexicon.ranks:
        return (
            page.lower[at] in lexicon.given
            or page.lower[at] in lexicon.leader_families
            or ("ORG" in labels and title in ("president", "minister"))
        )
    return not page.tokens[at].text.isupper() or len(page.tokens[at]) > 6


def _precedes_office(page: Page, stop: int) -> bool:
    """True when a post follows behind a comma: name + ", Manager of Operations"."""
    at = stop + 1
    if stop >= len(page.lower) or page.tokens[stop].text != ",":
        return False
    for index in range(at, min(at + 7, len(page.lower))):
        word = page.lower[index]
        if word in page.lexicon.heads and word not in ("members", "leaders", "officials", "officers"):
            return True
        known = (
            word in page.lexicon.modifiers
            or page.capital[index]
            or word in ("the", "a", "an", "'s", "’s")
            or index in page.sides
        )
        if not known or page.starts[index]:
            return False
    return False


def _follows_office(page: Page, at: int) -> bool:
    """True when the words before `at` are a post with its subject: "Minister for Maritime Affairs, " + name."""
    for index in range(at - 1, max(at - 15, -1), -1):
        word = page.lower[index]
        if word in page.lexicon.heads:
            return True
        known = word in page.lexicon.portfolios or word in page.lexicon.modifiers or word in LINKS
        if page.starts[index] or not (known or page.capital[index] or page.is_joined(index)):
            return False
    return False


# Small words inside a post: "Minister for Reintegration of the Occupied Territories".
LINKS = frozenset({"for", "of", "and", "&", "the", ",", "to", "in", "on", "at", "-", "–", "(", ")"})
