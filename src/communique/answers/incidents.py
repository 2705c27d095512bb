"""Incidents: one row a case with a range of its casualties by a named rule, and the months they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from communique.answers.cases import day_to_sort, find_cases, first_of
from communique.answers.citation import CASE_COLUMNS, PLACE_COLUMNS, PUBLISHED, place_cells, say_source, source_cells
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter
from communique.answers.words import say_choices
from communique.errors import UsageError
from communique.join.casualties import RULES, Count, Range, get_range
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.register import Register

OUTCOMES = ("killed", "injured")
RULE = "ucdp-like"  # by which a range is made unless another is asked for

COLUMNS = (
    Column("date", "when it was, as the first of its reports to date it says (EDTF); empty where none does", "date"),
    replace(PUBLISHED, wide=True),
    Column("kind", "bombing, armed attack, security operation, … (codebook)"),
    Column("place", "place as the reports name it, one with a point first"),
    *PLACE_COLUMNS,
    Column(
        "casualties",
        "for each outcome and class: best (low–high) by the rule named in the note; how many sources, where several",
        "list",
    ),
    Column("perpetrator", "who the reports say did it, as they put it", wide=True),
    Column("name", "name the reports give it", wide=True),
    *CASE_COLUMNS,
)

MONTH_COLUMNS = (
    Column("month", "month of the incidents; 'undated' where neither day nor month is known", "date"),
    Column("reports", "reports in the register published that month: fewer reports tell of fewer incidents", "number"),
    Column("incidents", "number of incidents (cases), those without numbers too", "number"),
    Column("outcome", "killed or injured; empty where no source gives a number"),
    Column("class", "civilian, security, militant, foreign, official or unspecified (codebook)"),
    Column("low", "sum of the lowest numbers", "number"),
    Column("best", "sum of the best numbers by the rule named in the note (the lowest where it finds none)", "number"),
    Column("high", "sum of the highest numbers", "number"),
    Column("sources", "outlets that gave numbers", "number"),
)

Ranges = dict[tuple[str, str], Range]


def list_incidents(register: Register, wanted: Filter, rule: str = RULE) -> Table:
    """Return the incidents that pass the filter, by date, each with all its sources' numbers."""
    check_rule(rule)
    rows = [tell_case(case, members, rule) for case, members in find_incidents(register, wanted)]
    rows.sort(key=lambda row: (day_to_sort(row["date"], row["published"]), row["case"]))
    return Table("incidents", COLUMNS, tuple(rows), (say_rule(rule), *get_notes(register, wanted)))


def list_monthly(register: Register, wanted: Filter, rule: str = RULE) -> Table:
    """Return killed and injured by month and class, summed over cases; published totals are figures, never added in."""
    check_rule(rule)
    months: dict[str, list[tuple[Ranges, set[str]]]] = defaultdict(list)
    for _, members in find_incidents(register, wanted):
        days = days_of(first_of(c.record.get("date") for c in members))
        month = days[0][:7] if days and days[0] and days[1] and days[0][:7] == days[1][:7] else "undated"
        months[month].append((get_ranges(members, rule), {c.source.outlet or c.source.id for c in members}))
    reports = dict(register.connection.execute(
        "SELECT substr(published, 1, 7), count(*) FROM report WHERE current AND published IS NOT NULL GROUP BY 1"
    ).fetchall())  # fmt: skip
    rows: list[dict[str, Any]] = []
    for month, cases in sorted(months.items()):
        head = {
            "month": month,
            "reports": None if month == "undated" else reports.get(month, 0),
            "incidents": len(cases),
        }
        sums = [
            head | _sum(outcome, class_, cases)
            for outcome, class_ in sorted({key for ranges, _ in cases for key in ranges if key[0] in OUTCOMES})
        ]
        rows += sums or [head | {"sources": 0}]
    unread = len({row["month"] for row in rows if row["reports"] == 0})
    told = f"{unread} of the months were not read (reports: 0): later reports tell of them as background."
    notes = (say_rule(rule), *([told] if unread else []), *get_notes(register, wanted))
    return Table("monthly", MONTH_COLUMNS, tuple(rows), notes)


