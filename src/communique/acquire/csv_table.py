"""CSV and TSV: a table with a heading, one report a row, its text in a column (`columns.py` says which).

Rows are read as they come, so that memory stays flat however long the table. `.csv` may be parted by commas,
semicolons, tabs or bars: what its heading has most of.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO, cast

from communique.acquire.article import make_report
from communique.acquire.columns import Columns, find_columns
from communique.acquire.decode import decode, unfinished
from communique.acquire.source import Origin, Source
from communique.model.problem import Problem
from communique.model.report import RawReport

SAMPLE_BYTES = 1 << 20
# Characters of one cell: many times the longest text that is coded, little enough for a quote that never closes.
CELL_CHARACTERS = 10_000_000
SEPARATORS = ",;\t|"


def read_csv(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the rows of a table as reports, in order."""
    line = 0
    csv.field_size_limit(CELL_CHARACTERS)
    try:
        sample = stream.read(SAMPLE_BYTES)
        text, problems = _decoded(sample, stream, origin)
        if problems and problems[0].code == "file-binary":
            yield origin.unread("file-binary", problems[0].message)
            return
        heading = text.readline(CELL_CHARACTERS)
        if not heading.strip():
            yield origin.unread("file-empty", "the file is empty; nothing was coded")
            return
        rows = csv.reader(chain([heading], text), delimiter=_separator(heading))
        names = next(rows)
        columns = find_columns(names, origin)
        if isinstance(columns, RawReport):
            yield columns
            return
        said: tuple[Problem, ...] = (*problems, *columns.problems)
        found = False
        for row in rows:
            line = rows.line_num
            if any(cell.strip() for cell in row):
                yield _read_row(dict(zip(names, row, strict=False)), columns, origin.part(line), said)
                found, said = True, ()
        if not found:
            yield origin.unread("file-empty", "the table has a heading and no row; nothing was coded")
    except (OSError, EOFError, ValueError, csv.Error) as error:
        yield unfinished(origin.part(line + 1), f"reading stopped after line {line}", error)


def _read_row(row: dict[str, str], columns: Columns, origin: Origin, said: tuple[Problem, ...]) -> RawReport:
    fields = {field: row.get(name) for field, name in columns.by_field.items()}
    given = {field: value for field, value in fields.items() if field == "text" or (value and value.strip())}
    return make_report({**origin.metadata, **given}, origin, said)


def _decoded(sample: bytes, stream: BinaryIO, origin: Origin) -> tuple[io.TextIOWrapper, tuple[Problem, ...]]:
    """Return the text of a table, by the encoding that its first MiB shows."""
    whole = sample if len(sample) < SAMPLE_BYTES else sample[: sample.rfind(b"\n") + 1] or sample
    _, problems = decode(whole, origin.where)
    encoding = "utf-8-sig"
    if whole.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif problems and problems[0].code == "encoding-guessed":
        encoding = next(name for name in ("UTF-16-LE", "UTF-16-BE", "Windows-1252") if name in problems[0].message)
    joined = cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, _Joined(sample, stream))))
    return io.TextIOWrapper(joined, encoding, errors="replace", newline=""), problems


class _Joined(io.RawIOBase):
    """Bytes already read, then the stream they were read from."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = io.BytesIO(first), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._first.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _separator(heading: str) -> str:
    """Return the sign that parts the cells of a heading, quoted ones left out."""
    bare = "".join(heading.split('"')[::2])
    return max(SEPARATORS, key=bare.count)


SOURCE = Source("table (CSV, TSV)", (".csv", ".tsv"), read_csv)
