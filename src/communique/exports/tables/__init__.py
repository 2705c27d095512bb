"""Answers in files: an answer's table in one of several formats, each read back by the library its users use.

A new format is one file here and one line in `TABLE_EXPORTERS`.
"""

from __future__ import annotations

from communique.errors import UsageError
from communique.exports.tables import (
    bibtex,
    csl_json,
    csv_table,
    geojson,
    gexf,
    hxl_csv,
    icalendar_file,
    ndjson,
    parquet,
    xlsx,
)
from communique.exports.tables.exporter import TableExporter

TABLE_EXPORTERS: tuple[TableExporter, ...] = (
    csv_table.EXPORTER,
    ndjson.EXPORTER,
    xlsx.EXPORTER,
    parquet.EXPORTER,
    geojson.EXPORTER,
    icalendar_file.EXPORTER,
    hxl_csv.EXPORTER,
    bibtex.EXPORTER,
    csl_json.EXPORTER,
    gexf.EXPORTER,
)

__all__ = ["TABLE_EXPORTERS", "TableExporter", "get_table_exporter"]


def get_table_exporter(name: str) -> TableExporter:
    """Return the exporter of a format."""
    for exporter in TABLE_EXPORTERS:
        if exporter.name == name:
            return exporter
    names = ", ".join(exporter.name for exporter in TABLE_EXPORTERS)
    raise UsageError("format-unknown", f"There is no format {name} for an answer.", f"Formats: {names}.")
