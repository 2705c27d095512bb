"""A PostgreSQL server of the tests' own, in a temporary folder, reached by a socket in it alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from communique.register import PostgresAddress
from communique.register.place import parse_address
from tests.patience import PATIENCE_SECONDS

# What a test server need not do: what it holds is thrown away.
CARELESS = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "listen_addresses=",
)
# Not the order of code points: the register must sort alike wherever it is kept.
LOCALE = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")


def find_programs() -> Path | None:
    """Return the folder of the server's programs, the newest there is."""
    named = shutil.which("initdb")
    if named:
        return Path(named).resolve().parent
    folders = [found.parent for found in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


def find_user() -> str | None:
    """Return who runs the server: PostgreSQL refuses to be run by root."""
    if os.getuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass(eq=False)
class PostgresServer:
    """A running server; its databases are cloned from one another."""

    folder: Path
    number: Iterator[int] = field(default_factory=count)

    def address(self, database: str) -> PostgresAddress:
        return parse_address(f"postgresql://communique@/{database}?host={self.folder}")

    def make_database(self, template: PostgresAddress | None = None) -> PostgresAddress:
        """Return a new database, empty or with all that another holds."""
        made = self.address(f"register_{next(self.number)}")
        like = ""
        if template:
            like = f' TEMPLATE "{template.name}"'
            # Nobody may be connected to what is cloned; a register that was closed keeps its connection for a while.
            self.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template.name}'")
        self.execute(f'CREATE DATABASE "{made.name}"{like}')
        return made

    def drop(self, place: PostgresAddress) -> None:
        self.execute(f'DROP DATABASE "{place.name}" WITH (FORCE)')

    def execute(self, sql: str, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.address(database).connection, autocommit=True) as connection:
            connection.execute(sql)  # type: ignore[call-overload]


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Run a server for as long as the block lasts; raises RuntimeError with the reason where none can be."""
    programs = find_programs()
    if programs is None:
        raise RuntimeError("there is no PostgreSQL server here (sh tools/postgres.sh installs one)")
    in_memory = Path("/dev/shm")  # where there is such a folder, a database is cloned in a tenth of the time
    folder = Path(mkdtemp(prefix="communique-pg-", dir=in_memory if os.access(in_memory, os.W_OK) else None))
    user = find_user()
    as_user = ["runuser", "-u", user, "--"] if user else []
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"

    def run(*command: str) -> None:
        done = subprocess.run(
            [*as_user, *command], cwd=folder, capture_output=True, text=True, timeout=PATIENCE_SECONDS
        )
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr.strip() or done.stdout.strip()}")

    run(str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "communique", "--no-sync", *LOCALE)
    options = " ".join(f"-c {setting}" for setting in (*CARELESS, f"unix_socket_directories={folder}"))
    run(str(programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
    try:
        yield PostgresServer(folder)
    finally:
        subprocess.run(
            [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            cwd=folder, capture_output=True, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)
