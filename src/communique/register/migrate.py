"""Open a register file at the schema this program speaks: numbered migrations, each in its own transaction."""

from __future__ import annotations

import sqlite3
from importlib import resources
from pathlib import Path

from communique.errors import RegisterError

APPLICATION_ID = 0x434D5147  # "CMQG": marks the file as a register of ours


def list_migrations() -> list[tuple[int, str]]:
    """Return (number, SQL) of every migration, in order; a file `0001_name.sql` is migration 1."""
    folder = resources.files("communique.register.schema")
    files = sorted(f.name for f in folder.iterdir() if f.name.endswith(".sql"))
    return [(int(name[:4]), folder.joinpath(name).read_text(encoding="utf-8")) for name in files]


def migrate(connection: sqlite3.Connection, path: Path, may_write: bool = True) -> None:
    """Bring a new or older register to the newest schema; refuse a newer one and files that are not registers.

    A reader (`may_write` False) refuses an older one too and says how to bring it up.
    """
    migrations = list_migrations()
    newest = migrations[-1][0]
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise RegisterError(
            "register-not-ours", f"{path} is not a communique register ({error}).", "Name another file with --register."
        ) from error
    if application != APPLICATION_ID and tables:
        raise RegisterError(
            "register-not-ours", f"{path} is a database of another program.", "Name another file with --register."
        )
    if version > newest:
        raise RegisterError(
            "register-newer",
            f"{path} was written by a newer communique (schema {version}, this one speaks {newest}).",
            "Install the newer version, or name another file with --register.",
        )
    if version < newest and not may_write:
        raise RegisterError(
            "register-older",
            f"{path} was written by an older communique (schema {version}, this one speaks {newest}).",
            f"Bring it up with `communique read --register {path}` and any report; nothing is lost.",
        )
    for number, sql in migrations:
        if number > version:
            _apply(connection, number, sql)


def _apply(connection: sqlite3.Connection, number: int, sql: str) -> None:
    """Run one migration whole or not at all; another process may have run it since we looked."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < number:
            for statement in split_statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def split_statements(sql: str) -> list[str]:
    """Cut a script into statements (`executescript` would commit the open transaction)."""
    statements, part = [], ""
    for line in sql.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            statements.append(part.strip())
            part = ""
    return [s for s in statements if s]
