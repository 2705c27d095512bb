"""Figures: one row a claim; checks of parts against totals and warnings where a total may be counted twice.

Published totals are never added to incidents. The check looks for, in one report, a number that is the sum of others
of the same unit (242 + 73 + 46 = 361), for the same figure in several reports, and for totals whose period covers
incidents that the register also holds one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from communique.answers.citation import PUBLISHED, SOURCE_COLUMNS, source_cells
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, find_claims
from communique.join.content_words import content_words, overlap_share
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register

MOST_PARTS = 5  # a total is looked for among sums of at most so many parts of one report
MOST_FIGURES = (
    16  # … and only where a report has at most so many numbers of the unit: sums of many numbers fit by chance
)
HARM_WORDS = content_words(
    "deaths dead killed injured wounded casualties attacks fatalities militants civilians soldiers incidents"
)

COLUMNS = (
    Column("value", "in full units", "number"),
    Column("unit", "ISO 4217, percent, or the thing counted"),
    Column("measure", "what it measures, in the report's words"),
    replace(PUBLISHED, wide=True),
    Column("period", "period it is given for, in the report's words", wide=True),
    Column("source", "who gives it, as the report says", wide=True),
    *SOURCE_COLUMNS,
)

CHECK_COLUMNS = (
    Column(
        "check",
        "sum (parts make the total), same figure (told by several reports) or counted twice (incidents in a total)",
    ),
    Column("finding", "what was found, with the numbers"),
    Column("reports", "the reports it rests on", "list"),
    Column("claims", "numbers of the claims in this register", "list", hidden=True),
)


def list_figures(register: Register, wanted: Filter) -> Table:
    """Return the figures that pass the filter, by publication."""
    rows = [
        {name: c.record.get(name) for name in ("value", "unit", "measure", "period", "source")} | source_cells(c)
        for c in find_claims(register, "figures", wanted)
    ]
    return Table("figures", COLUMNS, tuple(rows), get_notes(register, wanted))


def check_figures(register: Register, wanted: Filter) -> Table:
    """Return what the figures that pass the filter say about each other and about incidents."""
    claims = find_claims(register, "figures", wanted)
    rows = [*find_sums(claims), *_find_same(claims), *_find_counted_twice(register, claims)]
    return Table("figure checks", CHECK_COLUMNS, tuple(rows), get_notes(register, wanted))


def find_sums(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return the totals that are sums of other figures of the same unit and report."""
    groups: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        unit = claim.record["unit"]
        groups[claim.source.key, unit if unit.isupper() or unit == "percent" else "count"].append(claim)
    rows = []
    for (_, unit), members in groups.items():
        if unit == "percent":  # shares of different wholes add up to anything
            continue
        distinct = list({m.record["value"]: m for m in members}.values())
        if not 3 <= len(distinct) <= MOST_FIGURES:
            continue
        for total in distinct:
            smaller = [m for m in distinct if 0 < m.record["value"] < total.record["value"]]
            parts = _parts_of(total.record["value"], smaller)
            if parts:
                said = " + ".join(f"{p.record['value']:,.12g}" for p in parts)
                rows.append(
                    _finding("sum", f"{said} = {total.record['value']:,.12g} {total.record['unit']}", [*parts, total])
                )
    return rows


def _parts_of(total: float, smaller: Sequence[Claim]) -> list[Claim] | None:
    """Return three or more figures that add up to a total: two numbers fit by chance too often to tell."""
    for size in range(3, MOST_PARTS + 1):
        for parts in combinations(smaller, size):
            if abs(sum(p.record["value"] for p in parts) - total) < 1e-9 * max(1.0, total):
                return list(parts)
    return None


def _find_same(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return figures of one value and unit whose measures share words, told by different reports."""
    groups: dict[tuple[float, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.record["value"], claim.record["unit"].casefold()].append(claim)
    rows = []
    for (value, unit), members in sorted(groups.items()):
        first = members[0]
        same = [
            m
            for m in members
            if overlap_share(content_words(first.record["measure"] or ""), content_words(m.record["measure"] or ""))
            >= 0.5
        ]
        if len({m.source.id for m in same}) > 1:
            rows.append(
                _finding("same figure", f"{value:,.12g} {unit}: {first.record['measure']}; to be counted once", same)
            )
    return rows


def _find_counted_twice(register: Register, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return totals of harm over a period, with the number of incidents of the register that may be part of them."""
    rows = []
    for claim in claims:
        if (
            not HARM_WORDS & content_words(f"{claim.record['unit']} {claim.record['measure']}")
            or not claim.source.published
        ):
            continue
        if claim.record["unit"] == "percent" or claim.record["unit"].isupper():
            continue
        count = register.connection.execute(
            'SELECT count(DISTINCT n."case") FROM claim c JOIN report r ON r.key = c.report'
            " JOIN claim_node cn ON cn.claim = c.key JOIN node n ON n.key = cn.node WHERE c.kind = 'incidents'"
            " AND r.current AND c.dated AND c.last_day <= ? AND c.first_day >= date(?, '-31 days')",
            (claim.source.published, claim.source.published),
        ).fetchone()[0]
        if count and (claim.record.get("period") or claim.record["value"] > 20):
            total = f"{claim.record['value']:,.12g} {claim.record['unit']}"
            period = claim.record.get("period") or "period not given"
            said = f"{total} ({period}) may contain some of {count} incidents of the month before it: do not add them"
            rows.append(_finding("counted twice", said, [claim]))
    return rows


def _finding(check: str, finding: str, claims: Sequence[Claim]) -> dict[str, Any]:
    return {
        "check": check,
        "finding": finding,
        "reports": sorted({c.source.id for c in claims}),
        "claims": sorted(str(c.key) for c in claims),
    }
