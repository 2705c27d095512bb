"""The same undertaking told by several reports of the same days (another outlet's report of the same meeting).

Said again later it is another undertaking, which restates the first (`follow_ups.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from communique.join.content_words import as_written, content_words, overlap_share
from communique.model.claim import Claim
from communique.model.link import Join, Link

# Reports of one meeting come out within so many days of each other (corpus/pairs.jsonl: 126 of 129 pairs).
TELLING_DAYS = 2
SHARED_WORDS = 2  # telling words that two tellings share at the least; a single one ("trade") says too little
SHARED_SHARE = 0.4  # … and that share of the shorter telling's words
BLOCK_DAYS = 2 * TELLING_DAYS + 1  # days under one key: a telling meets all others of it under two keys at the most
KEY_WORDS = 8  # longest words of a matter, which serve as keys to meet under: long words are seldom common ones


def sign_undertaking(claim: Claim) -> str:
    """Every claim is a node of its own."""
    return f"{claim.source.id}@{claim.source.version}#{claim.record['id']}@{claim.key}"


def matter_words(claim: Claim) -> frozenset[str]:
    """Return the telling words of what is undertaken."""
    return content_words(matter_text(claim))


def matter_text(claim: Claim) -> str:
    """Return what is undertaken in the report's words."""
    return str(claim.record.get("matter") or " ".join(claim.words))


def key_words(claim: Claim) -> list[str]:
    """Return the longest telling words of a claim's matter."""
    return sorted(matter_words(claim), key=lambda w: (-len(w), w))[:KEY_WORDS]


def block_undertaking(claim: Claim) -> Iterator[str]:
    """Yield a key for every telling word, with act, sides and the few days of publication."""
    return _keys(claim, (0,))


def meet_undertaking(claim: Claim) -> Iterator[str]:
    """Yield the keys of other tellings: the same words up to `TELLING_DAYS` before and after."""
    return _keys(claim, (-TELLING_DAYS, TELLING_DAYS))


def _keys(claim: Claim, offsets: Iterable[int]) -> Iterator[str]:
    if not claim.source.published:
        return
    day = date.fromisoformat(claim.source.published).toordinal()
    said = f"{'+'.join(claim.record['by'])} {claim.record['act']}"
    for days in sorted({(day + offset) // BLOCK_DAYS for offset in offsets}):
        for word in key_words(claim):
            yield f"{days} {said} {word}"


def compare_undertakings(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link when act and sides agree and the matters share most of their telling words."""
    x, y = a.record, b.record
    if x["act"] != y["act"] or x["by"] != y["by"] or (x["to"] and y["to"] and not set(x["to"]) & set(y["to"])):
        return None
    if not is_same_telling(a, b):
        return None
    shared = matter_words(a) & matter_words(b)
    share = overlap_share(matter_words(a), matter_words(b))
    if len(shared) < SHARED_WORDS or share < SHARED_SHARE:
        return None
    score = min(1.0, 0.3 + 0.5 * share + 0.04 * min(len(shared), 8))
    said = as_written(shared, matter_text(b))[:6]
    reasons = (f"{'+'.join(x['by'])} {x['act']}", "both say " + ", ".join(said))
    return Link("same", a.key, b.key, round(score, 3), reasons, "same.undertaking")


def is_same_telling(a: Claim, b: Claim) -> bool:
    """True when two reports came out close enough to tell of the same occasion."""
    if not a.source.published or not b.source.published:
        return False
    apart = date.fromisoformat(a.source.published) - date.fromisoformat(b.source.published)
    return abs(apart.days) <= TELLING_DAYS


def publication_window(claim: Claim) -> tuple[str, str] | None:
    """Return the days in which other reports tell of the same occasion."""
    if not claim.source.published:
        return None
    first = date.fromisoformat(claim.source.published)
    return first.isoformat(), (first + timedelta(days=TELLING_DAYS - 1)).isoformat()


JOIN = Join(
    "undertakings",
    "undertakings",
    sign_undertaking,
    block_undertaking,
    compare_undertakings,
    publication_window,
    meets=meet_undertaking,
    shared=SHARED_WORDS,
)
