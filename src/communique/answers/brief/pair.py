"""All that the register holds on a pair of sides, parted for the brief's sections."""

from __future__ import annotations

from dataclasses import dataclass

from communique.answers.coverage import Coverage, get_coverage
from communique.answers.filter import Filter, find_claims
from communique.model.claim import Claim
from communique.register import Register
from communique.register.case_query import group_cases

FORESEEN = ("planned", "invited", "possible")


@dataclass(frozen=True, slots=True)
class Pair:
    """`a` and `b` are the sides; claims are current and in the filter's period, by date."""

    a: str
    b: str
    coverage: Coverage
    contacts: tuple[tuple[Claim, ...], ...]  # engagements of both sides, one tuple of claims a case
    undertakings: tuple[Claim, ...]
    statements: tuple[Claim, ...]
    actions: tuple[Claim, ...]
    incidents: tuple[tuple[Claim, ...], ...]
    figures: tuple[Claim, ...]


def get_pair(register: Register, a: str, b: str, wanted: Filter) -> Pair:
    """Collect what the register holds on sides `a` and `b` in the filter's period."""
    both = Filter(sides=(a, b), since=wanted.since, until=wanted.until, outlet=wanted.outlet)
    open_ = Filter(since=wanted.since, until=wanted.until, outlet=wanted.outlet)
    engagements = find_claims(register, "engagements", both)
    # A report's figures and incidents belong to the pair when the report also tells of the pair's dealings.
    undertakings = [c for c in find_claims(register, "undertakings", open_) if concerns(c, a, b)]
    statements = [c for c in find_claims(register, "statements", both)]
    actions = [c for c in find_claims(register, "actions", both)]
    reports = {c.source.key for c in (*engagements, *undertakings)}
    figures = [c for c in find_claims(register, "figures", open_) if c.source.key in reports]
    incidents = find_claims(register, "incidents", open_)
    return Pair(
        a,
        b,
        get_coverage(register, open_),
        tuple(tuple(claims) for _, claims in group_cases(register, "engagements", engagements)),
        tuple(undertakings),
        tuple(statements),
        tuple(actions),
        tuple(tuple(claims) for _, claims in group_cases(register, "incidents", incidents)),
        tuple(figures),
    )


def concerns(claim: Claim, a: str, b: str) -> bool:
    """True when an undertaking is by one of the sides and towards the other, or by both together."""
    by, to = set(claim.record["by"]), set(claim.record["to"])
    if not by <= {a, b}:
        return {a, b} <= by
    return by == {a, b} or (a in by and b in to) or (b in by and a in to)
