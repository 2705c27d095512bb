"""Are two claims of one matter? The words of its own that each has, and which way it points.

In: two claims of undertakings or actions. Out: how alike their matters are (0 to 1) with the shared words, None where
they are not of one. A claim's *own* words are those of its matter and the verb before it, without what all governments
say every week, without sides and their leaders (who deals with whom is compared apart), without numbers. Deliberately
missed: the same matter in other words ("rail line", "ML-1"), since a wrong likeness costs a reader more than none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import sqrt

from communique.join.content_words import STOP, as_written, content_words, stem
from communique.join.words import load_words
from communique.languages import LANGUAGES
from communique.model.claim import Claim
from communique.reference.countries import NAMINGS

STOCK = load_words("stock")
SIDE_WORDS = frozenset(word for naming in NAMINGS for word in content_words(naming))
LEADER_WORDS = frozenset(
    word
    for names in LANGUAGES["en"].table("leaders").values()
    for name in names
    for word in content_words(name.replace("|", " "))
)
NEGATIONS = load_words("negations")
UNREAL = load_words("unreal")
RELIEF, HARM = load_words("relief"), load_words("harm")
LEAST_SHARED = 2  # own words: one ("tariffs", "dialogue") is many matters


@lru_cache(maxsize=65536)
def _own_words(matter: str, words: str) -> frozenset[str]:
    before = words.partition(matter)[0].split() if matter and matter in words else []
    told = content_words(" ".join([*before[-1:], matter or words]))
    return frozenset(word for word in told - STOCK - STOP - SIDE_WORDS - LEADER_WORDS if not word.isdigit())


def own_words(claim: Claim) -> frozenset[str]:
    """Return the words that tell a claim's matter from others: of the matter and of the verb right before it."""
    return _own_words(str(claim.record.get("matter") or ""), " ".join(claim.words))


def compare_matters(
    a: Claim, b: Claim, least: float, shared: int = LEAST_SHARED, without: frozenset[str] = frozenset()
) -> tuple[float, str] | None:
    """Return how alike two matters are and in which words, None below `least` or with fewer than `shared` words.

    `without` are words that do not count, beside those that are nobody's own.

    The likeness is the cosine of the two sets of own words: it asks that most of *both* be shared, so that a short
    matter inside a long one is not the long one.
    """
    x, y = own_words(a) - without, own_words(b) - without
    both = x & y
    if len(both) < shared:
        return None
    likeness = len(both) / sqrt(len(x) * len(y))
    if likeness < least:
        return None
    said = as_written(both, f"{b.record.get('matter') or ''} {' '.join(b.words)}")[:6]
    return round(likeness, 3), "both say " + ", ".join(said)


def _spoken(claim: Claim) -> list[str]:
    text = " ".join(claim.words).casefold().replace("’", "'").replace("n't", " n't ")
    return re.findall(r"n't|[a-z]+", text)


def says(claim: Claim, words: frozenset[str]) -> bool:
    """True when a claim's evidence has one of these words, as written or as a stem."""
    return any(word in words or stem(word) in words for word in _spoken(claim))


def is_negated(claim: Claim) -> bool:
    """True when a claim says what will not be done ("will no longer abide"): it points the other way."""
    return says(claim, NEGATIONS)


def is_unreal(claim: Claim) -> bool:
    """True when a claim told as done is only demanded or imagined ("should accept", "must ease")."""
    return says(claim, UNREAL)


def direction(claim: Claim) -> int:
    """Return 1 for relief (lift, ease, free), -1 for harm (impose, ban, close), 0 where it is neither.

    What comes first governs the rest: "lift the ban" is relief, "block the release" harm.
    """
    for word in _spoken(claim):
        if {word, stem(word)} & (RELIEF | HARM):
            return 1 if {word, stem(word)} & RELIEF else -1
    return 0
