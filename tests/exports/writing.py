"""Writing an answer into a file, in the format that `communique export` would take."""

from __future__ import annotations

from pathlib import Path

from communique.cli.exporting import choose_exporter
from communique.exports.tables import TABLE_EXPORTERS
from communique.model.table import Table


def write_table(table: Table, file: Path, format: str | None = None) -> str | None:
    """Write a table in the format that is named, else the one the file's name tells; return what was left out."""
    return choose_exporter(file, format, TABLE_EXPORTERS).write(table, file)
