"""A register in a PostgreSQL database, by psycopg: many readers, many programs that write, one transaction at a time.

Joining asks what is there and adds to it, so that two transactions that join beside each other would each miss what the
other adds. Every transaction that writes therefore takes one lock of the database first and sees all that was committed
before it; what takes long, coding the reports, is done outside. Nothing has to be retried: no two transactions of ours
ever write beside each other.

A text may hold the sign U+0000, which PostgreSQL cannot keep: it is kept as U+FDD0, which stands for no character, and
given back as it was.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from psycopg import Connection, Error, InterfaceError, OperationalError, ProgrammingError, RawCursor, RawServerCursor
from psycopg.adapt import Buffer, Loader
from psycopg.errors import InsufficientPrivilege, LockNotAvailable
from psycopg.pq import TransactionStatus
from psycopg.types.string import StrDumperUnknown

from communique.errors import RegisterError
from communique.register.engines.database import BUSY_SECONDS, JsonText, State, Words
from communique.register.migrate import bring_up, list_migrations
from communique.register.place import PostgresAddress
from communique.register.words import cut_words

CONNECT_SECONDS = 10
IDLE_SECONDS = 60.0  # how long a closed connection is kept; a server or a firewall may end it when it does nothing
MOST_IDLE = 8  # of them in this process
LOCK = 0x434D5147  # "CMQG": the lock that who writes a register holds in its database
# Characters of a text whose words are indexed: a tsvector holds one megabyte.
INDEXED_CHARACTERS = 200_000
INDEXED_BYTES = 2_000  # of one word; a longer one is no word
INDEXED_PLACES = 255  # of one word; PostgreSQL keeps no more
NO_CHARACTER = "\ufdd0"
NEWEST = list_migrations("postgresql")[-1][0]

_PART = re.compile(r"""'[^']*'|"[^"]*"|\?(\d*)|\b(\w+) MATCH\b""")
_NULL_IN_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


class Row(tuple[Any, ...]):
    """A row that also knows its columns by name."""

    __slots__ = ()
    columns: dict[str, int] = {}  # noqa: RUF012  (each query's rows are of a class of their own)

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.columns[key] if isinstance(key, str) else key)

    def keys(self) -> Sequence[str]:
        return tuple(self.columns)


def make_rows(cursor: Any) -> Callable[[Sequence[Any]], Row]:
    """Return what makes a row of a query's values (a psycopg row factory)."""
    return _row_class(tuple(column.name for column in cursor.description or ()))


@lru_cache(maxsize=512)
def _row_class(names: tuple[str, ...]) -> type[Row]:
    columns = {name: place for place, name in reversed(list(enumerate(names)))}
    return type("Row", (Row,), {"__slots__": (), "columns": columns})


class TextDumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\0", NO_CHARACTER) if "\0" in obj else obj)


class JsonDumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(_NULL_IN_JSON.sub(rf"\1{NO_CHARACTER}", obj) if "\\u0000" in obj else str(obj))


class WordsDumper(StrDumperUnknown):
    """Gives words that must all be there as a tsquery; signs cut one into words that follow each other."""

    def dump(self, obj: str) -> Buffer | None:
        phrases = [cut_words(word) for word in re.findall(r'"([^"]*)"', obj)]
        return super().dump(" & ".join("(" + " <-> ".join(map(_quoted, phrase)) + ")" for phrase in phrases if phrase))


class TextLoader(Loader):
    def load(self, data: Buffer) -> str:
        return bytes(data).decode().replace(NO_CHARACTER, "\0")


class JsonLoader(Loader):
    def load(self, data: Buffer) -> str:
        return bytes(data).decode().replace(NO_CHARACTER, "\\u0000")


@lru_cache(maxsize=2_000)
def to_postgresql(sql: str) -> str:
    """Return a statement as PostgreSQL writes it: `?` as `$1`, and `report_words MATCH` as `report_words.words @@`."""
    counted = 0

    def write(found: re.Match[str]) -> str:
        nonlocal counted
        if found[0].startswith("?"):
            counted = int(found[1]) if found[1] else counted + 1
            return f"${counted}"
        return f"{found[2]}.words @@" if found[2] else found[0]

    return _PART.sub(write, sql)


