"""Tell how far the name of a body reaches to the left and to the right of its head noun.

In: a `Page`, the head's token. Out: token indices. "Ministry of Climate Change and Environmental Coordination" goes
on over "of" and "and"; "Ministry of Commerce and Pakistan Railways" does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from communique.identify.page import Page
from communique.languages import Language
from communique.reference.places import find_places

LINKS = frozenset({"of", "for", "on"})
LOOSE_LINKS = frozenset({"to", "in", "at"})
ARTICLES = frozenset({"the"})
JOINTS = frozenset({"and", "&"})
# "His Royal Highness" is no body, the "Royal Navy of Oman" is one.
HIS = frozenset({"his", "her", "their", "hrh"})
# A name longer than this has swallowed a sentence.
LONGEST = 16


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The language's words of bodies; `organs` the lengths of the known organs' names by first word."""

    kinds: dict[str, str]
    alone: frozenset[str]
    lower: frozenset[str]
    lower_after_place: frozenset[str]
    lower_after_side: frozenset[str]
    not_names: frozenset[str]
    pairs: frozenset[str]
    never_first: frozenset[str]
    not_bodies: frozenset[str]
    no_shapes: frozenset[str]
    no_ends: frozenset[str]
    no_starts: frozenset[str]
    before_things: frozenset[str]
    things_behind: frozenset[str]
    before_office: frozenset[str]
    organs: dict[str, tuple[int, ...]]


@lru_cache(maxsize=4)
def load_body_words(language: Language) -> BodyWords:
    """Return the language's words of bodies."""
    table = language.table("bodies")
    kinds = {word: kind for kind, words in table["heads"].items() for word in words}
    rules = {name: frozenset(words) for name, words in table["rules"].items() if name != "state"}
    organs: dict[str, set[int]] = {}
    for names in table["national"].values():
        for name in names:
            parts = name.replace("'s", " 's").replace("-", " - ").split()
            if len(parts) > 1:
                organs.setdefault(parts[0], set()).add(len(parts))
    lengths = {word: tuple(sorted(found, reverse=True)) for word, found in organs.items()}
    return BodyWords(kinds, **rules, organs=lengths)


def find_left(page: Page, at: int, taken: frozenset[int], words: BodyWords) -> int:
    """Return where the capitalised words before a head begin."""
    first, lexicon = at, page.lexicon
    while first > 0 and at - first < LONGEST:
        before = first - 1
        word = page.lower[before]
        if page.starts[first] or page.tokens[before].is_space:
            break
        if page.is_possessive(before):
            if before - 1 in page.sides or not page.capital[before - 1] or before - 1 in taken:
                break
            first = _possessor(page, before - 1)
            continue
        if page.is_joined(before) and before > 0:
            first = before
            continue
        if word in JOINTS and page.capital[before - 1] and page.capital[first] and _binds(page, before, first, words):
            first = before
            continue
        if not page.capital[before] or page.tokens[before].is_punct:
            break
        is_new_town = word == "new" and bool(find_places(f"new {page.lower[first]}"))
        if (word in words.never_first and not is_new_town) or (before in taken and not page.is_joined(first)):
            break
        names_office = word in words.before_office and page.lower[first] in ("office", "media")
        is_royal = word == "royal" and not page.is_possessive(before - 1) and page.lower[before - 1] not in HIS
        if (
            (word in lexicon.heads or word in lexicon.honorifics or word in lexicon.abbreviations)
            and word not in words.kinds
            and not names_office
            and not is_royal
        ):
            break
        first = before
    while first < at and (page.is_possessive(first) or page.tokens[first].is_punct or page.lower[first] in JOINTS):
        first += 1
    return first


def _possessor(page: Page, at: int) -> int:
    """Return where the possessor begins: "Prime Minister's Office"."""
    first = at
    while (
        first > 0
        and page.capital[first - 1]
        and first - 1 not in page.sides
        and (page.lower[first - 1] in page.lexicon.modifiers or page.lower[first - 1] in page.lexicon.heads)
        and not page.starts[first]
    ):
        first -= 1
    return first


