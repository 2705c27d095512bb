"""The whole printed output of a few samples, line by line: a change of any field is seen, and wanted or not."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest

from communique.exports.record_format import to_line
from communique.pipeline import CodedReport

EXPECTED = Path(__file__).parent / "expected"
# One of each shape: plain, messy, Markdown, HTML, an article of a JSON Lines file, a statistics report.
REPORTS = (
    "dispatch-2023-10-18-belt-and-road-forum",
    "indus-2025-03-20-torkham-reopens",
    "indus-2025-07-26-dar-rubio",
    "khyber-2025-07-05-pezeshkian-accepts",
    "khyber-2025-08-02-monthly-violence",
    "margalla-2023-04-13-samarkand-neighbours",
)


def readable(line: str) -> list[str]:
    """Return a record line as short lines, one for each record, for a diff that can be read."""
    rows = []
    for kind, value in json.loads(line).items() if line.strip() else ():
        for row in value if isinstance(value, list) else [value]:
            rows.append(f"{kind}: {json.dumps(row, ensure_ascii=False)}")
    return rows


@pytest.mark.parametrize("report_id", REPORTS)
def test_output_is_as_expected(
    report_id: str, samples: tuple[CodedReport, ...], changes: list[str], request: pytest.FixtureRequest
) -> None:
    coded = next(c for c in samples if c.report.id == report_id)
    line = to_line(coded) + "\n"
    file = EXPECTED / f"{report_id}.ndjson"
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if line == before:
        return
    diff = list(difflib.unified_diff(readable(before), readable(line), f"{report_id} before", "now", "", "", 0, ""))
    if request.config.getoption("--update-golden"):
        EXPECTED.mkdir(exist_ok=True)
        file.write_text(line, encoding="utf-8")
        changes.extend(diff or [f"{report_id}: only the order of fields changed"])
        return
    pytest.fail(
        "the output changed; if the change is wanted, run pytest tests/golden --update-golden\n" + "\n".join(diff),
        pytrace=False,
    )


def test_no_expected_output_is_left_over() -> None:
    assert sorted(file.stem for file in EXPECTED.iterdir()) == sorted(REPORTS)
