"""Actions and statements: one row a claim."""

from __future__ import annotations

from dataclasses import replace

from communique.answers.citation import PLACE_COLUMNS, PUBLISHED, SOURCE_COLUMNS, place_cells, source_cells
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, find_claims
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
    rows = [
        {name: c.record.get(name) for name in ("date", "type", "by", "to", "matter")}
        | place_cells([c.record.get("place")])
        | source_cells(c)
        for c in find_claims(register, "actions", wanted)
    ]
    return Table("actions", ACTION_COLUMNS, tuple(rows), get_notes(register, wanted))


def list_statements(register: Register, wanted: Filter) -> Table:
    """Return the statements that pass the filter, by publication."""
    rows = [
        {name: c.record.get(name) for name in ("stance", "by", "about", "matter")} | source_cells(c)
        for c in find_claims(register, "statements", wanted)
    ]
    return Table("statements", STATEMENT_COLUMNS, tuple(rows), get_notes(register, wanted))