def _sum(outcome: str, class_: str, cases: Sequence[tuple[Ranges, set[str]]]) -> dict[str, Any]:
    """Add up one outcome and class over cases; a case without a best number counts with its lowest."""
    found = [(ranges[outcome, class_], outlets) for ranges, outlets in cases if (outcome, class_) in ranges]
    return {
        "outcome": outcome,
        "class": class_,
        "low": sum(r.low for r, _ in found),
        "best": sum(r.best_or_low for r, _ in found),
        "high": sum(r.high for r, _ in found),
        "sources": len(set().union(*(outlets for _, outlets in found))),
    }


def find_incidents(register: Register, wanted: Filter) -> list[tuple[int, list[Claim]]]:
    """Return the cases that pass the filter, the codebook's kind held against what the case's row says."""
    kinds = wanted.having.get("kind")
    cases = find_cases(register, "incidents", wanted)
    return [(case, claims) for case, claims in cases if not kinds or claims[0].record["kind"] in kinds]


def check_rule(rule: str) -> None:
    if rule not in RULES:
        raise UsageError("rule-unknown", f"--rule {rule} is no rule.", say_choices(rule, tuple(RULES)))


def get_ranges(claims: Sequence[Claim], rule: str) -> Ranges:
    """Return the range of every (outcome, class) over a case's claims, one source an outlet.

    Rows of one report and source add up ("a soldier and three guards were killed" is four of security); rows of one
    report that name different sources are different counts of the same.
    """
    counts: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for claim in claims:
        sums: dict[tuple[str, str, str], int] = defaultdict(int)
        for row in claim.record["casualties"]:
            source = row.get("source") or claim.source.outlet or claim.source.id
            sums[row["outcome"], row["class"], source] += row["count"]
        for (outcome, class_, source), value in sums.items():
            counts[outcome, class_].append(Count(value, source, claim.source.published))
    return {key: found for key, given in sorted(counts.items()) if (found := get_range(given, rule))}


def tell_case(case: int, claims: Sequence[Claim], rule: str = RULE) -> dict[str, Any]:
    """Return the row of an incident, of its claims by date."""
    return {
        "date": first_of(c.record.get("date") for c in claims),
        "kind": claims[0].record["kind"],
        **place_cells(c.record.get("place") for c in claims),
        "casualties": say_ranges(claims, rule),
        "perpetrator": first_of(c.record.get("perpetrator") for c in claims),
        "name": first_of(c.record.get("name") for c in claims),
        **source_cells(claims[0]),
        "tellings": [tell(c) for c in claims],
        "reports": len({c.source.id for c in claims}),
        "case": case,
    }


def say_ranges(claims: Sequence[Claim], rule: str) -> list[str]:
    """Return the casualties of a case: "14 (12–16) civilian killed, 3 sources"."""
    said = []
    for (outcome, class_), found in sorted(get_ranges(claims, rule).items(), key=severity):
        best = "?" if found.best is None else str(found.best)
        spread = "" if found.low == found.high else f" ({found.low}–{found.high})"
        sources = f", {found.sources} sources" if found.sources > 1 else ""
        said.append(f"{best}{spread} {'' if class_ == 'unspecified' else class_ + ' '}{outcome}{sources}")
    return said


def severity(item: tuple[tuple[str, str], Any]) -> tuple[int, str]:
    """Return what sorts outcomes and classes: killed first, then by class."""
    (outcome, class_), _ = item
    order = ("killed", "injured", "missing", "abducted", "arrested")
    return (order.index(outcome) if outcome in order else len(order), class_)


def tell(claim: Claim) -> str:
    """Return one report's version of an incident on one line, its numbers as it gives them."""
    record = claim.record
    numbers = ", ".join(
        f"{row['qualifier'] + ' ' if row.get('qualifier') else ''}{row['count']} {row['class']} {row['outcome']}"
        for row in record["casualties"]
    )
    place = (record.get("place") or {}).get("name")
    said = [
        record["kind"], f"in {place}" if place else "", record.get("date") or record.get("when") or "", numbers,
        f"by {record['perpetrator']}" if record.get("perpetrator") else "",
    ]  # fmt: skip
    return f"{say_source(claim)}: {'; '.join(filter(None, said))}"


def say_rule(rule: str, tellings: str = "in the column tellings") -> str:
    """Return the note that names the rule, and where its sources' own numbers stand."""
    return f"Ranges are by the rule {rule} (docs/joining.md); what each source says stands {tellings}."
