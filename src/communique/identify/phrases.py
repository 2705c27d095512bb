"""Read a noun phrase around its head: what stands before it, which side it names, what follows with "of".

In: a `Page` and a head token. Out: a `Phrase`. Works on words in front rather than on the parse, which errs on titles.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.identify.page import Page
from communique.identify.sides import SideMention

REACH = 9
DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "both", "two", "all", "some", "any", "no", "each", "every"}
)
POSSESSIVE_PRONOUNS = frozenset({"his", "her", "its", "their", "our", "my", "your"})
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "ADV"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase `first` to `end` with head `head`: `determiner` its first word if one, `core` the words between
    determiner and head that are no sides, `owner` the token of a possessive pronoun or possessor, `sides` those named
    in it, in front or after "of"."""

    first: int
    end: int
    head: int
    determiner: str
    core: tuple[str, ...]
    owner: int | None
    sides: tuple[str, ...]


def read_phrase(page: Page, head: int) -> Phrase:
    """Return the noun phrase of a head token."""
    first, determiner, owner = head, "", None
    core: list[str] = []
    sides: list[str] = []
    at = head - 1
    while at >= 0 and head - at <= REACH:
        token, word = page.tokens[at], page.lower[at]
        mention = page.sides.get(at)
        if page.starts[at + 1]:
            break
        if mention:
            if not is_hyphened(page, mention):
                sides.append(mention.code)
            at = first = mention.first
        elif word in DETERMINERS or word in POSSESSIVE_PRONOUNS:
            determiner = word if not determiner or word in ("both", "two") else determiner
            owner = at if word in POSSESSIVE_PRONOUNS else owner
            first = at
            if word not in ("two", "both", "all") and page.lower[at - 1] not in ("both", "all"):
                break
        elif page.is_possessive(at):
            if at - 1 not in page.sides:
                owner = at - 1
                break
        elif (word in ("and", "&", "/") and at - 1 in page.sides and sides) or page.is_joined(at):
            first = at
        elif (token.pos_ in INSIDE or token.dep_ == "amod") and not token.is_punct:
            core.append(word)
            first = at
        else:
            break
        at -= 1
    end, behind = _complement(page, head)
    sides.reverse()
    return Phrase(first, end, head, determiner, tuple(reversed(core)), owner, tuple(dict.fromkeys((*sides, *behind))))


def is_hyphened(page: Page, mention: SideMention) -> bool:
    """True for a side that only tells whose friends, foes or clients somebody is: "pro-Iran", "Rwanda-backed"."""
    before, after = mention.first - 1, mention.end
    if before > 0 and page.is_joined(before) and page.lower[before - 1] in ("pro", "anti"):
        return True
    return after + 1 < len(page.lower) and page.is_joined(after) and page.tokens[after + 1].tag_ == "VBN"


def _complement(page: Page, head: int) -> tuple[int, list[str]]:
    """Return where the phrase ends and the sides that follow the head with "of", "from" or in brackets."""
    at, count = head + 1, len(page.lower)
    if at < count and page.lower[at] in ("of", "from"):
        at += 1
        while at < count and (
            page.lower[at] in ("the", "islamic", "people's", "federal")
            or (page.tokens[at].pos_ == "ADJ" and at not in page.sides)
        ):
            at += 1
        found = []
        while at < count and at in page.sides:
            found.append(page.sides[at].code)
            at = page.sides[at].end
            if at + 1 < count and page.lower[at] in ("and", ",") and at + 1 in page.sides:
                at += 1
        if found:
            return at, found
    return head + 1, []
