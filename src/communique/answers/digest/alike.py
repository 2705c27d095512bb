"""Statements and deeds that several reports tell: gathered by their words, since the register does not join them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from communique.join.content_words import content_words, overlap_share
from communique.model.claim import Claim

DAYS_ALIKE = 7  # between two reports of one statement or deed: what is said again later is said again
SAME_WORDS = 0.5  # share of the shorter one's telling words, as in a brief (`brief/positions.py`)
LEAST_WORDS = 3  # telling words that both have: "those amounts were credited" is like anything


@dataclass(slots=True)
class _Group:
    words: frozenset[str]
    day: date
    claims: list[Claim]


def gather_alike(known: Sequence[Claim], claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """Return new claims of statements or deeds, each with those, known or new, that tell the same within a week."""
    groups: dict[Hashable, list[_Group]] = {}
    alone: list[tuple[Claim, ...]] = []
    for claim in (*known, *claims):
        if not claim.source.published:
            alone.append((claim,))
            continue
        day, words = date.fromisoformat(claim.source.published), content_words(" ".join(claim.words))
        others = groups.setdefault(_sides_of(claim), [])
        alike = next((group for group in others if _is_alike(group, claim, day, words)), None)
        if alike is None:
            others.append(_Group(words, day, [claim]))
        else:
            alike.claims.append(claim)
    new = {claim.key for claim in claims}
    gathered = [tuple(group.claims) for of_sides in groups.values() for group in of_sides]
    return [group for group in (*gathered, *alone) if any(claim.key in new for claim in group)]


def _sides_of(claim: Claim) -> Hashable:
    """Return who says or does what sort of thing, to or of whom."""
    record = claim.record
    return (record.get("stance") or record["type"], *(tuple(record.get(name) or ()) for name in ("by", "to", "about")))


def _is_alike(group: _Group, claim: Claim, day: date, words: frozenset[str]) -> bool:
    if abs((day - group.day).days) > DAYS_ALIKE or any(claim.source.id == one.source.id for one in group.claims):
        return False
    return len(words & group.words) >= LEAST_WORDS and overlap_share(words, group.words) >= SAME_WORDS
