"""All that the register holds on a pair of sides, parted for the brief's sections."""

from __future__ import annotations

from collections.abc import Sequence
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
    dealings: dict[int, tuple[tuple[int, int], ...]]  # by report: where the words of the pair's dealings stand
    around: dict[int, str]  # by figure: the words around it


AROUND_CHARS = 160  # looked at on each side of an amount for the names of both sides: about a sentence


def get_pair(register: Register, a: str, b: str, wanted: Filter) -> Pair:
    """Collect what the register holds on sides `a` and `b` in the filter's period."""
    both = Filter(sides=(a, b), since=wanted.since, until=wanted.until, outlet=wanted.outlet)
    open_ = Filter(since=wanted.since, until=wanted.until, outlet=wanted.outlet)
    engagements = find_claims(register, "engagements", both)
    undertakings = [c for c in find_claims(register, "undertakings", open_) if concerns(c, a, b)]
    statements = [c for c in find_claims(register, "statements", both)]
    actions = [c for c in find_claims(register, "actions", both)]
    dealings = _find_dealings((*engagements, *undertakings, *actions))
    figures = [c for c in find_claims(register, "figures", open_) if c.source.key in dealings]
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
        dealings,
        {c.key: _words_around(register, c) for c in figures if c.record["unit"].isupper()},
    )


def _find_dealings(claims: Sequence[Claim]) -> dict[int, tuple[tuple[int, int], ...]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for claim in claims:
        found.setdefault(claim.source.key, []).extend((start, end) for start, end in claim.record["evidence"])
    return {report: tuple(spans) for report, spans in found.items()}


def _words_around(register: Register, claim: Claim) -> str:
    """Return the report's words from `AROUND_CHARS` before to as many after a claim's evidence."""
    spans = claim.record["evidence"]
    first, last = max(0, spans[0][0] - AROUND_CHARS), spans[-1][1] + AROUND_CHARS
    row = register.connection.execute(
        "SELECT substr(text, ?, ?) FROM report WHERE key = ?", (first + 1, last - first, claim.source.key)
    ).fetchone()
    return str(row[0])


def concerns(claim: Claim, a: str, b: str) -> bool:
    """True when an undertaking is by one of the sides and towards the other, or by both together."""
    by, to = set(claim.record["by"]), set(claim.record["to"])
    if not by <= {a, b}:
        return {a, b} <= by
    return by == {a, b} or (a in by and b in to) or (b in by and a in to)
