"""Incidents by place: what a map can show as a point, and what it cannot.

In: incidents that pass a filter. Out: one row a place. Only a town has a point; a province, a district or a country has
none, since a mark on its middle would be an invented place: its incidents are counted under its name, and under the
province that a district lies in, which a map can shade.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from communique.answers.citation import place_cells
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter
from communique.answers.incidents import RULE, Ranges, check_rule, find_incidents, get_ranges, say_rule
from communique.answers.views import PERIOD, View
from communique.model.table import Column, Table
from communique.reference.provinces import find_province
from communique.register import Register

COLUMNS = (
    Column("place", "place as the reports name it most often; empty for incidents whose reports name none"),
    Column("country", "country of that place, ISO 3166-1 alpha-3"),
    Column("lat", "latitude where it is a town, WGS 84 degrees (from the gazetteer)", "number"),
    Column("lon", "longitude where it is a town, WGS 84 degrees (from the gazetteer)", "number"),
    Column("province", "first-level division that a place without a point is or lies in, as the gazetteer names it"),
    Column("incidents", "number of incidents (cases) there", "number"),
    Column("low", "killed in them, sum of the lowest numbers over all classes", "number"),
    Column("best", "sum of the best numbers by the rule named in the note (the lowest where it finds none)", "number"),
    Column("high", "sum of the highest numbers", "number"),
    Column("cases", "numbers of the cases, in order of date", "list"),
)


def list_incident_places(register: Register, wanted: Filter, rule: str = RULE) -> Table:
    """Return the places of the incidents that pass the filter, those with most incidents first."""
    check_rule(rule)
    found: dict[tuple[Any, ...], list[tuple[str | None, str | None, int, Ranges]]] = defaultdict(list)
    for case, claims in find_incidents(register, wanted):
        cells = place_cells(claim.record.get("place") for claim in claims)
        point = (cells["lat"], cells["lon"])
        is_point = cells["lat"] is not None
        where = point if is_point else ((cells["place"] or "").casefold(), cells["country"])
        found[is_point, *where].append((cells["place"], cells["country"], case, get_ranges(claims, rule)))
    rows = [_tell(key, members) for key, members in found.items()]
    rows.sort(key=lambda row: (-row["incidents"], row["place"] or "", row["country"] or "", row["lat"] or 0))
    return Table("incident places", COLUMNS, tuple(rows), (say_rule(rule), *get_notes(register, wanted)))


def _tell(key: tuple[Any, ...], members: Sequence[tuple[str | None, str | None, int, Ranges]]) -> dict[str, Any]:
    names = Counter(name for name, _, _, _ in members if name)
    place = min(names, key=lambda name: (-names[name], name)) if names else None
    country = next((country for _, country, _, _ in members if country), None)
    killed = [found for _, _, _, ranges in members for (outcome, _), found in ranges.items() if outcome == "killed"]
    return {
        "place": place,
        "country": country,
        "lat": key[1] if key[0] else None,
        "lon": key[2] if key[0] else None,
        "province": find_province(place, country) if place and country and not key[0] else None,
        "incidents": len(members),
        "low": sum(found.low for found in killed),
        "best": sum(found.best_or_low for found in killed),
        "high": sum(found.high for found in killed),
        "cases": [str(case) for _, _, case, _ in members],
    }


VIEW = View(
    "incident places", "incidents by place: points of towns, names of larger areas", COLUMNS, list_incident_places,
    ("kind", "country", "text", *PERIOD), ("rule",),
)  # fmt: skip
