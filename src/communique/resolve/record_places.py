"""Fill the country and coordinates of records' places, by what the report is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from communique.model.place import Place
from communique.model.report import Report
from communique.reference.countries import COUNTRIES
from communique.resolve.places import get_place

__all__ = ["countries_of", "fill_place", "names_of_places"]

_SIDES = ("parties", "by", "to", "about")


def countries_of(found: Mapping[str, tuple[Any, ...]], report: Report) -> tuple[str, ...]:
    """Return the countries a report is about: that of its dateline first, then by how many records name them."""
    counts = Counter(side for records in found.values() for record in records for side in _sides(record))
    ordered = sorted((side for side in counts if side in COUNTRIES), key=lambda side: (-counts[side], side))
    home = get_place(report.dateline.title(), ordered).country if report.dateline else None
    return (home, *(side for side in ordered if side != home)) if home else tuple(ordered)


def _sides(record: Any) -> Iterable[str]:
    country = getattr(record, "country", None)
    if country:
        yield country
    for field in _SIDES:
        yield from getattr(record, field, None) or ()


def names_of_places(found: Mapping[str, tuple[Any, ...]]) -> tuple[str, ...]:
    """Return the names of all places in the records: a province among them speaks for the towns in it."""
    places = (getattr(record, "place", None) for records in found.values() for record in records)
    return tuple(sorted({place.name for place in places if place is not None}))


def fill_place(record: Any, countries: Sequence[str], provinces: Sequence[str]) -> Any:
    """Return the record with its place located; where its coder read the country, only that country's places count."""
    place: Place | None = getattr(record, "place", None)
    if place is None or place.lat is not None:
        return record
    if place.country is None:
        return replace(record, place=get_place(place.name, countries, provinces))
    located = get_place(place.name, (place.country,), provinces)
    return replace(record, place=located) if located.country == place.country else record
