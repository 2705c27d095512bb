"""What the register holds on two sides, on one axis of time: contacts, undertakings, deeds, incidents.

In: two sides and a filter's period. Out: one row a case (an undertaking that several reports tell of is one), by day.
Deliberately missed: statements and figures, which are told by the hundred and would hide the rest; incidents that
touched no national of the other side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from communique.answers.brief.harm import touches
from communique.answers.brief.pair import concerns
from communique.answers.case import find_claims_of
from communique.answers.cases import find_cases, first_of
from communique.answers.citation import SOURCE_COLUMNS, quote, source_cells
from communique.answers.coverage import get_notes
from communique.answers.engagements import tell_case as tell_contact
from communique.answers.filter import Filter, find_claims
from communique.answers.incidents import RULE, say_ranges, say_rule
from communique.answers.people import find_contacts
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.case_query import group_cases

COLUMNS = (
    Column("date", "when it was, as its reports say (EDTF); empty where none does", "date"),
    Column("first", "first day it may have been on; of publication where its reports do not date it", "date"),
    Column("last", "last day it may have been on; of publication where its reports do not date it", "date"),
    Column("kind", "engagements, undertakings, actions or incidents; offices of a person"),
    Column(
        "word",
        "the codebook's word: an engagement's or incident's kind, an undertaking's act, an action's type; an office",
    ),
    Column("status", "an engagement's status, as the latest report has it"),
    Column("by", "sides that undertook or acted; of an engagement all parties; of an incident whom it touched", "list"),
    Column("to", "sides addressed", "list"),
    Column("says", "people of an engagement, matter of an undertaking or action, numbers of an incident"),
    Column("place", "where it was, as the reports name it"),
    Column("published", "day of publication of the first report", "date"),
    *SOURCE_COLUMNS,
    Column("reports", "how many reports tell of it", "number"),
    Column("case", "number of the case in this register; negative where one report alone tells of it", "key"),
)


def list_timeline(register: Register, a: str, b: str, wanted: Filter) -> Table:
    """Return what sides `a` and `b` did with, towards and on the ground of each other, by day."""
    both = replace(wanted, sides=(a, b))
    rows = [
        *(_tell_contact(case, claims) for case, claims in find_cases(register, "engagements", both)),
        *_tell_undertakings(register, a, b, both),
        *(_tell_deed("type", -claim.key, [claim]) for claim in find_claims(register, "actions", both)),
        *_tell_incidents(register, a, b, wanted),
    ]
    rows.sort(key=lambda row: (row["first"] or "", row["last"] or "", row["kind"], row["claim"]))
    return Table("timeline", COLUMNS, tuple(rows), (say_rule(RULE), *get_notes(register, both)))


def list_person_timeline(register: Register, case: int) -> Table:
    """Return a person's offices, from the first to the last publication that gives each, and contacts, by day."""
    claims = find_claims_of(register, case, "people")
    offices: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.record.get("office"):
            offices.setdefault(" ".join(claim.record["office"].casefold().split()), []).append(claim)
    rows = [_tell_office(members) for members in offices.values()]
    rows += [_tell_contact(number, members) for number, members in find_contacts(register, claims)]
    rows.sort(key=lambda row: (row["first"] or "", row["last"] or "", row["kind"], row["claim"]))
    return Table("timeline", COLUMNS, tuple(rows), get_notes(register, Filter()))


def _tell_office(claims: Sequence[Claim]) -> dict[str, Any]:
    days = [claim.source.published for claim in claims if claim.source.published]
    return _row(-claims[0].key, claims, "offices", claims[0].record["office"]) | {
        "first": min(days, default=None),
        "last": max(days, default=None),
        "by": [claims[0].record["country"]] if claims[0].record.get("country") else [],
    }


def _tell_contact(case: int, claims: Sequence[Claim]) -> dict[str, Any]:
    told = tell_contact(case, claims)
    return _row(case, claims, "engagements", told["kind"]) | {
        "status": told["status"],
        "by": told["parties"],
        "says": ", ".join(told["participants"]),
    }


def _tell_undertakings(register: Register, a: str, b: str, both: Filter) -> Iterable[dict[str, Any]]:
    claims = [claim for claim in find_claims(register, "undertakings", both) if concerns(claim, a, b)]
    return (_tell_deed("act", case, members) for case, members in group_cases(register, "undertakings", claims))


def _tell_deed(word: str, case: int, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return the row of an undertaking or action: by whom, towards whom, what."""
    record = claims[0].record
    return _row(case, claims, claims[0].kind, record[word]) | {
        "by": list(record["by"]),
        "to": list(record["to"]),
        "says": record["matter"] or quote(claims[0]),
    }


def _tell_incidents(register: Register, a: str, b: str, wanted: Filter) -> Iterable[dict[str, Any]]:
    """Yield the incidents on one side's ground that name nationals of the other among those they struck."""
    told: set[int] = set()
    for side, other in ((a, b), (b, a)):
        for case, claims in find_cases(register, "incidents", replace(wanted, country=other)):
            struck = [claim for claim in claims if touches((claim,), side, other)]
            if struck and case not in told:
                told.add(case)
                row = _row(case, struck, "incidents", struck[0].record.get("name") or struck[0].record["kind"])
                yield row | {"by": [side], "says": "; ".join(say_ranges(claims, RULE))}


def _row(case: int, claims: Sequence[Claim], kind: str, word: str) -> dict[str, Any]:
    """Return the cells that every row has."""
    date = first_of(claim.record.get("date") for claim in claims)
    published = claims[0].source.published
    first, last = days_of(date) or (None, None)
    return {
        "date": date,
        "first": first or last or published,
        "last": last or first or published,
        "kind": kind,
        "word": word,
        "status": None,
        "by": [],
        "to": [],
        "says": "",
        "place": (first_of(claim.record.get("place") for claim in claims) or {}).get("name"),
        **source_cells(claims[0]),
        "reports": len({claim.source.id for claim in claims}),
        "case": case,
    }
