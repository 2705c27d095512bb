"""Tidy CSV files: one for reports, one for each record kind, one for each list inside a record.

A kind's columns come from its dataclass, so that a new kind has its file without a line here. Every row ends with its
source: outlet, date, title and URL. Lists of codes and topics stand in one cell (`CHN+PAK`, `trade; security`); lists
of things with fields of their own (participants, casualties, amounts, mentions) have their own file, keyed by report,
kind and record. `docs/exports.md` names the rules for reading them.

Written for spreadsheets: with a byte-order mark, without which Excel takes UTF-8 for something else, and with every
text that a spreadsheet would run as a formula made harmless. For programs there is the record format.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from communique.errors import SourceError
from communique.exports.exporter import Add, Exporter, Found
from communique.exports.placed import placed_file
from communique.model.place import Place
from communique.model.span import Evidence, Span
from communique.pipeline import CodedReport
from communique.records import KINDS

# A cell that begins with one of these is a formula to some spreadsheet (OWASP, "CSV injection"; the last four are the
# full-width forms that Excel folds). It gets an apostrophe in front, and so does one that begins with an apostrophe:
# whoever reads drops exactly one.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
# Fields joined with "+", as the codebook joins sides; parts of other fields may hold a "+" of their own.
SIDES = ("by", "to", "about", "parties")
SOURCE = ("outlet", "published", "title", "url")
GAP = " … "
PLACE = ("name", "country", "lat", "lon")
REPORT = ("id", "title", "outlet", "published", "url", "language", "dateline", "sha256", "original_sha256")

Row = list[Any]


def harmless(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(RISKY) else text


def as_given(cell: str) -> str:
    """Return the text that `harmless` made a cell of."""
    return cell.removeprefix("'")


def to_cell(value: Any, joint: str = "; ") -> Any:
    """Return a field's value as a cell: numbers as they are, lists joined, None as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, tuple)):
        return harmless(str(value))
    if isinstance(value, tuple):
        return harmless(joint.join(map(str, value)))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return harmless(value) if isinstance(value, str) else value


class Table:
    """The columns of a record kind, or of a list inside one, taken from the fields of its dataclass."""

    def __init__(self, name: str, record: type, keys: tuple[str, ...]) -> None:
        self.name = name
        self.plain: list[str] = []
        self.places: list[str] = []
        self.evidence: list[str] = []
        self.lists: list[tuple[str, type]] = []
        self.keys = keys
        hints = get_type_hints(record)
        for field in fields(record):
            types = members(hints[field.name])
            parts = [part for part in types if is_dataclass(part) and part is not Place]
            if Evidence in types:
                self.evidence.append(field.name)
            elif Place in types:
                self.places.append(field.name)
            elif parts:
                self.lists.append((field.name, parts[0]))
            elif field.name != "id":
                self.plain.append(field.name)

    @property
    def header(self) -> list[str]:
        names = [*self.keys, *(name.rstrip("_") for name in self.plain)]
        names += [f"{place}_{part}" for place in self.places for part in PLACE]
        if self.evidence:
            names += ["words", "offsets"]
        return [*names, *SOURCE]

    def row(self, keys: Iterable[Any], value: Any, coded: CodedReport) -> Row:
        """Return one row; evidence stands as its words and as `start-end`, runs joined."""
        row = [to_cell(key) for key in keys]
        row += [to_cell(getattr(value, name), "+" if name in SIDES else "; ") for name in self.plain]
        for name in self.places:
            place = getattr(value, name)
            row += [to_cell(getattr(place, part)) if place else "" for part in PLACE]
        for name in self.evidence:
            runs = getattr(value, name)
            row.append(harmless(GAP.join(coded.report.text[start:end] for start, end in runs)))
            row.append(" ".join(f"{start}-{end}" for start, end in runs))
        return row + source_of(coded)


