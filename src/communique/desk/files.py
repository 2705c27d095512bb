"""A table as a file that a browser saves, in one of the formats of answers."""

from __future__ import annotations

import tempfile
from pathlib import Path

from starlette.responses import Response

from communique.answers.views import View
from communique.exports.tables import TABLE_EXPORTERS, TableExporter
from communique.model.table import Table

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ndjson": "application/x-ndjson",
    "geojson": "application/geo+json",
    "ics": "text/calendar; charset=utf-8",
}

FORMATS: tuple[TableExporter, ...] = tuple(e for e in TABLE_EXPORTERS if e.name in MEDIA_TYPES)
"""What the desk offers: of the formats of `communique export` those that people open by hand."""


def list_formats(view: View) -> list[TableExporter]:
    """Return the formats that can hold rows of a view."""
    empty = Table(view.name, view.columns, ())
    return [format for format in FORMATS if format.holds(empty)]


def send_table(table: Table, name: str, suffix: str) -> Response:
    """Return a table as a file to save."""
    (format,) = (format for format in FORMATS if format.suffix == suffix)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{name}{suffix}"
        format.write(table, target)
        content = target.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="communique-{name}{suffix}"'}
    return Response(content, media_type=MEDIA_TYPES[format.name], headers=headers)
