"""Parquet: typed columns for data frames and databases; lists stay lists, and the file's metadata bear the codebook.

Written by DuckDB's core, which needs no network. Numbers are doubles, keys are integers, dates EDTF text.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from communique.exports.tables import ndjson
from communique.exports.tables.exporter import TableExporter, import_extra, placed_path
from communique.model.table import Table

TYPES = {
    "text": "VARCHAR",
    "date": "VARCHAR",
    "list": "VARCHAR[]",
    "number": "DOUBLE",
    "key": "BIGINT",
    "share": "DOUBLE",
}
LARGEST_ROW_BYTES = 64 * 1024 * 1024


def write(table: Table, target: Path) -> None:
    """Write a table into a Parquet file."""
    duckdb = import_extra("duckdb", "Parquet")
    settings = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}
    with TemporaryDirectory() as folder, placed_path(target) as part, duckdb.connect(config=settings) as connection:
        rows = Path(folder) / "rows.ndjson"
        ndjson.write(table, rows)
        types = ", ".join(f"{_quote(c.name)}: {_quote(TYPES[c.type])}" for c in table.columns)
        connection.execute(
            f"COPY (SELECT * FROM read_json({_quote(str(rows))}, format = 'newline_delimited', columns = {{{types}}},"
            f" maximum_object_size = {LARGEST_ROW_BYTES})) TO {_quote(str(part))}"
            f" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{_metadata(table)}}})"
        )


def _metadata(table: Table) -> str:
    """Return what a reader of the file needs to know: the meaning of the columns, and the notes."""
    columns: Any = {column.name: column.help for column in table.columns}
    held = {"columns": ndjson.to_json(columns), "notes": json.dumps(table.notes, ensure_ascii=False)}
    return ", ".join(f"{name}: {_quote(value)}" for name, value in held.items())


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


EXPORTER = TableExporter("parquet", ".parquet", "typed columns, for data frames and databases", write)
