"""Find the posts of named persons, before and behind their names, and the side each post belongs to.

In: a `Page` and its names. Out: `Office`s. A post is the words around a head noun ("Federal Minister for Maritime
Affairs"), without the country's adjective, articles and military ranks. Deliberately missed: posts told in a clause of
their own ("he has led the ministry since May").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.identify.names import Name
from communique.identify.page import Page

PREPOSITIONS = frozenset({"of", "for", "on", "to", "in", "at"})
# After these a country is where the post is held or whom it serves abroad, not whom it acts for.
ABROAD = frozenset({"to", "in", "at"})
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
JOINTS = frozenset({"and", "&", "/", "-", "–", "cum"})
REACH = 24


@dataclass(frozen=True, slots=True)
class Office:
    """Tokens `first` to `end` tell a post, `head` its head noun; `text` is the post as written; `side` the country
    whose post it is where the phrase says so; `names` the persons (indices into the names) who hold it."""

    first: int
    end: int
    head: int
    text: str
    side: str | None
    name: int
    before: bool


def find_offices(page: Page, names: Sequence[Name]) -> tuple[Office, ...]:
    """Return the posts that stand beside names, in text order."""
    taken = {index for name in names for index in range(name.first, name.end)}
    found = [office for number in range(len(names)) if (office := _before(page, names, number, taken))]
    claimed = taken | {index for office in found for index in range(office.first, office.end)}
    for number in range(len(names)):
        office = _behind(page, names, number, claimed)
        if office:
            found.append(office)
    return tuple(sorted(found, key=lambda office: (office.first, office.end)))


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
        if index in taken or page.doc[first].is_sent_start and first <= at:
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
        else:
            break
        first -= 1
    return first


def _has_complement(page: Page, index: int) -> bool:
    """True when a preposition hangs on a post's head or on a body: "Minister for", "Council of"."""
    at = index - 1
    for _ in range(7):
        if at < 0 or page.doc[at].is_punct and page.doc[at].text not in ",&’'-":
            return False
        word = page.lower[at]
        if word in page.lexicon.heads or word in page.lexicon.abbreviations or word in page.lexicon.body_heads or word == "general":
            return True
        if not (page.capital[at] or word in page.lexicon.portfolios or word in ("and", "the", "&", "of", ",")):
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
    if at >= count or page.doc[at].text not in (",", "(", "-", "–") and page.lower[at] != "as":
        return None
    at += 1
    if at + 1 < count and page.lower[at] == "who" and page.lower[at + 1] in ("is", "was", "serves"):
        at += 2
    first = at
    while at < count and at - first < REACH and at not in claimed and _may_be_post(page, at):
        if page.doc[at].is_sent_start:
            break
        at += 1
    while at > first and (page.lower[at - 1] in PREPOSITIONS or page.lower[at - 1] in JOINTS or page.lower[at - 1] in ARTICLES
                          or page.doc[at - 1].is_punct):
        at -= 1
    if at in claimed and not page.doc[at - 1].is_punct and at > first:
        return None
    return _make(page, first, at, number, False, False)


def _may_be_post(page: Page, at: int) -> bool:
    word, lexicon = page.lower[at], page.lexicon
    if page.doc[at].is_punct and page.doc[at].text not in ("-", "–", "&", "/", "’", "'"):
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
    heads = [i for i in range(first, end) if page.lower[i] in lexicon.heads
             or page.lower[i] in lexicon.abbreviations and page.doc[i].text.isupper()]
    if not heads:
        return None
    side, first = _side_and_start(page, first, end, heads[0])
    if first >= end:
        return None
    text = page.words(first, end)
    return Office(first, end, heads[0], _without_side(page, first, end), side, number, before) if text else None


def _side_and_start(page: Page, first: int, end: int, head: int) -> tuple[str | None, int]:
    """Return the side whose post it is, and the first token of the post itself."""
    side, at = None, first
    while at < head:
        mention = page.sides.get(at)
        word = page.lower[at]
        if mention and mention.end <= head:
            side, at = mention.code, mention.end
        elif word in ARTICLES or word in POSSESSIVES or word in JOINTS or page.is_possessive(at) or page.doc[at].is_punct \
                or word in PREPOSITIONS or page.doc[at].is_space:
            at += 1
        else:
            break
    for index in range(at, head):
        mention = page.sides.get(index)
        if mention and side is None and mention.form in ("name", "adjective"):
            side = mention.code
    for index in range(head, end):
        mention = page.sides.get(index)
        if mention and side is None and mention.first == index:
            opening = index - 1
            while opening > head and page.lower[opening] not in PREPOSITIONS:
                opening -= 1
            if page.lower[opening] not in ABROAD:
                side = mention.code
    return side, at


def _without_side(page: Page, first: int, end: int) -> str:
    """Return the post's words without "of Pakistan" at its end."""
    stop = end
    for index in range(first, end):
        mention = page.sides.get(index)
        if mention and mention.first == index and mention.end == end:
            opening = index - 1
            while opening > first and page.lower[opening] in ARTICLES:
                opening -= 1
            if page.lower[opening] == "of" and opening > first and page.lower[opening - 1] in page.lexicon.heads:
                stop = opening
    return page.words(first, stop)


def offices_by_name(offices: Sequence[Office], count: int) -> list[list[Office]]:
    """Return for each name its offices."""
    result: list[list[Office]] = [[] for _ in range(count)]
    for office in offices:
        result[office.name].append(office)
    return result


def iterate(offices: Sequence[Office]) -> Iterator[Office]:
    """Yield offices."""
    yield from offices
