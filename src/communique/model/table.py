"""A table as every answer gives it: columns that say what they mean, rows of plain values, notes that bound it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ColumnType = Literal["text", "number", "key", "date", "list", "share"]


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the heading everywhere (terminal, CSV, JSON), `help` says what it means and where it comes from; `wide`
    columns are left out on a narrow terminal, `hidden` ones shown only in files and JSON. A `key` is a whole number
    that names something in the register; a `date` is EDTF or words, never only a day."""

    name: str
    help: str
    type: ColumnType = "text"
    wide: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` hold one plain value (str, int, float, list of str, None) for each column; `notes` say what was looked at,
    until when, and what is left out: an empty table without a note would read as "nothing happened"."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...] = field(default=())
