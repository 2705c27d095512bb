"""The places a test's registers are kept in, of one engine: what holds for one is asked of the other too."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from communique.register import Place, PostgresAddress, Register
from communique.register.copying import copy_register
from tests.postgres import PostgresServer


class Engine(Protocol):
    """Gives places of registers that are a test's own."""

    name: str

    def empty(self) -> Place:
        """Return a place where a register can be made."""
        ...

    def golden(self, is_own: bool = True) -> Place:
        """Return a register of the samples' golden records; one that others read too where it `is_own` not."""
        ...

    def set_version(self, place: Place, version: int) -> None:
        """Let a register say that it is of another schema."""
        ...

    def get_version(self, place: Place) -> int:
        """Return the schema a register says it is of."""
        ...

    def lose_patience(self, register: Register) -> None:
        """Let a writer wait for another for a moment only."""
        ...


class Files:
    """Registers in files of a folder."""

    name = "sqlite"

    def __init__(self, folder: Path, golden: Path) -> None:
        self._folder, self._golden = folder, golden
        folder.mkdir(exist_ok=True)
        self._made = 0

    def empty(self) -> Path:
        self._made += 1
        return self._folder / f"register-{self._made}.db"

    def golden(self, is_own: bool = True) -> Path:
        return shutil.copy(self._golden, self.empty()) if is_own else self._golden

    def set_version(self, place: Place, version: int) -> None:
        with closing(sqlite3.connect(str(place), isolation_level=None)) as database:
            database.execute(f"PRAGMA user_version = {version}")

    def get_version(self, place: Place) -> int:
        with closing(sqlite3.connect(str(place))) as database:
            return int(database.execute("PRAGMA user_version").fetchone()[0])

    def lose_patience(self, register: Register) -> None:
        register.connection.execute("PRAGMA busy_timeout = 20")


class Databases:
    """Registers in databases of a server, gone after the test."""

    name = "postgresql"

    def __init__(self, server: PostgresServer, golden: Path) -> None:
        self._server, self._golden = server, golden
        self._made: list[PostgresAddress] = []

    def empty(self) -> PostgresAddress:
        return self._clone(_empty(self._server))

    def golden(self, is_own: bool = True) -> PostgresAddress:
        golden = _filled(self._server, self._golden)
        return self._clone(golden) if is_own else golden

    def set_version(self, place: Place, version: int) -> None:
        assert isinstance(place, PostgresAddress)
        self._server.execute(f"UPDATE register_schema SET version = {version}", place.name)

    def get_version(self, place: Place) -> int:
        from communique.register.engines.postgresql import PostgresDatabase

        assert isinstance(place, PostgresAddress)
        database = PostgresDatabase(place)
        try:
            return database.schema_version()[1]
        finally:
            database.drop()

    def lose_patience(self, register: Register) -> None:
        register.connection.busy_seconds = 0.02  # type: ignore[attr-defined]

    def _clone(self, template: PostgresAddress) -> PostgresAddress:
        made = self._server.make_database(template)
        self._made.append(made)
        return made

    @contextmanager
    def tidied(self) -> Iterator[Databases]:
        yield self
        for made in self._made:
            self._server.drop(made)


@lru_cache(maxsize=1)
def _empty(server: PostgresServer) -> PostgresAddress:
    made = server.make_database()
    Register(made).close()
    return made


@lru_cache(maxsize=1)
def _filled(server: PostgresServer, golden: Path) -> PostgresAddress:
    made = server.make_database()
    copy_register(golden, made)
    return made
