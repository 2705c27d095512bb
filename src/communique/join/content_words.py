"""The words of a matter that say what it is about, cut to stems so that "securing" and "secure" meet.

Stems are crude on purpose (a fixed list of endings): they only propose; a score over several shared words decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from communique.join.words import load_words

STOP = load_words("stop")
ENDINGS = (
    "isation",
    "ization",
    "ational",
    "fulness",
    "ement",
    "ments",
    "ation",
    "ings",
    "ment",
    "ness",
    "ions",
    "ing",
    "ies",
    "ion",
    "ive",
    "ity",
    "ed",
    "es",
    "al",
    "ly",
    "s",
    "e",
    "y",
)
SHORTEST_STEM = 4


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its first matching ending, never shorter than `SHORTEST_STEM` letters."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=65536)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of a text's telling words."""
    return frozenset(stem(word.removesuffix("'s")) for word in _words(text) if word not in STOP and len(word) > 2)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z][a-z'-]+|\d+", text.casefold().replace("’", "'"))


def as_written(stems: Iterable[str], text: str) -> list[str]:
    """Return stems as a text first writes them, for people to read, in order of the alphabet.

    >>> as_written({"harbour", "secur"}, "China is securing the harbour")
    ['harbour', 'securing']
    """
    written: dict[str, str] = {}
    for word in _words(text):
        bare = word.removesuffix("'s")
        written.setdefault(stem(bare), bare)
    return sorted(written.get(one, one) for one in stems)


def overlap_share(a: Iterable[str], b: Iterable[str]) -> float:
    """Return the share of the smaller set's words that the other has too, 0 to 1."""
    x, y = set(a), set(b)
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0
