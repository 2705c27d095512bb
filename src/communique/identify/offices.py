"""Find the posts of named persons, before and behind their names, and the side each post belongs to.

In: a `Page` and its names. Out: `Office`s. A post is the words around a head noun ("Federal Minister for Maritime
Affairs"), without the country's adjective, articles and military ranks. Deliberately missed: posts told in a clause of
their own ("he has led the ministry since May").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.identify.names import Name
from communique.identify.page import Page

PREPOSITIONS = frozenset({"of", "for", "on", "to", "in", "at"})
# After these a country is where the post is held or whom it serves abroad, not whom it acts for.
ABROAD = frozenset({"to", "in", "at"})
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
JOINTS = frozenset({"and", "&", "/", "-", "–", "cum"})
REACH = 24
COMPLEMENT = frozenset({"and", "the", "&", "of", ",", "for", "on", "in", "to", "-", "–", "'s", "’s"})


@dataclass(frozen=True, slots=True)
class Office:
    """Tokens `first` to `end` tell a post, `head` its head noun; `text` is the post as written; `side` the country
    whose post it is where the phrase says so; `name` the holder (index into the names); `before` whether the post stands
    before the name, `comma` whether with a comma between."""

    first: int
    end: int
    head: int
    text: str
    side: str | None
    name: int
    before: bool
    comma: bool = False


def find_offices(page: Page, names: Sequence[Name]) -> tuple[Office, ...]:
    """Return the posts that stand beside names, in text order."""
    taken = {index for name in names for index in range(name.first, name.end)}
    found: list[Office] = []
    has_own: set[int] = set()
    for number in range(len(names)):
        office = _before(page, names, number, taken)
        if office is None:
            continue
        if office.comma and _belongs_to_name_before(page, names, number, office, has_own):
            continue
        found.append(office)
        has_own.add(number)
    claimed = taken | {index for office in found for index in range(office.first, office.end)}
    for number in range(len(names)):
        behind = _behind(page, names, number, claimed)
        if behind:
            found.append(behind)
    found.extend(_shared(page, names, found))
    return tuple(sorted(found, key=lambda office: (office.first, office.end, office.name)))


def _belongs_to_name_before(
    page: Page, names: Sequence[Name], number: int, office: Office, has_own: set[int]
) -> bool:
    """True in lists of the form "name, post, name, post": the post between two names is the first one's."""
    if not number or number - 1 in has_own:
        return False
    gap = range(names[number - 1].end, office.first)
    return 0 < len(gap) <= 3 and page.doc[gap[0]].text == "," and all(
        page.doc[i].is_punct or page.lower[i] in ARTICLES or i in page.sides or page.is_possessive(i) for i in gap)


def _shared(page: Page, names: Sequence[Name], found: Sequence[Office]) -> Iterator[Office]:
    """Yield the posts that a plural gives to each name of a list: "federal ministers A, B and C"."""
    for office in found:
        if not (office.before and page.doc[office.head].tag_ in ("NNS", "NNPS")):
            continue
        for number in range(office.name + 1, len(names)):
            between = range(names[number - 1].end, names[number].first)
            if not between or not all(page.doc[i].text in (",", "and", "&") or page.lexicon.is_title(page.lower[i]) for i in between):
                break
            yield replace(office, name=number)


def _before(page: Page, names: Sequence[Name], number: int, taken: set[int]) -> Office | None:
    """Return the post in front of a name: "[adjective] Federal Minister for Interior, Mr" + name."""
    at = _skip_titles(page, names[number].first - 1)
    comma = page.doc[at].text == "," if at >= 0 else False
    if comma:
        at = _skip_titles(page, at - 1)
    at = _skip_bracket(page, at)
    if at < 0 or at in taken:
        return None
    first = _walk_left(page, at, taken)
    return _make(page, first, at + 1, number, True, comma)