class PostgresDatabase:
    """A connection to a register's database."""

    errors: tuple[type[Exception], ...] = (OperationalError, InterfaceError)
    best_first = "ts_rank(report_words.words, $1, 1) DESC"

    def __init__(self, place: PostgresAddress) -> None:
        self.place = place
        self.busy_seconds = BUSY_SECONDS
        try:
            self._connection: Connection[Row] = Connection.connect(
                place.connection, autocommit=True, row_factory=make_rows, cursor_factory=RawCursor,
                connect_timeout=CONNECT_SECONDS, application_name="communique", client_encoding="UTF8",
            )  # fmt: skip
        except Error as error:
            raise unreachable(place, error) from error
        adapters = self._connection.adapters
        for kind, dumper in ((str, TextDumper), (JsonText, JsonDumper), (Words, WordsDumper)):
            adapters.register_dumper(kind, dumper)
        adapters.register_loader("text", TextLoader)
        adapters.register_loader("json", JsonLoader)
        self._cursor = self._connection.cursor

    @property
    def in_transaction(self) -> bool:
        return self._connection.info.transaction_status != TransactionStatus.IDLE

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> RawCursor[Row]:
        return self._cursor().execute(to_postgresql(sql), values or None)  # type: ignore[return-value]

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> None:
        several = list(rows)
        if len(several) == 1:  # what is sent as many costs more
            self.execute(sql, several[0])
        elif several:
            self._cursor().executemany(to_postgresql(sql), several)

    def insert(self, sql: str, values: Sequence[Any], /) -> int:
        row = self.execute(f"{sql} RETURNING key", values).fetchone()
        assert row is not None, "an insert gives its key back"
        return int(row[0])

    def insert_many(self, sql: str, rows: Sequence[Sequence[Any]], /) -> list[int]:
        if not rows:
            return []
        cursor = self._cursor()
        cursor.executemany(to_postgresql(f"{sql} RETURNING key"), rows, returning=True)
        return [int(row[0]) for given in cursor.results() for row in given]

    def stream(self, sql: str) -> Iterator[Sequence[Any]]:
        with RawServerCursor(self._connection, "stream", row_factory=make_rows) as cursor:
            yield from cursor.execute(to_postgresql(sql))

    def begin(self) -> None:
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
        if self._connection.closed or self.in_transaction:
            self.drop()
        else:
            _keep_idle(self)

    def drop(self) -> None:
        """End the connection."""
        self._connection.close()

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
            "SELECT to_regclass('register_schema') IS NOT NULL, EXISTS (SELECT FROM pg_class"
            " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v'))"
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


def open_postgresql(place: PostgresAddress, *, readonly: bool, create: bool) -> PostgresDatabase:
    """Open a register's database (`engines.open_database`)."""
    database = _take_idle(place) or _connect(place, readonly, create)
    database.execute(f"SET default_transaction_read_only = {'on' if readonly else 'off'}")
    return database


def _connect(place: PostgresAddress, readonly: bool, create: bool) -> PostgresDatabase:
    """Connect to a register at the newest schema."""
    database = PostgresDatabase(place)
    try:
        if (readonly or not create) and not database.schema_version()[2]:
            hint = "Fill one with `communique read PATH…`."
            raise RegisterError("register-missing", f"There is no register in {place}.", hint)
        bring_up(database, "postgresql", place, may_write=not readonly)
        database.execute("SET jit = off")  # compiling a query costs more than it saves: ours are many and short
    except BaseException as error:
        database.drop()
        if isinstance(error, InsufficientPrivilege):
            hint = "Let its user make tables: GRANT CREATE ON SCHEMA public TO …; or let it own the database."
            raise RegisterError("register-unusable", f"No register can be made in {place}: {error}.", hint) from error
        if isinstance(error, LockNotAvailable):
            message = f"Another program is bringing up {place}."
            raise RegisterError("register-busy", message, "Try again when it is done.") from error
        if isinstance(error, Error):
            raise unreachable(place, error) from error
        raise
    return database


# Closed connections, for who opens the same address next: making one takes as long as a hundred questions.
_idle: deque[tuple[float, int, PostgresDatabase]] = deque()
_idle_lock = threading.Lock()


def _take_idle(place: PostgresAddress) -> PostgresDatabase | None:
    """Return a connection of this process to an address that was closed a short while ago and still works."""
    while True:
        with _idle_lock:
            since = time.monotonic() - IDLE_SECONDS
            old = [one for one in _idle if one[0] < since]
            own = [one for one in _idle if one[0] >= since and one[1] == os.getpid() and one[2].place == place]
            for one in (*old, *own[-1:]):
                _idle.remove(one)
        for _, _, gone in old:
            gone.drop()
        if not own:
            return None
        database = own[-1][2]
        with suppress(Error):  # its server has ended it
            if database.execute("SELECT max(version) FROM register_schema").fetchall()[0][0] == NEWEST:
                return database
        database.drop()


def _keep_idle(database: PostgresDatabase) -> None:
    with _idle_lock:
        _idle.append((time.monotonic(), os.getpid(), database))
        gone = _idle.popleft()[2] if len(_idle) > MOST_IDLE else None
    if gone is not None:
        gone.drop()


class PostgresWatch:
    """Tells whether a register was written to, by a connection of its own that is made again when it breaks."""

    def __init__(self, place: PostgresAddress) -> None:
        self._place = place
        self._database: PostgresDatabase | None = None

    def look(self) -> State:
        """Return what changes when the register does, and when anything on its server is written."""
        if self._database is not None:
            try:
                return self._database.look()
            except PostgresDatabase.errors:
                self._database.drop()
        self._database = PostgresDatabase(self._place)
        return self._database.look()


def to_vector(text: str) -> str:
    """Return the words of a text and their places as a tsvector is written."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(cut_words(text), 1):
        places.setdefault(word, []).append(place)
    words = ((word, found) for word, found in places.items() if len(word.encode()) <= INDEXED_BYTES)
    return " ".join(f"{_quoted(word)}:{','.join(map(str, found[:INDEXED_PLACES]))}" for word, found in words)


def _quoted(word: str) -> str:
    return f"'{word}'"  # of letters and digits: nothing in it needs an escape


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
