"""Engagements: one row a contact (a case), however many reports tell of it, with every report kept as a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from communique.answers.cases import day_to_sort, find_cases, first_of
from communique.answers.citation import CASE_COLUMNS, PLACE_COLUMNS, PUBLISHED, place_cells, say_source, source_cells
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter
from communique.join.names import compare_names
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register

SAME_NAME = 0.9  # join/names.py: from here on one name is only spelled in two ways; a shorter form is below it

COLUMNS = (
    Column("date", "when it was, as the first of its reports to date it says (EDTF); empty where none does", "date"),
    replace(PUBLISHED, wide=True),
    Column("kind", "meeting, call, visit, conference, signing or other (codebook)"),
    Column("status", "held, ongoing, planned, invited, possible or cancelled; of several reports the latest published"),
    Column("parties", "every side: ISO 3166-1 alpha-3, or an organisation's abbreviation", "list"),
    Column("participants", "persons named as taking part, over all reports", "list"),
    Column("place", "place as the reports name it, most precise first"),
    *PLACE_COLUMNS,
    Column("topics", "what it was about: PLOVER contexts that the words cue, over all reports", "list", wide=True),
    *CASE_COLUMNS,
)


def list_engagements(register: Register, wanted: Filter) -> Table:
    """Return the engagements that pass the filter, by date."""
    rows = [tell_case(case, members) for case, members in find_cases(register, "engagements", wanted)]
    rows = [row for row in rows if all(row[name] in words for name, words in wanted.having.items() if words)]
    rows.sort(key=lambda row: (day_to_sort(row["date"], row["published"]), row["case"]))
    return Table("engagements", COLUMNS, tuple(rows), get_notes(register, wanted))


def tell_case(case: int, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return the row of a contact, of its claims by date."""
    first = claims[0]
    latest = max(claims, key=lambda claim: (claim.source.published or "", claim.key))
    names = [p["name"] for claim in claims for p in claim.record["participants"] if p.get("person")]
    return {
        "date": first_of(claim.record.get("date") for claim in claims),
        "kind": first.record["kind"],
        "status": latest.record["status"],
        "parties": sorted({side for claim in claims for side in claim.record["parties"]}),
        "participants": merge_names(names),
        **place_cells(claim.record.get("place") for claim in claims),
        "topics": sorted({topic for claim in claims for topic in claim.record.get("topics") or ()}),
        **source_cells(first),
        "tellings": [tell(claim) for claim in claims],
        "reports": len({claim.source.id for claim in claims}),
        "case": case,
    }


def merge_names(names: Iterable[str]) -> list[str]:
    """Return each person once, under the fullest of the spellings, in order of the first."""
    merged: list[str] = []
    for name in names:
        for number, known in enumerate(merged):
            if compare_names(known, name)[0] >= SAME_NAME:
                merged[number] = max(known, name, key=lambda n: (len(n.split()), n == known))
                break
        else:
            merged.append(name)
    return merged


def tell(claim: Claim) -> str:
    """Return one report's version of a contact on one line."""
    record = claim.record
    people = ", ".join(p["name"] for p in record["participants"])
    place = (record.get("place") or {}).get("name")
    said = [
        f"{record['kind']} {record['status']}", "–".join(record["parties"]), people, f"in {place}" if place else "",
        record.get("date") or record.get("when") or "",
    ]  # fmt: skip
    return f"{say_source(claim)}: {'; '.join(filter(None, said))}"
