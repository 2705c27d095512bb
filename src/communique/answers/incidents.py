"""Incidents: one row a case with a range of its casualties by a named rule, and the months they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from communique.answers.citation import SOURCE_COLUMNS, source_cells
from communique.answers.coverage import get_coverage
from communique.answers.filter import Filter, find_claims
from communique.join.casualties import Count, Range, get_range
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.case_query import group_cases

OUTCOMES = ("killed", "injured")

COLUMNS = (
    Column("date", "when, as the first of its reports to date it says (EDTF)", "date"),
    Column("kind", "bombing, armed attack, security operation, … (codebook)"),
    Column("name", "name the reports give it", wide=True),
    Column("place", "most precise place named"),
    Column("country", "country of that place, ISO 3166-1 alpha-3"),
    Column("perpetrator", "who the reports say did it, as they put it", wide=True),
    Column("casualties", "for each outcome and class: best (low–high) by the rule named in the note, and number of sources", "list"),
    Column("claims", "every source's numbers, side by side", "list", hidden=True),
    Column("reports", "how many reports tell of it", "number"),
    Column("case", "number of the case in this register", "number", hidden=True),
    *SOURCE_COLUMNS,
)

MONTH_COLUMNS = (
    Column("month", "month of the incidents; 'undated' where no day or month is known", "date"),
    Column("incidents", "number of incidents (cases)", "number"),
    Column("outcome", "killed or injured"),
    Column("class", "civilian, security, militant, foreign, official or unspecified"),
    Column("low", "sum of the lowest numbers", "number"),
    Column("best", "sum of the best numbers by the rule named in the note", "number"),
    Column("high", "sum of the highest numbers", "number"),
    Column("sources", "outlets that gave numbers", "number"),
)

Ranges = dict[tuple[str, str], Range]


def list_incidents(register: Register, wanted: Filter, rule: str = "ucdp-like") -> Table:
    """Return the incidents that pass the filter, by date, each with all its sources' numbers."""
    claims = find_claims(register, "incidents", wanted)
    rows = [_row(case, members, rule) for case, members in group_cases(register, "incidents", claims)]
    rows.sort(key=lambda row: (row["date"] or row["published"] or "", row["case"]))
    return Table("incidents", COLUMNS, tuple(rows), (_rule_note(rule), get_coverage(register, wanted).sentence()))


def list_monthly(register: Register, wanted: Filter, rule: str = "ucdp-like") -> Table:
    """Return killed and injured by month and class, summed over cases; published totals are figures, never added in."""
    claims = find_claims(register, "incidents", wanted)
    months: dict[str, list[tuple[Ranges, set[str]]]] = defaultdict(list)
    for _, members in group_cases(register, "incidents", claims):
        days = days_of(_first(c.record.get("date") for c in members))
        month = days[0][:7] if days and days[0] and days[1] and days[0][:7] == days[1][:7] else "undated"
        months[month].append((get_ranges(members, rule), {c.source.outlet or c.source.id for c in members}))
    rows: list[dict[str, Any]] = []
    for month, cases in sorted(months.items()):
        for outcome, class_ in sorted({key for ranges, _ in cases for key in ranges if key[0] in OUTCOMES}):
            found = [(r[outcome, class_], outlets) for r, outlets in cases if (outcome, class_) in r]
            rows.append({
                "month": month, "incidents": len(cases), "outcome": outcome, "class": class_,
                "low": sum(r.low for r, _ in found),
                "best": sum(r.best if r.best is not None else r.low for r, _ in found),
                "high": sum(r.high for r, _ in found),
                "sources": len(set().union(*(outlets for _, outlets in found))),
            })
    return Table("monthly", MONTH_COLUMNS, tuple(rows), (_rule_note(rule), get_coverage(register, wanted).sentence()))


def get_ranges(claims: Sequence[Claim], rule: str) -> Ranges:
    """Return the range of every (outcome, class) over a case's claims, one source an outlet."""
    counts: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for claim in claims:
        for row in claim.record["casualties"]:
            source = row.get("source") or claim.source.outlet or claim.source.id
            counts[row["outcome"], row["class"]].append(Count(row["count"], source, claim.source.published))
    return {key: found for key, given in sorted(counts.items()) if (found := get_range(given, rule))}


def _row(case: int, claims: Sequence[Claim], rule: str) -> dict[str, Any]:
    places = [c.record["place"] for c in claims if c.record.get("place")]
    return {
        "date": _first(c.record.get("date") for c in claims),
        "kind": claims[0].record["kind"],
        "name": _first(c.record.get("name") for c in claims),
        "place": places[0]["name"] if places else None,
        "country": places[0].get("country") if places else None,
        "perpetrator": _first(c.record.get("perpetrator") for c in claims),
        "casualties": [_say(key, found) for key, found in get_ranges(claims, rule).items()],
        "claims": [_claim_line(c) for c in claims if c.record["casualties"]],
        "reports": len({c.source.id for c in claims}),
        "case": case,
        **source_cells(claims[0]),
    }


def _say(key: tuple[str, str], found: Range) -> str:
    outcome, class_ = key
    best = "?" if found.best is None else str(found.best)
    spread = "" if found.low == found.high else f" ({found.low}–{found.high})"
    return f"{best}{spread} {class_} {outcome}"


def _claim_line(claim: Claim) -> str:
    numbers = ", ".join(
        f"{row['qualifier'] + ' ' if row.get('qualifier') else ''}{row['count']} {row['class']} {row['outcome']}"
        for row in claim.record["casualties"]
    )
    return f"{claim.source.outlet or claim.source.id} {claim.source.published or ''}: {numbers}".replace(" :", ":")


def _rule_note(rule: str) -> str:
    return f"Ranges by the rule {rule} (docs/joining.md); every source's own numbers are in the column claims."


def _first(values: Any) -> Any:
    return next((value for value in values if value), None)
