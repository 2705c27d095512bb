"""The record format: a coded report as one JSON object, printed by `communique read --json` and kept by the register.

Field names and their order are the public contract (`docs/exports.md`). Fields may be added, none may go.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from communique.pipeline import CodedReport

REPORT_FIELDS = ("id", "title", "outlet", "published", "url", "language", "dateline", "sha256")
# These end a line for many readers (Python's str.splitlines among them), but JSON lets them stand in a string.
LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def to_plain(value: Any) -> Any:
    """Return dataclasses, tuples and evidence as JSON values, fields in their order.

    A field name that is a Python keyword ends in `_` in our dataclasses; the record format's word has none.
    """
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
    report = {name: getattr(coded.report, name) for name in REPORT_FIELDS}
    if coded.report.text_is_extracted:
        report["text"] = coded.report.text
        report["original_sha256"] = coded.report.original_sha256
    return {
        "report": report,
        **{name: to_plain(records) for name, records in coded.records.items()},
        "problems": to_plain(coded.problems),
    }


def to_line(coded: CodedReport) -> str:
    """Return one line of NDJSON without its newline: the same bytes for the same report, always."""
    value = to_record_format(coded)
    line = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    if not line.isprintable():
        for char, escape in LINE_ENDS.items():
            line = line.replace(char, escape)
        try:
            line.encode()
        except UnicodeEncodeError:  # half a surrogate pair, which broken JSON can bring in, has no UTF-8
            line = json.dumps(value, ensure_ascii=True, separators=(", ", ": "))
    return line
