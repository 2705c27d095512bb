"""Parquet: one report a row, its text in a column (`columns.py` says which).

DuckDB reads it, apart, some hundred rows at a time, and only the columns that are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any, BinaryIO

from communique.acquire.apart import call_apart
from communique.acquire.article import make_report
from communique.acquire.columns import find_columns
from communique.acquire.decode import unfinished
from communique.acquire.on_disk import as_file
from communique.acquire.source import Origin, Source
from communique.model.problem import Problem
from communique.model.report import RawReport

ROWS = 500  # at a time: some 2 MB of press reports
MEMORY = "1GB"  # for DuckDB; a page of a column is unpacked whole


def read_parquet(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the rows of a table as reports, in order."""
    if find_spec("duckdb") is None:
        message = "reading Parquet needs duckdb, which is not installed: pip install 'communique[export]'"
        yield origin.unread("extra-missing", message)
        return
    try:
        with as_file(stream) as path:
            yield from _read_file(str(path), origin)
    except OSError as error:
        yield unfinished(origin, "the file could not be read to its end", error)


def _read_file(path: str, origin: Origin) -> Iterator[RawReport]:
    described = call_apart(origin, describe, path)
    if isinstance(described, (RawReport, str)):
        yield described if isinstance(described, RawReport) else _broken(described, origin)
        return
    names, count = described
    columns = find_columns(names, origin)
    if isinstance(columns, RawReport):
        yield columns
        return
    if not count:
        yield origin.unread("file-empty", "the table has no row; nothing was coded")
    said: tuple[Problem, ...] = columns.problems
    for start in range(0, count, ROWS):
        rows = call_apart(origin, fetch_rows, path, columns.by_field, start)
        if isinstance(rows, (RawReport, str)):
            yield rows if isinstance(rows, RawReport) else _broken(rows, origin.part(start + 1))
            return
        for number, row in enumerate(rows, start=start + 1):
            given = {field: value for field, value in row.items() if field == "text" or value}
            yield make_report({**origin.metadata, **given}, origin.part(number), said)
            said = ()


def describe(path: str) -> tuple[list[str], int] | str:
    """Return a file's columns and how many rows it has, or what is wrong with it."""
    import duckdb

    try:
        with _connect() as database:
            names = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
            (count,) = database.execute("SELECT count(*) FROM read_parquet(?)", [path]).fetchall()[0]
            return [str(row[0]) for row in names], int(count)
    except duckdb.Error as error:
        return str(error)


def fetch_rows(path: str, columns: Mapping[str, str], start: int) -> list[dict[str, str | None]] | str:
    """Return some rows from number `start` on, by field, or what is wrong with them."""
    import duckdb

    chosen = ", ".join('CAST("{}" AS VARCHAR)'.format(name.replace('"', '""')) for name in columns.values())
    query = f"SELECT {chosen} FROM read_parquet(?, file_row_number = true)"
    try:
        with _connect() as database:
            rows = database.execute(
                f"{query} WHERE file_row_number >= ? AND file_row_number < ? ORDER BY file_row_number",
                [path, start, start + ROWS],
            ).fetchall()
    except duckdb.Error as error:
        return str(error)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _connect() -> Any:
    import duckdb

    return duckdb.connect(config={"memory_limit": MEMORY, "threads": 1, "autoinstall_known_extensions": False})


def _broken(said: str, origin: Origin) -> RawReport:
    return origin.unread("file-broken", f"this Parquet could not be read ({said.splitlines()[0][:200]}); save it anew")


SOURCE = Source("Parquet", (".parquet",), read_parquet)
