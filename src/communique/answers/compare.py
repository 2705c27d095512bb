"""Two reports held side by side: what both tell of, what one has and the other lacks.

In: two reports. Out: their records by case. Two records are of one thing when they were joined into one case, by rule
or by a person (docs/joining.md); nothing else is held for the same. Kinds that are not joined across reports
(statements, actions, figures) are told of each report for itself: that they differ would be no finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.answers.report import FullReport, get_report
from communique.errors import UsageError
from communique.join import JOINS
from communique.model.claim import Claim
from communique.register import Register
from communique.register.case_query import get_cases
from communique.register.parts import marks_for

JOINED = frozenset(join.kind for join in JOINS)
TELLING = ("engagements", "incidents", "undertakings")
"""Kinds by which reports are found to tell of the same; people and bodies are named by many that do not."""
MOST_COMPANIONS = 12
_MARKS = marks_for(TELLING)


@dataclass(frozen=True, slots=True)
class Shared:
    """One case that both reports tell of; `case` is its number."""

    kind: str
    case: int
    a: tuple[Claim, ...]
    b: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`only_a` and `only_b` are records of joined kinds that the other lacks; `apart` those of kinds not joined."""

    a: FullReport
    b: FullReport
    shared: tuple[Shared, ...]
    only_a: tuple[Claim, ...]
    only_b: tuple[Claim, ...]
    apart_a: tuple[Claim, ...]
    apart_b: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Companion:
    """Another report that tells of `count` of the same engagements, incidents and undertakings."""

    report: str
    outlet: str | None
    published: str | None
    title: str | None
    count: int


def compare_reports(register: Register, a: str, b: str) -> Comparison:
    """Return two reports by their ids, compared as they were coded last."""
    if a == b:
        raise UsageError("compare-itself", "A report is not compared with itself.", "Name two different reports.")
    one, two = get_report(register, a), get_report(register, b)
    cases = get_cases(register, [claim.key for claim in (*one.claims, *two.claims)])
    grouped_a, grouped_b = _group(one.claims, cases), _group(two.claims, cases)
    both = [case for case in grouped_a if case in grouped_b]
    return Comparison(
        one,
        two,
        tuple(Shared(grouped_a[case][0].kind, case, tuple(grouped_a[case]), tuple(grouped_b[case])) for case in both),
        *(
            tuple(claim for case, claims in mine.items() if case not in theirs for claim in claims)
            for mine, theirs in ((grouped_a, grouped_b), (grouped_b, grouped_a))
        ),
        *(tuple(claim for claim in report.claims if claim.kind not in JOINED) for report in (one, two)),
    )


def find_companions(register: Register, report: str) -> list[Companion]:
    """Return the other reports that tell of the same, those with most in common first."""
    rows = register.connection.execute(
        'SELECT r2.id, r2.outlet, r2.published, r2.title, count(DISTINCT n."case") AS shared'
        " FROM report r JOIN claim c ON c.report = r.key JOIN coding g ON g.key = c.coding"
        " JOIN claim_node cn ON cn.claim = c.key JOIN node n ON n.key = cn.node"
        ' JOIN node n2 ON n2."case" = n."case" JOIN claim_node cn2 ON cn2.node = n2.key'
        " JOIN claim c2 ON c2.key = cn2.claim JOIN coding g2 ON g2.key = c2.coding JOIN report r2 ON r2.key = c2.report"
        f" WHERE r.id = ? AND r.current AND g.current AND g2.current AND r2.current AND c.kind IN ({_MARKS})"
        " AND r2.key <> r.key GROUP BY r2.key ORDER BY shared DESC, r2.published NULLS FIRST, r2.id LIMIT ?",
        (report, *TELLING, MOST_COMPANIONS),
    )
    return [Companion(*row) for row in rows]


def _group(claims: Sequence[Claim], cases: dict[int, int]) -> dict[int, list[Claim]]:
    """Return the claims of joined kinds by case, those joined with nothing each for itself."""
    grouped: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.kind in JOINED:
            grouped.setdefault(cases.get(claim.key, -claim.key), []).append(claim)
    return grouped
