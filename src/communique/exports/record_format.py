"""The record format: one JSON object per report and line (`communique read --json`)."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from communique.pipeline import CodedReport

# Python keywords end in "_" as field names; the record format's word has none.
def to_plain(value: Any) -> Any:
    """Return dataclasses, tuples and evidence as JSON values, fields in their order."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def to_record_format(coded: CodedReport) -> dict[str, Any]:
    """Return one coded report as the object of the record format."""
    report = to_plain(coded.report)
    report.pop("text")
    return {
        "report": report,
        **{name: to_plain(records) for name, records in coded.records.items()},
        "problems": to_plain(coded.problems),
    }


def to_line(coded: CodedReport) -> str:
    """Return one line of NDJSON without its newline: the same bytes for the same report, always."""
    return json.dumps(to_record_format(coded), ensure_ascii=False, separators=(", ", ": "))