def _skip_titles(page: Page, at: int) -> int:
    """Step left over honorifics, ranks, commas' spaces and "(retd)"."""
    lexicon = page.lexicon
    while at >= 0:
        word = page.lower[at]
        if page.doc[at].is_quote or page.doc[at].text == "\u200b":
            at -= 1
        elif word == ")" and at > 1 and page.lower[at - 1] in lexicon.suffixes:
            at -= 3
        elif word in lexicon.honorifics and not (word in lexicon.heads and not _has_head_left(page, at)):
            at -= 1
        elif word in lexicon.ranks and not (word in lexicon.heads or word in lexicon.modifiers):
            at -= 1
        elif word in lexicon.ranks and page.capital[at] and _is_pure_rank(page, at):
            at -= 1
        else:
            break
    return at


def _has_head_left(page: Page, at: int) -> bool:
    """True when another post ends just before a word that is title and post at once ("Director General Ambassador X")."""
    return at > 0 and (page.lower[at - 1] in page.lexicon.heads or page.lower[at - 1] in page.lexicon.portfolios
                       or page.lower[at - 1] == "," or page.lower[at - 1] == "general")


def _is_pure_rank(page: Page, at: int) -> bool:
    """True for "Air Chief Marshal", "Lieutenant General": every word of the run of ranks is one."""
    lexicon = page.lexicon
    if page.lower[at] in ("general", "marshal", "admiral", "commander", "inspector", "commodore") or page.lower[at] == "captain":
        before = page.lower[at - 1] if at else ""
        return page.lower[at] not in lexicon.heads and before not in ("director", "secretary", "attorney", "inspector", "consul",
                                                                       "governor", "surgeon", "solicitor", "auditor", "postmaster")
    after = page.lower[at + 1] if at + 1 < len(page.lower) else ""
    return after in lexicon.ranks and page.lower[at] in ("air", "chief", "vice", "rear", "lieutenant", "major", "field", "brigadier", "lance", "naib", "sub", "head")


def _skip_bracket(page: Page, at: int) -> int:
    """Step left over a bracketed abbreviation of the post: "Station House Officer (SHO)"."""
    if at > 2 and page.doc[at].text == ")":
        opening = at - 1
        while opening > at - 5 and page.doc[opening].text != "(":
            opening -= 1
        if page.doc[opening].text == "(":
            return opening - 1
    return at


def _walk_left(page: Page, at: int, taken: set[int]) -> int:
    """Return where the phrase that ends at token `at` begins."""
    first, lexicon = at + 1, page.lexicon
    has_head = False
    while first > 0 and at - first < REACH:
        index = first - 1
        word = page.lower[index]
        if index in taken or page.starts[first] and first <= at:
            break
        if word in lexicon.heads or word in lexicon.abbreviations and page.doc[index].text.isupper():
            has_head = True
        elif word in lexicon.modifiers and (page.capital[index] or page.doc[index].pos_ != "VERB"):
            pass
        elif word in lexicon.portfolios or index in page.sides or page.is_possessive(index):
            pass
        elif page.capital[index] and not (page.opens[index] and word in lexicon.never) and word not in lexicon.honorifics:
            if word in lexicon.never and not has_head and index + 1 == at + 1:
                break
        elif word in PREPOSITIONS and first <= at and _has_complement(page, index):
            pass
        elif word in ARTICLES and first <= at and page.lower[index - 1] in PREPOSITIONS and _has_complement(page, index - 1):
            pass
        elif word in JOINTS and first <= at and index and _joins(page, index):
            pass
        elif word == "," and first <= at and not has_head and _lists_portfolios(page, index):
            pass
        elif page.doc[index].is_space and "\n" not in page.doc[index].text:
            pass
        elif page.doc[index].text in "()" and not has_head:
            pass
        elif page.is_joined(index):
            pass
        elif has_head and page.doc[index].pos_ == "NOUN" and page.doc[index].dep_ in ("compound", "nmod", "amod"):
            pass
        else:
            break
        first -= 1
    return first


def _has_complement(page: Page, index: int) -> bool:
    """True when a preposition hangs on a post's head or on a body: "Minister for", "Council of"."""
    at = index - 1
    for _ in range(10):
        if at < 0 or page.doc[at].is_punct and page.doc[at].text not in ",&’'-":
            return False
        word = page.lower[at]
        if word in page.lexicon.heads or word in page.lexicon.abbreviations or word in page.lexicon.body_heads or word == "general":
            return True
        if not (page.capital[at] or word in page.lexicon.portfolios or word in COMPLEMENT):
            return False
        at -= 1
    return False


