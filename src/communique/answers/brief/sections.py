"""What the sections of a brief share: how much of each there is, which reports a sentence cites, where the rest is."""

from __future__ import annotations

from collections.abc import Iterable

from communique.answers.brief.pair import Pair
from communique.model.brief import Sentence
from communique.model.claim import Claim

ENGAGEMENTS, UNDERTAKINGS, OTHERS = 8, 3, 4  # most sentences a section: one to three pages in all
CITED = 3  # most reports a sentence cites; the rest is in the tables


def tell(text: str, claims: Iterable[Claim]) -> Sentence:
    """Return a sentence that rests on claims: one of each outlet first, then the earliest, at most `CITED`."""
    told = sorted(claims, key=lambda claim: (claim.source.published or "", claim.key))
    first: dict[str | None, Claim] = {}
    for claim in told:
        first.setdefault(claim.source.outlet, claim)
    reports: dict[str, Claim] = {}
    for claim in (*first.values(), *told):
        reports.setdefault(claim.source.id, claim)
    chosen = {claim.key for claim in list(reports.values())[:CITED]}
    return Sentence(text, tuple(claim for claim in told if claim.key in chosen))


def say_more(pair: Pair, left: int, command: str) -> str | None:
    """Return the note that says where the rest is, None where there is none."""
    if not left:
        return None
    period = "".join(f" --{name} {day}" for name, day in (("since", pair.since), ("until", pair.until)) if day)
    return f"{left} more {'is' if left == 1 else 'are'} in `communique {command}{period}`."


def join_notes(*notes: str | None) -> str | None:
    return " ".join(filter(None, notes)) or None
