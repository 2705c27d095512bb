"""A place as a report names it, with what the gazetteer adds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is the text's word; `country` ISO 3166-1 alpha-3; `lat`, `lon` WGS 84 degrees of a town, else None.

    A province or a country has no coordinates: a point on its middle would be an invented place.
    """

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
