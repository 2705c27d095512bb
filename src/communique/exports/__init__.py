"""What a program reads: coded reports in files. A new format is one file here and one line in `EXPORTERS`."""

from __future__ import annotations

from communique.exports import csv_files, record_format
from communique.exports.exporter import Exporter

EXPORTERS: tuple[Exporter, ...] = (
    record_format.EXPORTER,
    csv_files.EXPORTER,
)

__all__ = ["EXPORTERS", "Exporter"]
