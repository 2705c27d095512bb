"""Bring a register's database to the schema this program speaks: numbered migrations, each in its own transaction.

The numbers are the same for every engine: a schema of one number holds the same rows in SQLite and in PostgreSQL, which
joined at number 5 and begins there.
"""

from __future__ import annotations

from importlib import resources

from communique.errors import RegisterError
from communique.register.engines.database import Migrated
from communique.register.place import Place


def list_migrations(engine: str = "sqlite") -> list[tuple[int, str]]:
    """Return (number, SQL) of every migration of an engine, in order; a file `0001_name.sql` is migration 1."""
    folder = resources.files(f"communique.register.schema.{engine}")
    files = sorted(f.name for f in folder.iterdir() if f.name.endswith(".sql"))
    return [(int(name[:4]), folder.joinpath(name).read_text(encoding="utf-8")) for name in files]


def bring_up(
    database: Migrated, engine: str, place: Place, *, may_write: bool, errors: tuple[type[Exception], ...] = ()
) -> None:
    """Bring a new or older register to the newest schema; refuse a newer one and what is no register.

    A reader (`may_write` False) refuses an older one too and says how to bring it up. `errors` are what the engine
    raises where the place holds something else altogether.
    """
    migrations = list_migrations(engine)
    newest = migrations[-1][0]
    try:
        is_ours, version, holds_something = database.schema_version()
    except errors as error:
        raise RegisterError(
            "register-not-ours", f"{place} is not a communique register ({error}).", "Name another with --register."
        ) from error
    if not is_ours and holds_something:
        raise RegisterError(
            "register-not-ours", f"{place} is a database of another program.", "Name another with --register."
        )
    if version > newest:
        raise RegisterError(
            "register-newer",
            f"{place} was written by a newer communique (schema {version}, this one speaks {newest}).",
            "Install the newer version, or name another with --register.",
        )
    if version < newest and not may_write:
        raise RegisterError(
            "register-older",
            f"{place} was written by an older communique (schema {version}, this one speaks {newest}).",
            f"Bring it up with `communique read --register {place}` and any report; nothing is lost.",
        )
    for number, sql in migrations:
        if number > version:
            database.apply(number, sql)
