"""Decide which place a report means by a name, and where it lies.

In: the name as printed, the countries the report is about (first the one it is at home in), provinces it names. Out: a
`Place`; an unknown name keeps its words and has no country. Every bearer of the name gets a score, the best one wins:

    its size      the logarithm of its population (a province counts like 300,000, a district like 10,000)
    its fame      a capital, a city known worldwide, a region of our own table
    the context   its country is the first of the report's countries, or another of them; its province is named

so Kohistan in a Pakistani report is not the Afghan one, but Moscow in an American report is not the one in Idaho.
Deliberately missed: streets, rivers, buildings; a point for a province or a country (its middle is no place).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from communique.model.place import Place
from communique.reference.countries import CAPITALS, find_naming
from communique.reference.places import PlaceRow, find_places
from communique.reference.places_build import fold

__all__ = ["get_place"]

# Points of the score; a town's size gives log10 of its population (6 for a million). Set by hand so that the examples
# of `tests/resolve/test_which_place.py` come out right; more examples there are the way to re-measure.
_SIZE_OF_KIND = {"region": 5.5, "province": 5.5, "district": 4.0, "town": 2.0}
_FAME = 1.5
_FIRST_COUNTRY = 1.5
_FIRST_COUNTRY_LARGE_TOWN = 2.5
_OTHER_COUNTRY = 0.75
_PROVINCE_NAMED = 0.5
_LARGE_TOWN = 200_000
# Said before or after a name without being part of it.
_BEFORE = (
    "central ", "downtown ", "greater ", "northern ", "southern ", "eastern ", "western ", "northwest ", "northeast ",
    "southwest ", "southeast ", "northwestern ", "northeastern ", "southwestern ", "southeastern ", "north-western ",
    "north-eastern ", "south-western ", "south-eastern ",
)  # fmt: skip
_AFTER = (" city", " town", " airport", " area", " tehsil", " cantonment", " village", " port")


def get_place(name: str, countries: Sequence[str] = (), provinces: Sequence[str] = ()) -> Place:
    """Return the place that `name` means in a report about `countries` (alpha-3, the report's own country first)."""
    words = " ".join(name.split())
    return _get_place(words, tuple(countries), frozenset(map(fold, provinces)))


@lru_cache(maxsize=8192)
def _get_place(name: str, countries: tuple[str, ...], provinces: frozenset[str]) -> Place:
    for words in _readings(name):
        rows = find_places(words)
        naming = find_naming(words)
        if naming is not None and naming.use == "name" and not _is_own_province(rows, naming.country.code, countries):
            return Place(name, naming.country.code)
        if rows:
            best = _best(rows, words, countries, provinces)
            return Place(name, best.country or None, best.lat, best.lon) if best else Place(name)
    return _outer_place(name, countries, provinces)


def _best(
    rows: Sequence[PlaceRow], words: str, countries: tuple[str, ...], provinces: frozenset[str]
) -> PlaceRow | None:
    """Return the row with the best score, None where two countries share the region and neither is nearer."""
    ranked = sorted(rows, key=lambda row: -_score(row, words, countries, provinces))
    best = ranked[0]
    if best.kind == "region":
        shared = [row for row in ranked if row.kind == "region"]
        is_tie = len(shared) > 1 and all(row.country not in countries for row in shared)
        return None if is_tie else best
    if best.kind in ("province", "district"):
        # "Shusha" is the town rather than its district: a place is coded as precisely as the words allow.
        around = (best.country, best.admin1)
        seats = [row for row in ranked if row.kind == "town" and (row.country, row.admin1) == around]
        return seats[0] if seats else best
    return best


def _readings(name: str) -> list[str]:
    """Return the name as it stands, then without words around it ("central Kyiv", "Gwadar port")."""
    readings = [name]
    lower = name.lower()
    readings += [name[len(word) :] for word in _BEFORE if lower.startswith(word)]
    readings += [name[: -len(word)] for word in _AFTER if lower.endswith(word)]
    return readings


def _outer_place(name: str, countries: tuple[str, ...], provinces: frozenset[str]) -> Place:
    """Return the place of "Chilas, Gilgit-Baltistan": the inner name in the country and province of the outer."""
    inner, comma, outer = name.partition(",")
    if not comma or not inner.strip():
        return Place(name)
    around = _get_place(outer.strip(), countries, provinces)
    if around.country is None:
        return Place(name)
    found = _get_place(inner.strip(), (around.country,), provinces | {fold(outer)})
    if found.country == around.country:
        return Place(name, found.country, found.lat, found.lon)
    return Place(name, around.country)


def _is_own_province(rows: Sequence[PlaceRow], country: str, countries: tuple[str, ...]) -> bool:
    """Tell whether a country's name is a province of the report's first country, as Georgia is of the USA."""
    if country in countries or not countries:
        return False
    return any(row.kind == "province" and row.country == countries[0] for row in rows)


def _score(row: PlaceRow, words: str, countries: tuple[str, ...], provinces: frozenset[str]) -> float:
    score = math.log10(row.population) if row.population else _SIZE_OF_KIND[row.kind]
    capital = CAPITALS.get(words)
    if row.is_famous or (row.kind == "town" and capital is not None and capital.code == row.country):
        score += _FAME
    if countries and row.country == countries[0]:
        is_large = row.kind != "town" or row.population >= _LARGE_TOWN
        score += _FIRST_COUNTRY_LARGE_TOWN if is_large else _FIRST_COUNTRY
    elif row.country in countries:
        score += _OTHER_COUNTRY
    if provinces and fold(row.admin1) in provinces:
        score += _PROVINCE_NAMED
    return score