def members(hint: Any) -> list[type]:
    """Return the types that a field's type is made of: `tuple[Amount, ...]` and `Place | None` give their parts."""
    if get_origin(hint) in (Union, UnionType, tuple):
        return [part for argument in get_args(hint) for part in members(argument)]
    return [hint] if isinstance(hint, type) else []


def source_of(coded: CodedReport) -> Row:
    return [to_cell(getattr(coded.report, name)) for name in SOURCE]


class CsvFolder:
    """The open files of one export. Files of parts are named by their field, shared by kinds with the same fields."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.writers: dict[str, Any] = {}
        self.tables = {kind.name: Table(kind.name, kind.record, ("report_id", "id")) for kind in KINDS}
        self.parts = {
            field: Table(field, record, ("report_id", "kind", "record_id", "number"))
            for table in self.tables.values()
            for field, record in table.lists
        }
        self.start("reports", [*("report_id" if name == "id" else name for name in REPORT), "text", "is_coded"])
        for table in (*self.tables.values(), *self.parts.values()):
            self.start(table.name, table.header)
        self.start("mentions", ["report_id", "kind", "record_id", "number", "words", "start", "end", *SOURCE])
        self.start("problems", ["report_id", "number", "code", "message", "where", *SOURCE])

    def start(self, name: str, header: list[str]) -> None:
        file = self.stack.enter_context(placed_file(self.folder / f"{name}.csv", "utf-8-sig", newline=""))
        self.writers[name] = csv.writer(file, lineterminator="\r\n")
        self.writers[name].writerow(header)

    def add(self, coded: CodedReport) -> None:
        """Write the rows of one report."""
        report = coded.report
        text = report.text if report.text_is_extracted else None
        cells = [to_cell(getattr(report, name)) for name in REPORT]
        self.writers["reports"].writerow([*cells, to_cell(text), str(coded.is_coded).lower()])
        for kind, records in coded.records.items():
            table = self.tables[kind]
            for record in records:
                self.writers[kind].writerow(table.row((report.id, record.id), record, coded))
                self.add_parts(kind, table, record, coded)
        for number, problem in enumerate(coded.problems, 1):
            cells = [report.id, number, problem.code, problem.message, problem.where]
            self.writers["problems"].writerow([*map(to_cell, cells), *source_of(coded)])

    def add_parts(self, kind: str, table: Table, record: Any, coded: CodedReport) -> None:
        """Write what one record holds lists of."""
        for field, _ in table.lists:
            for number, part in enumerate(getattr(record, field), 1):
                keys = (coded.report.id, kind, record.id, number)
                self.writers[field].writerow(self.parts[field].row(keys, part, coded))
        if "mentions" in table.evidence:
            for number, (start, end) in enumerate(record.mentions, 1):
                words = harmless(coded.report.text[start:end])
                cells = [to_cell(coded.report.id), kind, record.id, number, words, start, end, *source_of(coded)]
                self.writers["mentions"].writerow(cells)


@contextmanager
def open_folder(target: Path) -> Iterator[Add]:
    """Write CSV files into a folder, made where it is not there; files of ours from an earlier run are replaced."""
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(
            "output-unwritable", f"{target} is no folder to write to: {error.strerror}.", "Name another folder."
        ) from error
    with ExitStack() as stack:
        yield CsvFolder(target, stack).add


def read_table(file: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of one of our files, cells as given."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: as_given(cell) for name, cell in row.items()}


def read_folder(target: Path) -> Iterator[Found]:
    """Yield every record of a folder of ours."""
    for kind in KINDS:
        for row in read_table(target / f"{kind.name}.csv"):
            runs = (run.split("-") for run in row["offsets"].split())
            yield Found(row["report_id"], kind.name, row["id"], tuple(Span(int(a), int(b)) for a, b in runs))


EXPORTER = Exporter(
    name="csv",
    target="folder",
    help="tidy tables, one CSV file for each record kind",
    open=open_folder,
    read=read_folder,
)
