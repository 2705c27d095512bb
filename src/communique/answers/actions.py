"""Actions and statements: one row a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from communique.answers.citation import PLACE_COLUMNS, PUBLISHED, SOURCE_COLUMNS, place_cells, source_cells
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, find_claims
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register

ACTION_COLUMNS = (
    Column(
        "date",
        "when it was done (EDTF), empty where the report does not say; its publication is in `published`",
        "date",
    ),
    replace(PUBLISHED, wide=True),
    Column("type", "aid, cooperate, concede, sanction, coerce, mobilize, withdraw, investigate or protest (codebook)"),
    Column("by", "sides that did it", "list"),
    Column("to", "sides it was done to, for or with", "list"),
    Column("matter", "what was done, in the report's words"),
    Column("place", "place as the report names it", wide=True),
    *PLACE_COLUMNS,
    *SOURCE_COLUMNS,
)

STATEMENT_COLUMNS = (
    PUBLISHED,
    Column("stance", "praise, affirm, welcome, condemn, condole, criticise or reject (codebook)"),
    Column("by", "sides that said it", "list"),
    Column("about", "sides it is about", "list"),
    Column("matter", "what was said, in the report's words"),
    *SOURCE_COLUMNS,
)


def list_actions(register: Register, wanted: Filter) -> Table:
    """Return the actions that pass the filter, by date."""
    rows = tell_actions(register, find_claims(register, "actions", wanted))
    return Table("actions", ACTION_COLUMNS, tuple(rows), get_notes(register, wanted))


def tell_actions(register: Register, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return a row for each action, in their order."""
    names = ("date", "type", "by", "to", "matter")
    return [
        {name: c.record.get(name) for name in names} | place_cells([c.record.get("place")]) | source_cells(c)
        for c in claims
    ]


def list_statements(register: Register, wanted: Filter) -> Table:
    """Return the statements that pass the filter, by publication."""
    rows = tell_statements(register, find_claims(register, "statements", wanted))
    return Table("statements", STATEMENT_COLUMNS, tuple(rows), get_notes(register, wanted))


def tell_statements(register: Register, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return a row for each statement, in their order."""
    names = ("stance", "by", "about", "matter")
    return [{name: c.record.get(name) for name in names} | source_cells(c) for c in claims]
