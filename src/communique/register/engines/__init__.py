"""The databases that a register can be kept in: SQLite in a file, PostgreSQL on a server.

`open_database(place)` opens either as a `Database` (`database.py`). SQL is written once, in the words that both know;
what they say differently stands in one file an engine, and in the schema of each (`register/schema/`).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from communique.errors import RegisterError
from communique.register.engines.database import Database, Watch
from communique.register.place import Place

__all__ = ["open_database", "open_watch"]


def open_database(place: Place, *, readonly: bool = False, create: bool = True) -> Database:
    """Open a register's database at the newest schema; `readonly` never writes, nor makes or brings up one.

    Raises `RegisterError`: there is none, it cannot be reached, it is another program's, or of another schema.
    """
    if isinstance(place, Path):
        from communique.register.engines.sqlite import open_sqlite

        return open_sqlite(place, readonly=readonly, create=create)
    _need_psycopg()
    from communique.register.engines.postgresql import open_postgresql

    return open_postgresql(place, readonly=readonly, create=create)


def open_watch(place: Place) -> Watch:
    """Return what tells whether a register was written to; it may be asked from any thread, one at a time."""
    if isinstance(place, Path):
        from communique.register.engines.sqlite import SqliteWatch

        return SqliteWatch(place)
    _need_psycopg()
    from communique.register.engines.postgresql import PostgresWatch

    return PostgresWatch(place)


def _need_psycopg() -> None:
    if find_spec("psycopg") is None:
        hint = "Install it: pip install 'communique[postgresql]'"
        raise RegisterError("postgresql-missing", "A register in PostgreSQL needs the package psycopg.", hint)