def _joins(page: Page, index: int) -> bool:
    """True when a joint stands between two words of posts or of their subjects, written alike."""
    lexicon, before, after = page.lexicon, page.lower[index - 1], index + 1
    while after < len(page.lower) and page.lower[after] in ARTICLES:
        after += 1
    if after >= len(page.lower) or index - 1 in page.sides and page.lower[index] == "and" and page.lower[after] in lexicon.heads:
        return False
    known = before in lexicon.heads or before in lexicon.portfolios or before in lexicon.abbreviations or page.capital[index - 1]
    return known and page.capital[index - 1] == page.capital[after]


def _lists_portfolios(page: Page, index: int) -> bool:
    """True for a comma inside a list of subjects: "for States and Frontier Regions, Kashmir Affairs, and"."""
    at = index - 1
    if page.lower[at] not in page.lexicon.portfolios:
        return False
    for _ in range(10):
        word = page.lower[at]
        if word in ("for", "of"):
            return True
        if at == 0 or not (page.capital[at] or word in ("and", ",", "the", "&")):
            return False
        at -= 1
    return False


def _behind(page: Page, names: Sequence[Name], number: int, claimed: set[int]) -> Office | None:
    """Return the post behind a name: name + ", the Ambassador of Italy to Pakistan,"."""
    at = names[number].end
    count = len(page.lower)
    if at >= count or page.doc[at].text not in (",", "(", "-", "–", "—") and page.lower[at] != "as":
        return None
    at += 1
    while at + 1 < count and (page.lower[at] in ("who", "currently") or page.lower[at - 1] == "who" and page.lower[at] in ("is", "was", "serves")):
        at += 1
    first = at
    while at < count and at - first < REACH and at not in claimed and _may_be_post(page, at) and not page.starts[at]:
        at += 1
    at = _with_body(page, first, at, claimed)
    while at > first and (page.lower[at - 1] in PREPOSITIONS or page.lower[at - 1] in JOINTS or page.lower[at - 1] in ARTICLES
                          or page.doc[at - 1].is_punct):
        at -= 1
    if at in claimed and at > first and not page.doc[at - 1].is_punct:
        return None
    return _make(page, first, at, number, False, False)


def _with_body(page: Page, first: int, at: int, claimed: set[int]) -> int:
    """Return the end of a post with the body behind its comma: "President, Supreme Court Bar Association of Pakistan"."""
    lexicon = page.lexicon
    if at + 1 >= len(page.lower) or page.doc[at].text != "," or at == first or page.lower[at - 1] not in lexicon.heads or not page.capital[at - 1]:
        return at
    end = at + 1
    while end < len(page.lower) and end not in claimed and (page.capital[end] or page.lower[end] in ("of", "for", "and", "the", "&")):
        end += 1
    if any(page.lower[i] in lexicon.body_heads for i in range(at + 1, end)) and not any(page.lower[i] in lexicon.heads for i in range(at + 1, end)):
        return end
    return at


def _may_be_post(page: Page, at: int) -> bool:
    word, lexicon = page.lower[at], page.lexicon
    if page.doc[at].is_punct and page.doc[at].text not in ("-", "–", "&", "/", "’", "'"):
        return False
    if at + 1 < len(page.lower) and page.entity[at + 1] in ("DATE", "TIME") and at + 1 not in page.sides or page.entity[at] in ("DATE", "TIME"):
        return False
    if word in PREPOSITIONS:
        return at + 1 < len(page.lower) and (page.capital[at + 1] or page.lower[at + 1] in ARTICLES or page.lower[at + 1] in lexicon.portfolios)
    return (
        page.capital[at] or word in lexicon.heads or word in lexicon.modifiers or word in lexicon.portfolios or at in page.sides
        or word in ARTICLES or word in JOINTS or word in POSSESSIVES or page.is_possessive(at) or word in lexicon.body_heads
        or page.is_joined(at)
    )


