"""What went wrong with which report: the problems that reading and coding left, with where."""

from __future__ import annotations

from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, period_condition
from communique.model.table import Column, Table
from communique.register import Register

COLUMNS = (
    Column("published", "day of publication of the report, as its metadata say", "date"),
    Column("outlet", "who published it"),
    Column("title", "title of the report", wide=True),
    Column("code", "what went wrong, in a word (docs/problems.md)"),
    Column("message", "what went wrong, and what to do"),
    Column("where", "where: a file, a line, or characters of the text", wide=True),
    Column("url", "link to the report", hidden=True),
    Column("report", "the report's id"),
    Column("problem", "number of the problem in this register", "key", hidden=True),
)


def list_problems(register: Register, wanted: Filter) -> Table:
    """Return the problems of the current reports in the filter's period, by publication."""
    conditions, values = period_condition(wanted)
    rows = register.connection.execute(
        'SELECT r.published, r.outlet, r.title, p.code, p.message, p.place AS "where", r.url, r.id AS report,'
        f" p.key AS problem FROM problem p JOIN report r ON r.key = p.report WHERE {conditions}"
        " ORDER BY r.published NULLS FIRST, r.id, p.key",
        values,
    )
    return Table("problems", COLUMNS, tuple(dict(row) for row in rows), get_notes(register, wanted))
