"""Turn the committed place data into a SQLite file with an index on the folded name.

In: `places.tsv.gz` (made by `tools/gazetteer/extract.py`) and `places_extra.toml`. Out: `places.sqlite`. Run by the
build hook (`hatch_build.py`), which loads this file by its path, and by `reference/places.py` when a source tree has no
built file: so it imports nothing of ours. Deliberately missed: names in other than Latin script.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
import tempfile
import tomllib
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

__all__ = ["build", "fold", "is_current", "version_of"]

FOLDER = Path(__file__).resolve().parent
DATA = ("places.tsv.gz", "places_extra.toml")

_KINDS = {"t": "town", "0": "province", "1": "province", "2": "district", "3": "district"}
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʻʼ`´."), None) | {ord("-"): " ", ord("–"): " ", ord(","): " "}
# Said or left out at will around a name: "Kohistan District", "Hormozgan province".
_DIVISION_WORDS = (
    "district", "province", "region", "oblast", "governorate", "state", "county", "division", "agency", "sheng",
    "prefecture", "department", "municipality", "emirate", "republic", "territory", "rural district", "tribal district",
)  # fmt: skip
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
Key = tuple[str, str]
Row = tuple[str, str, str, str, str, int, float | None, float | None, int]


def fold(name: str) -> str:
    """Return a name without case, accents, apostrophes, hyphens, and without "the" before it."""
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = " ".join(plain.translate(_APOSTROPHES).split())
    return words.removeprefix("the ")


def fold_division(name: str) -> str:
    """Return the folded name of a province or district without its kind: "kohistan" of "Kohistan District"."""
    words = fold(name)
    for division in _DIVISION_WORDS:
        if words.endswith(f" {division}"):
            return words.removesuffix(f" {division}")
    return words


def version_of(folder: Path = FOLDER) -> int:
    """Return a number that changes with the data (and fits SQLite's `user_version`)."""
    crc = 0
    for name in (*DATA, "places_build.py"):
        crc = zlib.crc32((folder / name).read_bytes(), crc)
    return crc & 0x7FFFFFFF


def is_current(path: Path, folder: Path = FOLDER) -> bool:
    """Tell whether `path` was built from the data that is there now."""
    if not path.is_file():
        return False
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0] == version_of(folder))
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def build(path: Path, folder: Path = FOLDER) -> None:
    """Write the SQLite file at `path`, whole or not at all (two processes may build at once)."""
    handle, temporary = tempfile.mkstemp(suffix=".sqlite", dir=path.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary)
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;")
        connection.execute(
            "CREATE TABLE place (folded TEXT, name TEXT, kind TEXT, country TEXT, admin1 TEXT, population INTEGER,"
            " lat REAL, lon REAL, famous INTEGER)"
        )
        rows = sorted(set(_rows(folder)), key=str)
        connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("CREATE INDEX place_folded ON place (folded)")
        connection.execute(f"PRAGMA user_version = {version_of(folder)}")
        connection.commit()
        connection.close()
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _rows(folder: Path) -> Iterator[Row]:
    extra = tomllib.loads((folder / DATA[1]).read_text(encoding="utf-8"))
    famous = {_key(*town.rsplit(", ", 1)) for town in extra["famous"]["cities"]}
    spellings: dict[Key, list[str]] = {}
    for printed, town in extra["spellings"].items():
        spellings.setdefault(_key(*town.rsplit(", ", 1)), []).append(printed)
    largest: dict[Key, int] = {}
    towns: list[Row] = []
    with gzip.open(folder / DATA[0], "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            code, name, others, country, admin1, population, lat, lon = line.rstrip("\n").split("\t")
            if code == "t":
                key = _key(name, country)
                largest[key] = max(largest.get(key, -1), int(population))
                towns.append((fold(name), name, "town", country, admin1, int(population), float(lat), float(lon), 0))
                continue
            for printed in (name, *filter(None, others.split("|"))):
                for folded in {fold(printed), fold_division(printed)}:
                    yield folded, name, _KINDS[code], country, admin1, 0, None, None, 0
    for town in towns:
        key = (town[0], town[3])
        is_largest = town[5] == largest[key]
        row: Row = (*town[:8], int(is_largest and key in famous))
        yield row
        for printed in spellings.get(key, ()) if is_largest else ():
            yield fold(printed), *row[1:]
    yield from _extra_rows(extra)


def _key(name: str, country: str) -> Key:
    return fold(name), country


def _extra_rows(extra: dict[str, dict[str, str]]) -> Iterator[Row]:
    for name, text in extra["towns"].items():
        country, admin1, lat, lon = (part.strip() for part in text.split(","))
        yield fold(name), name, "town", country, admin1, 0, float(lat), float(lon), 0
    for name, text in extra["regions"].items():
        for country in text.split(","):
            yield fold(name), name, "region", country.strip(), "", 0, None, None, 1
    for name, country in extra["districts"].items():
        yield fold(name), name, "district", country, "", 0, None, None, 0


if __name__ == "__main__":
    build(FOLDER / "places.sqlite")
