"""A body over all reports: its names, acronym and kind, and which reports name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from communique.answers.cases import first_of
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, find_claims
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.case_query import group_cases

COLUMNS = (
    Column("name", "the name most reports give it, of equally many the longest"),
    Column("acronym", "its acronym, where a report gives one"),
    Column("kind", "kind of body (codebook)"),
    Column("country", "side it acts for, ISO 3166-1 alpha-3; empty for what is of no one country"),
    Column("spellings", "other forms of its name", "list", wide=True),
    Column("reports", "how many reports name it", "number"),
    Column("first", "first publication that names it", "date", wide=True),
    Column("last", "last publication that names it", "date", wide=True),
    Column("case", "number of the case in this register", "key", hidden=True),
)


def list_bodies(register: Register, wanted: Filter) -> Table:
    """Return the bodies that pass the filter, most reported first."""
    claims = find_claims(register, "bodies", wanted)
    rows = [tell_case(case, members) for case, members in group_cases(register, "bodies", claims)]
    rows.sort(key=lambda row: (-row["reports"], row["name"]))
    return Table("bodies", COLUMNS, tuple(rows), get_notes(register, wanted))


def tell_case(case: int, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return the row of a body, of the claims that name it."""
    names = [claim.record["name"] for claim in claims]
    usual = choose_name(names)
    days = sorted(claim.source.published for claim in claims if claim.source.published)
    return {
        "name": usual,
        "acronym": first_of(claim.record.get("acronym") for claim in claims),
        "kind": first_of(claim.record.get("kind") for claim in claims),
        "country": first_of(claim.record.get("country") for claim in claims),
        "spellings": sorted(set(names) - {usual}),
        "reports": len({claim.source.id for claim in claims}),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "case": case,
    }


def choose_name(names: Sequence[str]) -> str:
    """Return the name most claims give, of equally many the longest."""
    counts = Counter(names)
    return max(counts, key=lambda name: (counts[name], len(name), name))
