"""The record format as a file: one JSON object per report and line (`record_format.py` says what is in it)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.exports.exporter import Add, Exporter, Found
from communique.exports.placed import placed_file
from communique.model.span import Span
from communique.record_format import REPORT_FIELDS, to_line, to_plain, to_record_format

__all__ = ["EXPORTER", "REPORT_FIELDS", "to_line", "to_plain", "to_record_format"]


@contextmanager
def open_file(target: Path) -> Iterator[Add]:
    """Write NDJSON to a file."""
    with placed_file(target) as file:
        yield lambda coded: print(to_line(coded), file=file)


def read_file(target: Path) -> Iterator[Found]:
    """Yield every record of a file of ours."""
    with target.open(encoding="utf-8") as file:
        for line in file:
            value = json.loads(line)
            report = value.pop("report")["id"]
            value.pop("problems")
            for kind, records in value.items():
                for record in records:
                    runs = record.get("evidence", record.get("mentions"))
                    yield Found(report, kind, record["id"], tuple(Span(*run) for run in runs))


EXPORTER = Exporter(
    name="json",
    target="file",
    help="the record format, one JSON object per report and line",
    open=open_file,
    read=read_file,
)
