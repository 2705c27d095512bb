"""Parquet: typed columns for data frames and databases; lists stay lists, and the file's metadata bear the codebook.

Written by DuckDB's core, which needs no network. Numbers are doubles, keys are integers, dates EDTF text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from communique.exports.placed import placed_path
from communique.exports.tables import ndjson
from communique.exports.tables.exporter import TableExporter, import_extra
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
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def write(table: Table, target: Path) -> None:
    """Write a table into a Parquet file."""
    types = {column.name: TYPES[column.type] for column in table.columns}
    with placed_path(target) as part, open_duckdb() as connection:
        copy_rows(connection, table.rows, types, part, _metadata(table))


@contextmanager
def open_duckdb() -> Iterator[Any]:
    """Yield a connection to a DuckDB in memory that asks no network and computes with one thread."""
    duckdb = import_extra("duckdb", "Parquet")
    settings = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}
    with duckdb.connect(config=settings) as connection:
        yield connection


def copy_rows(
    connection: Any, rows: Iterable[Mapping[str, Any]], types: Mapping[str, str], target: Path, held: Mapping[str, str]
) -> None:
    """Write rows into a Parquet file with the columns `types` (SQL types by name); its metadata hold `held`."""
    with TemporaryDirectory() as folder:
        lines = Path(folder) / "rows.ndjson"
        with lines.open("w", encoding="utf-8") as file:
            for row in rows:
                print(_to_line({name: row.get(name) for name in types}), file=file)
        columns = ", ".join(f"{_quote(name)}: {_quote(kind)}" for name, kind in types.items())
        metadata = ", ".join(f"{name}: {_quote(value)}" for name, value in held.items())
        connection.execute(
            f"COPY (SELECT * FROM read_json({_quote(str(lines))}, format = 'newline_delimited',"
            f" columns = {{{columns}}}, maximum_object_size = {LARGEST_ROW_BYTES})) TO {_quote(str(target))}"
            f" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})"
        )


def _to_line(row: Mapping[str, Any]) -> str:
    """Return a row as JSON; half a surrogate pair, which Parquet's UTF-8 cannot hold, becomes U+FFFD."""
    return LONE_SURROGATE.sub("\ufffd", json.dumps(row, ensure_ascii=False))


def _metadata(table: Table) -> dict[str, str]:
    """Return what a reader of the file needs to know: the meaning of the columns, and the notes."""
    columns: Any = {column.name: column.help for column in table.columns}
    return {"columns": ndjson.to_json(columns), "notes": json.dumps(table.notes, ensure_ascii=False)}


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


EXPORTER = TableExporter("parquet", ".parquet", "typed columns, for data frames and databases", write)
