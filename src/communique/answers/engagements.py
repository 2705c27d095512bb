"""Engagements: one row a contact (a case), however many reports tell of it, with every report kept as a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communique.answers.citation import SOURCE_COLUMNS, source_cells
from communique.answers.coverage import get_coverage
from communique.answers.filter import Filter, find_claims
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.case_query import group_cases

COLUMNS = (
    Column("date", "when, as the first of its reports to date it says (EDTF)", "date"),
    Column("kind", "meeting, call, visit, conference, signing or other (codebook)"),
    Column("status", "held, ongoing, planned, invited, possible or cancelled; of several reports the latest published"),
    Column("parties", "every side: ISO 3166-1 alpha-3, or an organisation's abbreviation", "list"),
    Column("participants", "persons named as taking part, over all reports", "list"),
    Column("place", "place as the first report to name one says"),
    Column("reports", "how many reports tell of it", "number"),
    Column("case", "number of the case in this register", "number", hidden=True),
    *SOURCE_COLUMNS,
)


def list_engagements(register: Register, wanted: Filter) -> Table:
    """Return the engagements that pass the filter, by date."""
    claims = find_claims(register, "engagements", wanted)
    rows = [_row(case, members) for case, members in group_cases(register, "engagements", claims)]
    rows.sort(key=lambda row: (row["date"] or row["published"] or "", row["case"]))
    return Table("engagements", COLUMNS, tuple(rows), (get_coverage(register, wanted).sentence(),))


def _row(case: int, claims: Sequence[Claim]) -> dict[str, Any]:
    first = claims[0]
    latest = max(claims, key=lambda claim: (claim.source.published or "", claim.key))
    names = [p["name"] for claim in claims for p in claim.record["participants"] if p.get("person")]
    return {
        "date": _first(claim.record.get("date") for claim in claims),
        "kind": first.record["kind"],
        "status": latest.record["status"],
        "parties": sorted({side for claim in claims for side in claim.record["parties"]}),
        "participants": list(dict.fromkeys(names)),
        "place": _first((claim.record.get("place") or {}).get("name") for claim in claims),
        "reports": len({claim.source.id for claim in claims}),
        "case": case,
        **source_cells(first),
    }


def _first(values: Any) -> Any:
    return next((value for value in values if value), None)
