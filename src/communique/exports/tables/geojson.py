"""GeoJSON (RFC 7946): a point for each row whose place is a town; other rows are left out and counted.

A province or a country has no point: its middle would be an invented place.
"""

from __future__ import annotations

from pathlib import Path

from communique.errors import UsageError
from communique.exports.placed import placed_file
from communique.exports.tables.exporter import TableExporter
from communique.exports.tables.ndjson import to_json
from communique.model.table import Table


def holds(table: Table) -> bool:
    """True for tables whose rows have places."""
    return {"lat", "lon"} <= {column.name for column in table.columns}


def write(table: Table, target: Path) -> str:
    """Write the rows that have a point; return how many have none."""
    names = [column.name for column in table.columns]
    if not holds(table):
        raise UsageError(
            "view-without-places",
            f"The rows of {table.name} have no places.",
            "GeoJSON holds engagements, incidents, actions, events.",
        )
    placed = [row for row in table.rows if row.get("lat") is not None and row.get("lon") is not None]
    said = f"{len(placed):,} of {len(table.rows):,} rows have a town with coordinates; the others are left out."
    with placed_file(target) as file:
        head = to_json({"name": table.name, "notes": [*table.notes, said]})[1:-1]
        file.write(f'{{"type": "FeatureCollection", {head}, "features": [')
        for number, row in enumerate(placed):
            feature = {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
                "properties": {name: row.get(name) for name in names if name not in ("lat", "lon")},
            }
            file.write((",\n" if number else "\n") + to_json(feature))
        file.write("\n]}\n")
    return said


EXPORTER = TableExporter("geojson", ".geojson", "points of the rows that have a town, for maps", write, holds)
