"""One engagement in full: each report's version beside the others, what was undertaken at it, what followed.

In: a case of engagements. Out: its claims by publication, the undertakings that reports tie to it, and the follow-ups
that lead to it (announced, then held) or from it, as far as the register suggests them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.answers.case import find_claims_of
from communique.answers.engagements import tell_case
from communique.answers.ledger import tell_undertakings
from communique.model.claim import Claim
from communique.register import Register
from communique.register.case_query import get_cases
from communique.register.follow_query import Following, find_followings


@dataclass(frozen=True, slots=True)
class Step:
    """A follow-up: `relation` of the `later` claim to the `earlier`, the other one's `case`, what a person decided."""

    relation: str
    other: Claim
    case: int
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """`row` tells the case as the list of engagements does; `undertakings` are rows of the ledger."""

    row: Mapping[str, Any]
    claims: tuple[Claim, ...]
    undertakings: tuple[Mapping[str, Any], ...]
    before: tuple[Step, ...]
    after: tuple[Step, ...]


def get_contact(register: Register, case: int) -> Contact:
    """Return an engagement; NotFound where the case is none."""
    claims = find_claims_of(register, case, "engagements")
    keys = [claim.key for claim in claims]
    later, earlier = find_followings(register, keys), find_followings(register, keys, "later")
    return Contact(
        row=tell_case(case, claims),
        claims=tuple(claims),
        undertakings=tuple(tell_undertakings(register, _find_undertakings(register, claims))),
        before=_steps(register, [f for one in earlier.values() for f in one], "earlier"),
        after=_steps(register, [f for one in later.values() for f in one], "later"),
    )


def _find_undertakings(register: Register, claims: Sequence[Claim]) -> list[Claim]:
    """Return the undertakings that a report ties to its own record of the engagement."""
    found: list[Claim] = []
    for claim in claims:
        found += register.claims(
            "c.kind = 'undertakings' AND c.report = ? AND json_extract(c.record, '$.engagement') = ?",
            (claim.source.key, claim.record["id"]),
        )
    return found


def _steps(register: Register, followings: Sequence[Following], end: str) -> tuple[Step, ...]:
    """Return the other ends of follow-ups, each once, the earliest first."""
    kept = {getattr(f, end): f for f in followings}
    others = register.claims_by_key(list(kept))
    cases = get_cases(register, kept)
    steps = [
        Step(kept[other.key].relation, other, cases.get(other.key, -other.key), kept[other.key].verdict)
        for other in others
    ]
    return tuple(sorted(steps, key=lambda step: (step.other.source.published or "", step.other.key)))
