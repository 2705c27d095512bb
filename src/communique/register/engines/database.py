"""What the register needs of a database, whichever it is.

SQL is written once, with `?` (or `?1`, `?2`) where values stand. Portable are: `json_extract`, `json_each` of a list,
`WORDS MATCH ?` with a value of `Words`, `ON CONFLICT DO NOTHING`, truth values (`current = FALSE`), and `NULLS FIRST`
wherever a column that may be empty is sorted by. What only one of them has is left out: `tests/contract/
test_portable_sql.py` looks for it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

BUSY_SECONDS = 30.0  # how long a second writer waits for the first before it is told so


class Words(str):
    """Words that must all be there, as a query of FTS5 (`"five" "year" "plan"`); each may be several by its signs."""

    __slots__ = ()


class JsonText(str):
    """A record as JSON, so that an engine can keep it as such."""

    __slots__ = ()


class Row(Protocol):
    """A row: by position, by name, or taken apart."""

    def __getitem__(self, key: Any, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...

    def keys(self) -> Sequence[str]: ...


class Rows(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class Database(Protocol):
    """A connection. Statements outside `begin` … `commit` stand for themselves."""

    errors: tuple[type[Exception], ...]
    """What a statement raises when the database cannot do it: no room, no server, another writer."""
    best_first: str
    """What sorts the rows of `report_words` that match, the best first; the words asked for are value 1."""

    @property
    def in_transaction(self) -> bool: ...

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Rows: ...

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Any: ...

    def insert(self, sql: str, values: Sequence[Any], /) -> int:
        """Insert one row and return its key."""
        ...

    def insert_many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[int]:
        """Insert rows and return their keys, in order."""
        ...

    def ask_each(self, sql: str, rows: Sequence[Sequence[str | int]], /) -> Iterable[Row]:
        """Return what a question finds for each of some rows of values, asked in one go; in no order among the rows."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Send what is written inside in one go; nothing is asked inside."""
        ...

    def stream(self, sql: str) -> Iterator[Sequence[Any]]:
        """Yield the rows of a query without holding all of them; inside a transaction."""
        ...

    def begin(self) -> None:
        """Begin to write, as the only writer; waits `BUSY_SECONDS` for another, then raises one of `errors`."""
        ...

    def begin_reading(self) -> None:
        """Begin to read one state of the register, whatever others write meanwhile."""
        ...

    def commit(self) -> None: ...

    def rollback(self) -> None:
        """Undo what was begun; nothing where the connection is gone."""
        ...

    def close(self) -> None: ...

    def identity(self) -> Hashable:
        """Return what differs when another register has taken this one's place."""
        ...

    def index_report(self, key: int, title: str | None, text: str) -> None:
        """Let a report be found by the words of its title and text."""
        ...

    def index_evidence(self, rows: Sequence[tuple[int, str]]) -> None:
        """Let claims be found by the words of their evidence."""
        ...

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table that are stored, not computed, in the order of their names."""
        ...

    def add_rows(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Add rows with their keys, many at a time."""
        ...

    def after_copy(self) -> None:
        """Make what the engine keeps beside the rows right, after rows came with their keys."""
        ...


class State(NamedTuple):
    """`identity` is another when another register has taken this one's place, `change` when it was written to."""

    identity: Hashable
    change: Hashable


class Watch(Protocol):
    """Tells whether a register was written to."""

    def look(self) -> State: ...


class Migrated(Protocol):
    """What bringing up a schema needs of a database (`migrate.py`)."""

    def schema_version(self) -> tuple[bool, int, bool]:
        """Return whether it is marked as ours, its schema's version, and whether it holds anything."""
        ...

    def apply(self, number: int, sql: str) -> None:
        """Run one migration whole or not at all, unless another process has run it since we looked."""
        ...
