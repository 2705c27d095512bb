"""CSV: one row a line, UTF-8 with a byte order mark in files (spreadsheets need it), formulas made harmless.

Sides are joined with "+", other lists with "; ", as in the CSV files of `communique read`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from communique.exports.csv_files import SIDES, to_cell
from communique.exports.placed import placed_file
from communique.exports.tables.exporter import TableExporter
from communique.model.table import Table


def write(table: Table, target: Path) -> None:
    """Write a table into a CSV file."""
    with placed_file(target, "utf-8-sig", newline="") as file:
        write_rows(table, file)


def write_rows(table: Table, file: TextIO, tags: Mapping[str, str] | None = None) -> None:
    """Write heading, a row of tags (by name of column) where there are some, and rows, to an open file or output."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    if tags is not None:
        writer.writerow(tags.get(column.name, "") for column in table.columns)
    for row in table.rows:
        writer.writerow(cell_of(column.name, row.get(column.name)) for column in table.columns)


def cell_of(name: str, value: Any) -> Any:
    """Return a value as a cell that no spreadsheet runs."""
    return to_cell(join_items(name, value) if isinstance(value, list) else value)


def join_items(name: str, items: list[str]) -> str:
    """Return a list as one text: sides as the codebook joins them, other items parted by "; "."""
    return ("+" if name in (*SIDES, "sides") else "; ").join(items)


EXPORTER = TableExporter("csv", ".csv", "comma-separated values, for spreadsheets", write)
