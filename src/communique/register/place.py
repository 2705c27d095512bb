"""Where a register is: a file, or a PostgreSQL database named by its address.

In: what a person wrote (`--register`, `$COMMUNIQUE_REGISTER`). Out: a `Place`, which prints without its password, so
that no message, page or log can tell it.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from communique.errors import UsageError

_NO_SIGN = re.compile(r"%(?![0-9A-Fa-f]{2})")
SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """The address of a database: `connection` as libpq takes it, `shown` without password and options."""

    connection: str = field(repr=False)
    shown: str
    server: str  # its host, with its port where one is named
    name: str  # of the database

    def __str__(self) -> str:
        return self.shown


Place: TypeAlias = Path | PostgresAddress


def parse_place(said: str) -> Place:
    """Return the place that a person named: `postgresql://USER@HOST/DATABASE`, else a file."""
    return parse_address(said) if said.startswith(SCHEMES) else Path(said)


def parse_address(said: str) -> PostgresAddress:
    """Return the address of a PostgreSQL database; the error never repeats it, since it may hold a password."""
    hint = "Write postgresql://USER@HOST:PORT/DATABASE; signs such as @ or / in a name as %40, %2F."
    try:
        if _NO_SIGN.search(said):
            raise ValueError("% stands before no code of a sign")
        parts = urlsplit(said)
        # libpq and urlsplit part such an address differently: a piece of a password would be taken for a host.
        if parts.netloc.count("@") > 1 or "@" in parts.path or "/" in parts.path.strip("/"):
            raise ValueError("a sign that must be written as its code")
        given = dict(parse_qsl(parts.query))  # which libpq puts above what stands before it
        port = given.get("port") or parts.port
    except ValueError as error:
        raise UsageError("address-invalid", "The address of the register is no PostgreSQL address.", hint) from error
    name = given.get("dbname") or unquote(parts.path.strip("/"))
    if not name:
        raise UsageError("address-invalid", "The address of the register names no database.", hint)
    server = f"{given.get('host') or unquote(parts.hostname or '')}{f':{port}' if port else ''}"
    user = f"{parts.username}@" if parts.username else ""
    return PostgresAddress(said, f"postgresql://{user}{server}/{name}", server, name)


def default_path() -> Place:
    """Return the register of this user: `$COMMUNIQUE_REGISTER`, else `communique/register.db` in the data folder."""
    named = os.environ.get("COMMUNIQUE_REGISTER")
    return parse_place(named) if named else data_folder() / "register.db"


def name_register(said: str | None) -> Place:
    """Return the register that was named, else this user's own."""
    return parse_place(said) if said else default_path()


def data_folder() -> Path:
    """Return the folder in which this user's programs keep what is ours."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return base / "communique"


def file_beside(place: Place, suffix: str) -> Path:
    """Return the file or folder that is kept beside a register, on this machine where the register is a database."""
    if isinstance(place, Path):
        return place.with_name(f"{place.stem}{suffix}")
    return data_folder() / f"{_as_file_name(place.server)}-{_as_file_name(place.name)}{suffix}"


def pages_beside(place: Place) -> Path:
    """Return the folder that keeps the pages that were fetched for a register (`fetch/pages.py`)."""
    return file_beside(place, ".pages")


def _as_file_name(said: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in said).strip("._") or "local"
