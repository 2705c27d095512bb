"""Open a register in PostgreSQL, and watch it: connections are kept for a while, and made again when they break."""

from __future__ import annotations

from contextlib import suppress

from psycopg import Error
from psycopg.errors import InsufficientPrivilege, LockNotAvailable

from communique.errors import RegisterError
from communique.register.engines.database import State
from communique.register.engines.postgresql.connection import PostgresDatabase, unreachable
from communique.register.engines.postgresql.idle import IDLE
from communique.register.migrate import bring_up, list_migrations
from communique.register.place import PostgresAddress

NEWEST = list_migrations("postgresql")[-1][0]


def open_postgresql(place: PostgresAddress, *, readonly: bool, create: bool) -> PostgresDatabase:
    """Open a register's database (`engines.open_database`)."""
    database = IDLE.take(place, _works) or _connect(place, readonly, create)
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


def _works(database: PostgresDatabase) -> bool:
    """True for a connection that its server has not ended, to a register of the schema that this program speaks."""
    with suppress(Error, RegisterError):
        return database.schema_version()[1] == NEWEST
    return False


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
            except RegisterError:
                self._database.drop()
        self._database = PostgresDatabase(self._place)
        return self._database.look()
