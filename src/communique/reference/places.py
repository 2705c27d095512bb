"""The gazetteer: towns, provinces, districts, known regions, by name in any spelling case and accents apart.

In: a name. Out: every place that bears it (`PlaceRow`); which one a report means is `resolve.places`' business. Read
from `places.sqlite`, which an installation brings along; a source tree without it builds it on first use (some
seconds), in this folder or, where that may not be written, in the user's cache.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from communique.errors import SourceError
from communique.reference import places_build

__all__ = ["PlaceRow", "find_places"]

_COLUMNS = "name, kind, country, admin1, population, lat, lon, famous"
_local = threading.local()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """`kind`: town, province, district or region; `country` alpha-3, "" for a sea; only towns have coordinates.

    `population` 0: not known. `is_famous`: meant worldwide when the bare name is said (all regions are).
    """

    name: str
    kind: str
    country: str
    admin1: str
    population: int
    lat: float | None
    lon: float | None
    is_famous: bool


@lru_cache(maxsize=20_000)
def find_places(name: str) -> tuple[PlaceRow, ...]:
    """Return all places called `name`, the most populous first; none for a name unknown."""
    folded = places_build.fold(name)
    rows = _query(folded)
    if not rows:
        bare = places_build.fold_division(name)
        rows = [row for row in _query(bare) if row[1] != "town"] if bare != folded else []
    found = [PlaceRow(*row[:7], bool(row[7])) for row in rows]
    return tuple(sorted(found, key=lambda row: (-row.population, row.kind, row.country, row.admin1, row.name)))


def _query(folded: str) -> list[tuple[str, str, str, str, int, float | None, float | None, int]]:
    return _connection().execute(f"SELECT {_COLUMNS} FROM place WHERE folded = ?", (folded,)).fetchall()


def _connection() -> sqlite3.Connection:
    """Return this thread's own read-only connection; a forked child opens anew: handles must not cross a fork."""
    if getattr(_local, "process", None) != os.getpid():
        _local.connection = sqlite3.connect(f"file:{_database()}?mode=ro&immutable=1", uri=True)
        _local.process = os.getpid()
    connection: sqlite3.Connection = _local.connection
    return connection


@lru_cache(maxsize=1)
def _database() -> Path:
    """Return the path of a database that fits the data, building it where there is none."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "communique"
    candidates = (places_build.FOLDER / "places.sqlite", cache / "places.sqlite")
    for path in candidates:
        if places_build.is_current(path):
            return path
    for path in candidates:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            places_build.build(path)
        except (OSError, sqlite3.OperationalError):
            continue
        return path
    raise SourceError(
        "places-missing",
        f"the place data could be built neither in {candidates[0].parent} nor in {candidates[1].parent}",
        "Install the package (pip install .), or make one of the folders writable.",
    )
