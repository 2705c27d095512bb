"""A register in a file, by SQLite: one writer, any number of readers beside it (write-ahead log)."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path
from typing import Any

from communique.errors import RegisterError
from communique.register.engines.database import BUSY_SECONDS, State
from communique.register.migrate import bring_up
from communique.register.parts import marks_for

APPLICATION_ID = 0x434D5147  # "CMQG": marks the file as a register of ours
CACHE_KIB = 65_536  # SQLite's page cache: joining writes to keys spread over the whole file
CHECKPOINT_PAGES = (
    4000  # pages in the write-ahead log before it is folded into the file: a page is folded once, not often
)


class SqliteDatabase(sqlite3.Connection):
    """A connection to a register's file; `place` is set when it is open."""

    place: Path
    errors: tuple[type[Exception], ...] = (sqlite3.OperationalError,)
    best_first = "bm25(report_words)"

    def insert(self, sql: str, values: Sequence[Any], /) -> int:
        return int(self.execute(sql, values).lastrowid or 0)

    def insert_many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[int]:
        return [self.insert(sql, values) for values in rows]

    def ask_each(self, sql: str, rows: Sequence[Sequence[str | int]], /) -> Iterator[sqlite3.Row]:
        return chain.from_iterable(self.execute(sql, values) for values in rows)

    def together(self) -> AbstractContextManager[None]:
        return nullcontext()

    def stream(self, sql: str) -> Iterator[Sequence[Any]]:
        return iter(self.execute(sql))

    def begin(self) -> None:
        self.execute("BEGIN IMMEDIATE")

    def begin_reading(self) -> None:
        self.execute("BEGIN")

    def commit(self) -> None:
        self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def identity(self) -> Hashable:
        return file_identity(self.place)

    def index_report(self, key: int, title: str | None, text: str) -> None:
        self.execute("INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)", (key, title, text))

    def index_evidence(self, rows: Sequence[tuple[int, str]]) -> None:
        self.executemany("INSERT INTO evidence_words (rowid, words) VALUES (?, ?)", rows)

    def columns(self, table: str) -> list[str]:
        return sorted(row["name"] for row in self.execute(f"PRAGMA table_info({table})"))

    def add_rows(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        self.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks_for(columns)})", rows)

    def after_copy(self) -> None:
        """Nothing: keys follow the largest there is."""

    def schema_version(self) -> tuple[bool, int, bool]:
        application = self.execute("PRAGMA application_id").fetchone()[0]
        version = self.execute("PRAGMA user_version").fetchone()[0]
        tables = self.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        return application == APPLICATION_ID, int(version), bool(tables)

    def apply(self, number: int, sql: str) -> None:
        self.begin()
        try:
            if self.execute("PRAGMA user_version").fetchone()[0] < number:
                for statement in split_statements(sql):
                    self.execute(statement)
                self.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self.execute(f"PRAGMA user_version = {number}")
            self.commit()
        except BaseException:
            self.rollback()
            raise


def open_sqlite(place: Path, *, readonly: bool, create: bool) -> SqliteDatabase:
    """Open a register's file (`engines.open_database`)."""
    if not place.exists() and (readonly or not create):
        raise RegisterError(
            "register-missing", f"There is no register at {place}.", "Fill one with `communique read PATH…`."
        )
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(place, timeout=BUSY_SECONDS, isolation_level=None, factory=SqliteDatabase)
        database.place = place
        database.row_factory = sqlite3.Row
        bring_up(database, "sqlite", place, may_write=not readonly, errors=(sqlite3.DatabaseError,))
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        database.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        if readonly:
            database.execute("PRAGMA query_only = ON")
    except (OSError, sqlite3.OperationalError) as error:
        raise RegisterError(
            "register-unusable", f"The register {place} cannot be opened: {error}.", "Check the path and its rights."
        ) from error
    return database


class SqliteWatch:
    """Tells whether a file was written to: SQLite says so to a connection that stays open."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._connection: sqlite3.Connection | None = None
        self._identity: Hashable = None

    def look(self) -> State:
        """Return what changes when the register does."""
        identity = file_identity(self._place)
        if self._connection is None or self._identity != identity:
            if self._connection is not None:
                self._connection.close()
            address = f"{self._place.absolute().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._identity = identity
        return State(identity, int(self._connection.execute("PRAGMA data_version").fetchone()[0]))


def file_identity(place: Path) -> Hashable:
    """Return what is another for another file of the same name."""
    found = place.stat()
    return found.st_dev, found.st_ino


def split_statements(sql: str) -> list[str]:
    """Cut a script into statements (`executescript` would commit the open transaction)."""
    statements, part = [], ""
    for line in sql.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            statements.append(part.strip())
            part = ""
    return [s for s in statements if s]