def _binds(page: Page, joint: int, first: int, words: BodyWords) -> bool:
    """True when "and" stands inside one name: "Trade and Industry", not "Army and Navy" or "Pakistan and China"."""
    before = page.lower[joint - 1]
    if joint - 1 in page.sides or before in words.kinds:
        return False
    if f"{before} and {page.lower[first]}" in words.pairs:
        return True
    label = page.entity[joint]
    return (
        page.tokens[joint].text == "&"
        or label == "ORG"
        or (before in page.lexicon.portfolios and page.lower[first] in page.lexicon.portfolios)
    )


def find_complement(page: Page, end: int, taken: frozenset[int], words: BodyWords) -> int:
    """Return where a name ends that goes on with "of", "for", "on": "Ministry of Climate Change and Coordination"."""
    count = len(page.lower)
    while end < count and not page.starts[end]:
        word = page.lower[end]
        nxt = end + 1
        while nxt < count and page.lower[nxt] in ARTICLES:
            nxt += 1
        follows = (
            nxt < count
            and page.capital[nxt]
            and not page.tokens[nxt].is_punct
            and page.entity[nxt] not in ("DATE", "TIME", "PERSON")
        )
        if (
            (word in LINKS and follows)
            or (
                word in LOOSE_LINKS
                and follows
                and page.lower[end - 1] in ("mission", "embassy", "parties", "representative")
            )
            or (word in JOINTS and follows and nxt == end + 1 and _goes_on(page, end, words))
        ):
            if (
                word in LINKS
                and nxt > end + 1
                and page.lower[nxt] in words.kinds
                and page.lower[nxt] not in page.lexicon.portfolios
            ):
                break
            end = find_right(page, nxt, nxt, taken)
        elif word == "," and follows and nxt == end + 1 and _lists(page, end):
            end = nxt + 1
        else:
            break
    return end


def find_right(page: Page, at: int, start: int, taken: frozenset[int]) -> int:
    """Return the end of a run of capitalised words."""
    while (
        at < len(page.lower)
        and ((page.capital[at] and not page.tokens[at].is_punct) or page.is_joined(at))
        and not page.starts[at]
    ):
        if at in taken or (
            at > start and (page.lower[at] in page.lexicon.honorifics or page.lower[at] in page.lexicon.ranks)
        ):
            break
        if page.is_joined(at) and not (page.capital[at + 1] or page.is_joined(at + 2)):
            break
        at += 1
        if at < len(page.lower) and not page.capital[at] and at > 1 and page.is_joined(at - 1):
            at += 1
    return at


def _goes_on(page: Page, joint: int, words: BodyWords) -> bool:
    """True when what follows "and" is still the subject: it holds portfolio words and no head of its own."""
    at = joint + 1
    if page.lower[joint - 1] in words.kinds and page.lower[joint - 1] not in page.lexicon.portfolios:
        return False
    if f"{page.lower[joint - 1]} and {page.lower[joint + 1]}" in words.pairs:
        return True
    portfolio = page.lower[joint - 1] in page.lexicon.portfolios or page.entity[joint] == "ORG"
    known = False
    while at < len(page.lower) and page.capital[at] and not page.tokens[at].is_punct:
        if (page.lower[at] in words.kinds and page.lower[at] not in page.lexicon.portfolios) or page.lower[
            at
        ] in page.lexicon.heads:
            return False
        known = known or page.lower[at] in page.lexicon.portfolios
        at += 1
    return (known and portfolio) or (page.entity[joint] == "ORG" and page.entity[joint + 1] == "ORG")


def _lists(page: Page, comma: int) -> bool:
    """True for a comma between subjects of one ministry: "Information Technology, Engineering and Management
    Sciences"."""
    at = comma + 1
    while at < len(page.lower) and page.capital[at]:
        at += 1
    portfolio = page.lower[comma - 1] in page.lexicon.portfolios and page.lower[comma + 1] in page.lexicon.portfolios
    return portfolio and at < len(page.lower) and page.lower[at] in ("and", "&")