def _make(page: Page, first: int, end: int, number: int, before: bool, comma: bool) -> Office | None:
    """Return the office told by tokens `first` to `end`, without what is not of it; None when there is no head."""
    lexicon = page.lexicon
    heads = [i for i in range(first, end) if _is_head(page, i)]
    if not heads:
        return None
    if before:
        first = _own_part(page, first, end, heads)
        heads = [i for i in heads if i >= first]
    side, first = _side_and_start(page, first, end, heads[0])
    if first >= end:
        return None
    if before and page.lower[heads[-1]] in lexicon.royal and len(heads) > 1:
        first = max(first, _after_joint(page, heads[-1]))
    text = _without_side(page, first, end, side)
    return Office(first, end, heads[0], text, side, number, before, comma) if text else None


def _is_head(page: Page, at: int) -> bool:
    word = page.lower[at]
    return word in page.lexicon.heads or word in page.lexicon.abbreviations and page.doc[at].text.isupper()


def _own_part(page: Page, first: int, end: int, heads: Sequence[int]) -> int:
    """Return the start of the post that is the name's own: "spokeswoman for | President" + name, "Trump and | Secretary"."""
    last = heads[-1]
    if last != end - 1 or len(heads) < 2:
        return first
    start = last
    while start > first and page.lower[start - 1] in page.lexicon.modifiers and page.capital[start - 1] == page.capital[last]:
        start -= 1
    if start > first and page.lower[start - 1] in ("for", "to", "of", "with") and page.capital[last]:
        return start
    return first


def _after_joint(page: Page, head: int) -> int:
    """Return the start of the last of several joined posts: "King Salman and | Crown Prince"."""
    at = head
    while at > 0 and page.lower[at - 1] not in JOINTS and page.lower[at - 1] in page.lexicon.modifiers:
        at -= 1
    return at


def _side_and_start(page: Page, first: int, end: int, head: int) -> tuple[str | None, int]:
    """Return the side whose post it is, and the first token of the post itself."""
    side, at = None, first
    while at < head:
        mention = page.sides.get(at)
        word = page.lower[at]
        if mention and mention.end <= head and mention.is_country:
            side, at = mention.code, mention.end
        elif word in ARTICLES or word in POSSESSIVES or word in JOINTS or page.is_possessive(at) or page.doc[at].is_punct \
                or word in PREPOSITIONS or page.doc[at].is_space:
            at += 1
        else:
            break
    for index in range(at, head):
        mention = page.sides.get(index)
        if mention and side is None and mention.form != "capital":
            side = mention.code
    for index in range(head, end):
        mention = page.sides.get(index)
        if mention and side is None and mention.first == index:
            opening = index - 1
            while opening > head and page.lower[opening] not in PREPOSITIONS:
                opening -= 1
            if page.lower[opening] not in ABROAD and mention.form != "capital":
                side = mention.code
    return side, at


def _without_side(page: Page, first: int, end: int, side: str | None) -> str:
    """Return the post's words without "of Pakistan" or "of the Republic of Turkey" of its own country."""
    for index in range(first, end):
        mention = page.sides.get(index)
        if not (mention and mention.first == index and mention.is_country and mention.code == side and mention.end <= end):
            continue
        opening = index - 1
        while opening > first and (page.lower[opening] in ARTICLES or page.lower[opening] in STATES or page.lower[opening] == "of"
                                   and page.lower[opening - 1] in STATES):
            opening -= 1
        closing = mention.end
        if closing < end and page.lower[closing] in STATES:
            closing += 1
        if page.lower[opening] == "of" and opening > first:
            return " ".join((page.words(first, opening) + " " + (page.words(closing, end) if closing < end else "")).split())
    return page.words(first, end)


# What a country's official name begins or ends with.
STATES = frozenset({"republic", "kingdom", "state", "federation", "federal", "islamic", "people's", "democratic", "sultanate", "grand", "duchy",
                    "principality", "emirate", "union", "commonwealth", "arab", "hashemite", "socialist"})
