"""Answers in files: an answer's table in one of several formats, each read back by the library its users use.

A new format is one file here and one line in `TABLE_EXPORTERS`.
"""

from __future__ import annotations

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

__all__ = ["TABLE_EXPORTERS", "TableExporter"]
