"""Figures: one row a claim; checks of parts against totals and warnings where a total may be counted twice.

Published totals are never added to incidents. The check looks for a number that is the sum of those beside it in its
report (242 + 73 + 46 = 361), for the same figure in several reports, and for totals whose period covers
incidents that the register also holds one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from communique.answers.citation import PUBLISHED, SOURCE_COLUMNS, source_cells
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, find_claims
from communique.join.content_words import content_words, overlap_share
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register

LEAST_TELLING, SHARED_WORDS = (
    10,
    2,
)  # a figure from 10 on, whose measures share two content words, is the same told twice
LEAST_TOTAL = 100  # harm counted without a period is taken for a total from here on
LEAST_PARTS, MOST_PARTS = 3, 6  # how many figures may make a total
SUM_CHARS = 600  # … within so many characters of text: about three sentences
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
    """Return the totals that are sums of figures that stand next to them, of like units, in the same report."""
    groups: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        unit = _like_unit(claim)
        if unit != "percent":  # shares of different wholes add up to anything
            groups[claim.source.key, unit].append(claim)
    rows = []
    for members in groups.values():
        members.sort(key=_place)
        for at, total in enumerate(members):
            parts = _parts_beside(members, at)
            if parts:
                said = " + ".join(f"{p.record['value']:,.12g}" for p in parts)
                found = f"{said} = {total.record['value']:,.12g} {total.record['unit']}"
                rows.append(_finding("sum", found, [*parts, total]))
    return rows


def _parts_beside(members: Sequence[Claim], at: int) -> Sequence[Claim] | None:
    """Return the run of three or more figures right after or right before a total that adds up to it, if there is one.

    Two numbers, or numbers from here and there in a report, add up to a third by chance too often to tell: on 4,000
    reports most sums of any figures of a report were of cricket scores and distances.
    """
    total = members[at].record["value"]
    for size in range(LEAST_PARTS, MOST_PARTS + 1):
        for start in (at + 1, at - size):
            parts = members[max(start, 0) : start + size] if start >= 0 else []
            if len(parts) < size or total <= 0 or any(part.record["value"] <= 0 for part in parts):
                continue
            first, last = min(_place(parts[0]), _place(members[at])), max(_place(parts[-1]), _place(members[at]))
            values = [part.record["value"] for part in parts]
            if last - first <= SUM_CHARS and abs(sum(values) - total) < 1e-6 * min(values):
                return parts
    return None


def _place(claim: Claim) -> int:
    """Return where in its text a figure stands."""
    return int(claim.record["evidence"][0][0])


def _like_unit(claim: Claim) -> str:
    """Return what a unit may be added up with: one currency, things of one name, and all kinds of harm."""
    unit = str(claim.record["unit"])
    if unit.isupper():
        return unit
    words = content_words(unit)
    return "harm" if words & HARM_WORDS else " ".join(sorted(words)) or unit.casefold()


def _find_same(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return figures of one value and unit whose measures share words, told by different reports.

    Small numbers are everybody's: only those from `LEAST_TELLING` on, whose measures share `SHARED_WORDS`, are told.
    """
    groups: dict[tuple[float, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.record["value"] >= LEAST_TELLING:
            groups[claim.record["value"], claim.record["unit"]].append(claim)
    rows = []
    for (value, unit), members in sorted(groups.items()):
        if len({member.source.id for member in members}) < 2:
            continue
        first = members[0]
        own = content_words(first.record["measure"] or "")
        same = [first]
        for member in members[1:]:
            other = content_words(member.record["measure"] or "")
            if len(own & other) >= SHARED_WORDS and overlap_share(own, other) >= 0.5:
                same.append(member)
        if len({member.source.id for member in same}) > 1:
            found = f"{value:,.12g} {unit}: {first.record['measure']}; to be counted once"
            rows.append(_finding("same figure", found, same))
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
        if count and (claim.record.get("period") or claim.record["value"] >= LEAST_TOTAL):
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
