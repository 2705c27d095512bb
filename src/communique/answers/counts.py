"""The numbers that were given of one incident: each as one source gave it in one report, and the range by each rule.

In: a case of incidents. Out: one row a number, nothing added up and nothing left out; the rules' ranges beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.answers.case import find_claims_of
from communique.answers.citation import SOURCE_COLUMNS, source_cells
from communique.answers.incidents import get_ranges, severity, tell_case
from communique.join.casualties import RULES, Range
from communique.model.claim import Claim
from communique.model.table import Column
from communique.register import Register

COLUMNS = (
    Column("source", "who gave the number: as the report says, else the outlet that reports it"),
    Column("is_named", "whether the report says who gave it: named or outlet"),
    Column("outcome", "killed, injured, missing, abducted or arrested (codebook)"),
    Column("class", "civilian, security, militant, foreign, official or unspecified (codebook)"),
    Column("count", "persons", "number"),
    Column("qualifier", "at least, up to, about … as the report has it"),
    Column("published", "day of publication of the report", "date"),
    *SOURCE_COLUMNS,
)

Kind = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """`row` tells the case as the list of incidents does, `kinds` are the outcomes and classes that have a number, in
    order; `rows` the numbers; `ranges` what each rule makes of them, `claims` what each report says, by publication."""

    row: Mapping[str, Any]
    kinds: tuple[Kind, ...]
    rows: tuple[Mapping[str, Any], ...]
    ranges: Mapping[str, Mapping[Kind, Range]]
    claims: tuple[Claim, ...]


def get_counts(register: Register, case: int) -> Counts:
    """Return all numbers of an incident; NotFound where the case is none."""
    claims = find_claims_of(register, case, "incidents")
    rows = [row for claim in claims for row in _tell(claim)]
    kinds = {(row["outcome"], row["class"]): None for row in rows}
    return Counts(
        row=tell_case(case, claims),
        kinds=tuple(kind for kind, _ in sorted(kinds.items(), key=severity)),
        rows=tuple(rows),
        ranges={rule: get_ranges(claims, rule) for rule in RULES},
        claims=tuple(claims),
    )


def _tell(claim: Claim) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "source": given.get("source") or claim.source.outlet or claim.source.id,
            "is_named": "named" if given.get("source") else "outlet",
            "outcome": given["outcome"],
            "class": given["class"],
            "count": given["count"],
            "qualifier": given.get("qualifier"),
            **source_cells(claim),
        }
        for given in claim.record["casualties"]
    ]
