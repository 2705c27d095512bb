"""The tables of a shard as Parquet: reports, one table a record kind, problems, duplicates; and back.

Columns are those of the record format, typed and nested as the records' dataclasses are: evidence is a list of
`[start, end]`, participants a list of structs. Every row bears `report`, the number of its report in the archive. A new
kind, or a new field of one, is a new column without a line here. What is written is read back without loss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from communique.archive.shard import Duplicate
from communique.exports.tables.parquet import copy_rows, open_duckdb
from communique.model.problem import Problem
from communique.model.report import Report
from communique.model.span import Evidence
from communique.pipeline import CodedReport
from communique.record_format import to_plain
from communique.records import KINDS

SQL_TYPES = {str: "VARCHAR", float: "DOUBLE", int: "BIGINT", bool: "BOOLEAN", Evidence: "INTEGER[][]"}
KEY = {"report": "BIGINT"}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Packed:
    """The files of a shard by table, as bytes, and the number of rows of each; `coded` counts reports with records."""

    files: dict[str, bytes]
    rows: dict[str, int]
    coded: int


def columns_of(record: type) -> dict[str, str]:
    """Return the columns of a dataclass with their SQL types, named as in the record format."""
    hints = get_type_hints(record)
    return {field.name.rstrip("_"): sql_type(hints[field.name]) for field in fields(record)}


def sql_type(hint: Any) -> str:
    """Return the SQL type of a field: a list for a tuple, a struct for a dataclass."""
    if hint in SQL_TYPES:
        return SQL_TYPES[hint]
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (part for part in get_args(hint) if part is not type(None))
        return sql_type(inner)
    if get_origin(hint) is tuple:
        return f"{sql_type(get_args(hint)[0])}[]"
    if is_dataclass(hint) and isinstance(hint, type):
        return f"STRUCT({', '.join(f'{_quote(name)} {kind}' for name, kind in columns_of(hint).items())})"
    raise TypeError(f"there is no column type for {hint}")


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


TABLES: Mapping[str, Mapping[str, str]] = {
    "reports": KEY | columns_of(Report) | {"is_coded": "BOOLEAN"},
    **{kind.name: KEY | columns_of(kind.record) for kind in KINDS},
    "problems": KEY | columns_of(Problem),
    "duplicates": columns_of(Duplicate),
}


def pack(first: int, coded_reports: Sequence[CodedReport], duplicates: Sequence[Duplicate], coder: str) -> Packed:
    """Return the files of a shard whose first report has the number `first`."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for number, coded in enumerate(coded_reports, first):
        rows["reports"].append({"report": number, **asdict(coded.report), "is_coded": coded.is_coded})
        for kind in KINDS:
            rows[kind.name] += ({"report": number, **to_plain(record)} for record in coded.records[kind.name])
        rows["problems"] += ({"report": number, **asdict(problem)} for problem in coded.problems)
    rows["duplicates"] += (asdict(duplicate) for duplicate in duplicates)
    files: dict[str, bytes] = {}
    with TemporaryDirectory() as folder, open_duckdb() as connection:
        for name, types in TABLES.items():
            file = Path(folder) / f"{name}.parquet"
            copy_rows(connection, rows[name], types, file, {"coder": coder})
            files[name] = file.read_bytes()
    counts = {name: len(held) for name, held in rows.items()}
    return Packed(files, counts, sum(coded.is_coded for coded in coded_reports))


def read_reports(folder: Path) -> list[CodedReport]:
    """Return the reports of a shard, without their records."""
    (rows,) = _read(folder, "reports")
    return [CodedReport(Report(**_take(row)), {}, (), is_coded=row["is_coded"]) for row in rows]


def read_coded(folder: Path) -> list[CodedReport]:
    """Return the reports of a shard as they were coded; records stand as plain values of the record format."""
    names = (*(kind.name for kind in KINDS), "problems")
    reports, *tables = _read(folder, "reports", *names)
    parts: dict[int, dict[str, list[Row]]] = {}
    for name, rows in zip(names, tables, strict=True):
        for row in rows:
            parts.setdefault(row.pop("report"), {}).setdefault(name, []).append(row)
    coded_reports = []
    for row in reports:
        part = parts.get(row["report"], {})
        records = {kind.name: tuple(part.get(kind.name, ())) for kind in KINDS}
        problems = tuple(Problem(**problem) for problem in part.get("problems", ()))
        coded_reports.append(CodedReport(Report(**_take(row)), records, problems, is_coded=row["is_coded"]))
    return coded_reports


def read_duplicates(folder: Path) -> list[Duplicate]:
    """Return what came with a shard and is like an earlier report."""
    (rows,) = _read(folder, "duplicates")
    return [Duplicate(**row) for row in rows]


def read_uncoded(folder: Path) -> list[tuple[str, str]]:
    """Return the ids of a shard's reports that could not be coded, each with the last of its problems."""
    reports, problems = _read(folder, "reports", "problems")
    reasons = {row["report"]: row["message"] for row in problems}
    return [(row["id"], reasons.get(row["report"], "It is empty.")) for row in reports if not row["is_coded"]]


def _take(row: Row) -> Row:
    """Return what a row of the reports tells of the report itself."""
    return {name: value for name, value in row.items() if name not in ("report", "is_coded")}


def _read(folder: Path, *tables: str) -> list[list[Row]]:
    """Return the rows of each of a shard's tables, as values of the record format."""
    found: list[list[Row]] = []
    with open_duckdb() as connection:
        for table in tables:
            answer = connection.execute("SELECT * FROM read_parquet(?)", [str(folder / f"{table}.parquet")])
            names = [column[0] for column in answer.description]
            found.append([dict(zip(names, to_plain(row), strict=True)) for row in answer.fetchall()])
    return found
