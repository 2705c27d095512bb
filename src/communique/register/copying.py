"""Copy a register to another place, of either engine, without loss: whole or not at all.

In: a register and a place that holds none, or an empty one. Out: for each table how many rows went over, and the
SHA-256 of its rows in the order of their keys, found the same on both sides before anything is committed. Keys stay as
they are, so that numbers of claims, cases and decisions mean the same in both. The index of words is made anew from the
texts. Left behind: what is kept beside a register (the desk's accounts, what waits to be read).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from communique.errors import BrokenPromise, UsageError
from communique.register.engines.database import Database, JsonText
from communique.register.place import Place
from communique.register.register import Register

# Every table, after those it refers to, and the columns that tell its rows apart.
TABLES = {
    "report": ("key",),
    "coding": ("key",),
    "claim": ("key",),
    "claim_side": ("claim", "role", "side"),
    "evidence": ("claim", "start", "end"),
    "evidence_fate": ("claim", "report"),
    "problem": ("key",),
    "node": ("key",),
    "claim_node": ("claim",),
    "block": ("join", "value", "node"),
    "same_link": ("a", "b"),
    "waiting": ("follow_up", "value", "day", "claim"),
    "follow_link": ("key",),
    "judgement": ("key",),
    "assessment": ("key",),
}
JSON_COLUMNS = ("record",)
BATCH_ROWS = 1_000  # in memory at a time


@dataclass(frozen=True, slots=True)
class Copied:
    """What went over of one table: `sha256` is that of its rows, as JSON lists of their values by name of column."""

    table: str
    rows: int
    sha256: str


def copy_register(source: Place | str, target: Place | str) -> tuple[Copied, ...]:
    """Copy a register; raises `UsageError` where there is one at the target already."""
    with Register(source, readonly=True) as given, Register(target) as made:
        given.connection.begin_reading()
        try:
            with made.transaction():  # from here on nobody else writes there
                if any(made.connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in TABLES):
                    message = f"There is a register at {made.place} already."
                    raise UsageError("target-not-empty", message, "Name a place that holds none, or an empty database.")
                copied = tuple(_copy_table(given.connection, made.connection, table) for table in TABLES)
                made.connection.after_copy()
                _index_words(made.connection)
                for one in copied:
                    found = _look_at(made.connection, one.table)
                    if found != one:
                        raise BrokenPromise("copy-differs", f"{one.table} came over changed: {one} is {found}.")
        finally:
            given.connection.rollback()
    return copied


def _copy_table(given: Database, made: Database, table: str) -> Copied:
    columns = given.columns(table)
    if columns != made.columns(table):
        raise BrokenPromise("schemas-differ", f"{table} has other columns in the two registers.")
    json_places = [place for place, name in enumerate(columns) if name in JSON_COLUMNS]
    tally = _Tally()
    for batch in _batches(tally.count(_read(given, table, columns))):
        made.add_rows(table, columns, [_mark_json(row, json_places) for row in batch])
    return tally.tell(table)


def _look_at(database: Database, table: str) -> Copied:
    """Return what a table holds."""
    tally = _Tally()
    for _ in tally.count(_read(database, table, database.columns(table))):
        pass
    return tally.tell(table)


def _read(database: Database, table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    order = ", ".join(f'"{name}"' for name in TABLES[table])
    chosen = ", ".join(f'"{name}"' for name in columns)
    return database.stream(f"SELECT {chosen} FROM {table} ORDER BY {order}")


class _Tally:
    """Counts rows that pass, and hashes them."""

    def __init__(self) -> None:
        self._rows = 0
        self._digest = hashlib.sha256()

    def count(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for row in rows:
            self._rows += 1
            values = [int(value) if isinstance(value, bool) else value for value in row]
            self._digest.update(json.dumps(values).encode() + b"\n")
            yield row

    def tell(self, table: str) -> Copied:
        return Copied(table, self._rows, self._digest.hexdigest())


def _mark_json(row: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    if not places:
        return tuple(row)
    return [JsonText(value) if place in places and value is not None else value for place, value in enumerate(row)]


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    several = iter(rows)
    while batch := list(islice(several, BATCH_ROWS)):
        yield batch


def _index_words(database: Database) -> None:
    """Let reports and claims be found by their words, as adding them does."""
    for report, title, text in database.stream("SELECT key, title, text FROM report ORDER BY key"):
        database.index_report(report, title, text)
        spans = database.execute(
            'SELECT c.key, e.start, e."end" FROM claim c LEFT JOIN evidence e ON e.claim = c.key WHERE c.report = ?'
            ' ORDER BY c.key, e.start, e."end"',
            (report,),
        )
        database.index_evidence([
            (claim, " … ".join(text[start:end] for _, start, end in own if start is not None))
            for claim, own in groupby(spans, key=lambda span: span[0])
        ])  # fmt: skip
