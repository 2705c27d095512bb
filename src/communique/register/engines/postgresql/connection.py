"""A register in a PostgreSQL database, by psycopg: many readers, many programs that write, one transaction at a time.

Joining asks what is there and adds to it, so that two transactions that join beside each other would each miss what the
other adds. Every transaction that writes therefore takes one lock of the database first and sees all that was committed
before it; what takes long, coding the reports, is done outside. Nothing has to be retried: no two transactions of ours
ever write beside each other.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, Error, InterfaceError, OperationalError, ProgrammingError, RawCursor, RawServerCursor
from psycopg.pq import TransactionStatus

from communique.errors import RegisterError
from communique.register.engines.database import BUSY_SECONDS, State
from communique.register.engines.postgresql.idle import IDLE
from communique.register.engines.postgresql.statements import ask_for_each, insert_many, takes_many, to_postgresql
from communique.register.engines.postgresql.values import INDEXED_CHARACTERS, Row, adapt, make_rows, to_vector
from communique.register.parts import in_parts
from communique.register.place import PostgresAddress

CONNECT_SECONDS = 10
INSERTED_AT_ONCE = 100  # rows of one statement; it has some hundred values then, and may have 65,535
LOCK = 0x434D5147  # "CMQG": the lock that who writes a register holds in its database


class PostgresDatabase:
    """A connection to a register's database."""

    errors: tuple[type[Exception], ...] = (OperationalError, InterfaceError)
    best_first = "ts_rank(report_words.words, $1, 1) DESC"

    def __init__(self, place: PostgresAddress) -> None:
        self.place = place
        self.busy_seconds = BUSY_SECONDS
        self._process = os.getpid()
        try:
            self._connection: Connection[Row] = Connection.connect(
                place.connection, autocommit=True, row_factory=make_rows, cursor_factory=RawCursor,
                connect_timeout=CONNECT_SECONDS, application_name="communique", client_encoding="UTF8",
            )  # fmt: skip
        except Error as error:
            raise unreachable(place, error) from error
        adapt(self._connection)
        self._cursor = self._connection.cursor

    @property
    def in_transaction(self) -> bool:
        return self._connection.info.transaction_status != TransactionStatus.IDLE

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> RawCursor[Row]:
        with self._connected():
            return self._cursor().execute(to_postgresql(sql), values or None)  # type: ignore[return-value]

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> None:
        several = list(rows)
        if len(several) == 1 or takes_many(sql):  # rows sent one by one cost more, each a message and an answer
            for part in in_parts(several, INSERTED_AT_ONCE):
                self.execute(insert_many(sql, len(part)), [value for row in part for value in row])
        elif several:
            with self._connected():
                self._cursor().executemany(to_postgresql(sql), several)

    def insert(self, sql: str, values: Sequence[Any], /) -> int:
        row = self.execute(f"{sql} RETURNING key", values).fetchone()
        assert row is not None, "an insert gives its key back"
        return int(row[0])

    def insert_many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[int]:
        keys: list[int] = []
        for part in in_parts(rows, INSERTED_AT_ONCE):  # keys come back in the order of the rows
            given = self.execute(
                f"{insert_many(sql, len(part))} RETURNING key", [value for row in part for value in row]
            )
            keys += [int(row[0]) for row in given]
        return keys

    def ask_each(self, sql: str, rows: Sequence[Sequence[str | int]], /) -> Iterable[Row]:
        if not rows:
            return ()
        return self.execute(ask_for_each(sql, tuple(map(type, rows[0]))), list(map(list, zip(*rows, strict=True))))

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._connected(), self._connection.pipeline():
            yield

    def stream(self, sql: str) -> Iterator[Sequence[Any]]:
        with RawServerCursor(self._connection, "stream", row_factory=make_rows) as cursor:
            yield from cursor.execute(to_postgresql(sql))

    def begin(self) -> None:
        with self._connected():
            self._connection.execute(
                f"BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {int(self.busy_seconds * 1000)};"
                f" SELECT pg_advisory_xact_lock({LOCK}); SET LOCAL lock_timeout = 0"
            )

    def begin_reading(self) -> None:
        self.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        self.execute("COMMIT")

    def rollback(self) -> None:
        if not self._connection.closed and self.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        """Let the next who opens this address in this process have the connection, if it is as it was."""
        if self._connection.closed or self.in_transaction or not self.is_own:
            self.drop()
        else:
            IDLE.keep(self)

    def drop(self) -> None:
        """End the connection; one that a forked process has from its parent is the parent's."""
        if self.is_own:
            self._connection.close()

    @property
    def is_own(self) -> bool:
        """True in the process that made the connection."""
        return self._process == os.getpid()

    @contextmanager
    def _connected(self) -> Iterator[None]:
        """Say of a server that went away what a person can do; what else is wrong is the caller's."""
        try:
            yield
        except self.errors as error:
            if not self._connection.closed:
                raise
            hint = "What was kept before is whole: run again when it is back."
            raise RegisterError("register-lost", f"{self.place} does not answer any more.", hint) from error

    def identity(self) -> Hashable:
        return self.look().identity

    def look(self) -> State:
        """Return what tells the register from another, and its state: what a query sees hangs on its snapshot alone."""
        row = self.execute(
            "SELECT to_regclass('claim')::oid, pg_relation_filenode(to_regclass('claim')), pg_current_snapshot()::text"
        ).fetchone()
        assert row is not None, "a query of functions gives a row"
        return State((row[0], row[1]), row[2])

    def index_report(self, key: int, title: str | None, text: str) -> None:
        words = to_vector(f"{title or ''}\n{text[:INDEXED_CHARACTERS]}")
        self.execute("INSERT INTO report_words VALUES (?, ?)", (key, words))

    def index_evidence(self, rows: Sequence[tuple[int, str]]) -> None:
        vectors = [(claim, to_vector(words[:INDEXED_CHARACTERS])) for claim, words in rows]
        self.executemany("INSERT INTO evidence_words VALUES (?, ?)", vectors)

    def columns(self, table: str) -> list[str]:
        rows = self.execute(
            "SELECT column_name::text FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = ? AND is_generated = 'NEVER'",
            (table,),
        )
        return sorted(row[0] for row in rows)

    def add_rows(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        with self._cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def after_copy(self) -> None:
        """Let new keys follow the largest there is, and have the planner look at what came."""
        for (table,) in self.execute(
            "SELECT table_name::text FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND is_identity = 'YES'"
        ).fetchall():
            self.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'key'), greatest(max(key), 1), max(key) IS NOT NULL)"
                f" FROM {table}"
            )
        self.execute("ANALYZE")

    def schema_version(self) -> tuple[bool, int, bool]:
        is_ours, holds_something = self.execute(
            "SELECT to_regclass('register_schema') IS NOT NULL, EXISTS (SELECT FROM pg_class c"
            " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v')"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))"  # an extension's own
        ).fetchall()[0]
        version = self.execute("SELECT max(version) FROM register_schema").fetchall()[0][0] if is_ours else 0
        return is_ours, version or 0, holds_something

    def apply(self, number: int, sql: str) -> None:
        self.begin()
        try:
            if self.schema_version()[1] < number:
                self._connection.execute(sql)
                self.execute("INSERT INTO register_schema VALUES (?)", (number,))
            self.commit()
        except BaseException:
            self.rollback()
            raise


def unreachable(place: PostgresAddress, error: Exception) -> RegisterError:
    """Return what to say when the server does not answer, or not to us."""
    # What libpq says of an address it cannot read repeats parts of it, and so perhaps a password.
    is_misread = isinstance(error, ProgrammingError) and not error.sqlstate
    said = (
        "its address or an option in it is none of libpq's" if is_misread else " ".join(str(error).split()).rstrip(".?")
    )
    return RegisterError(
        "register-unusable",
        f"The register {place} cannot be opened: {said}.",
        "Check the address, that the server runs, and that the user may connect.",
    )
