"""Reviewed reports as gold files of the codebook: what people decided is what the coder is measured and trained on.

In: a register. Out: one gold file a report whose every record (people and bodies aside) was decided: confirmed records,
edited ones as the reviewer reads them, rejected ones left out. A record that the reviewer was unsure of is optional.
With `partial`, reports that are not decided to the end are given too, their undecided records optional. What the coder
missed is not in them: a reviewed gold file says what is right, not what is whole, and its `note` says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from communique.answers.report import FullReport, get_report
from communique.answers.review import REVIEWED
from communique.model.claim import Claim
from communique.register import Register

NOTE = "Made of reviewed records: what the coder found and people decided on. Records it missed are not here."
_FIELDS = {
    "engagements": ("kind", "status", "parties", "participants", "place", "when", "date"),
    "undertakings": ("act", "by", "to", "amount", "due"),
    "statements": ("stance", "by", "about"),
    "actions": ("type", "by", "to", "date"),
    "incidents": ("kind", "name", "place", "when", "date", "perpetrator", "casualties"),
    "figures": ("value", "unit", "measure", "period", "source"),
}


def write_gold(register: Register, folder: Path, partial: bool = False) -> int:
    """Write `ID.json` for every reviewed report into a folder; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for gold in list_gold(register, partial):
        name = "".join(c if c.isalnum() or c in "-_." else "_" for c in gold["report"])
        (folder / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        count += 1
    return count


def list_gold(register: Register, partial: bool = False) -> Iterator[dict[str, Any]]:
    """Yield a gold file's object for every report with a decided record, in order of their ids."""
    verdicts = {row["claim"]: row["verdict"] for row in register.connection.execute("SELECT * FROM claim_verdict")}
    decided = register.connection.execute(
        "SELECT DISTINCT r.id FROM claim_verdict v JOIN claim c ON c.key = v.claim JOIN report r ON r.key = c.report"
        " WHERE r.current ORDER BY r.id"
    ).fetchall()
    for row in decided:
        report = get_report(register, row["id"])
        claims = [claim for claim in report.claims if claim.kind in REVIEWED]
        if partial or all(claim.key in verdicts for claim in claims):
            yield to_gold(report, verdicts)


def to_gold(report: FullReport, verdicts: Mapping[int, str]) -> dict[str, Any]:
    """Return a report as a gold file has it."""
    gold: dict[str, Any] = {"report": report.metadata["id"], "sha256": report.metadata["sha256"], "note": NOTE}
    gold["people"] = [
        {name: claim.record.get(name) for name in ("name", "country", "office")} for claim in report.of_kind("people")
    ]
    gold["bodies"] = [claim.record["name"] for claim in report.of_kind("bodies")]
    for kind in REVIEWED:
        kept = [claim for claim in report.of_kind(kind) if verdicts.get(claim.key) != "rejected"]
        gold[kind] = [_to_record(claim, report.text, verdicts.get(claim.key)) for claim in kept]
    return gold


def _to_record(claim: Claim, text: str, verdict: str | None) -> dict[str, Any]:
    record = {field: _value(claim.record, field) for field in _FIELDS[claim.kind]}
    record = {field: value for field, value in record.items() if value is not None or field not in ("amount", "due")}
    start, end = claim.record["evidence"][0]
    record["at"] = stretch(text, start, end)
    if verdict != "confirmed":
        record["optional"] = True
    return record


def _value(record: Mapping[str, Any], field: str) -> Any:
    """Return a field as gold files say it: sides joined by +, places and people by name."""
    if field == "amount":
        return (record.get("amounts") or [None])[0]
    value = record.get(field)
    if field in ("by", "to", "about"):
        return "+".join(value) if value else None
    if field == "place":
        return value["name"] if value else None
    if field == "participants":
        return [one["name"] for one in value or ()]
    if field == "casualties":
        rows = [{name: row.get(name) for name in ("outcome", "class", "count", "qualifier")} for row in value or ()]
        return [{name: said for name, said in row.items() if said is not None} for row in rows]
    return value


def stretch(text: str, start: int, end: int) -> str:
    """Return the words of `[start, end)`, with as many more words after and before as make them stand only once."""
    while text.count(text[start:end]) > 1 and (start > 0 or end < len(text)):
        after = text.find(" ", end + 1)
        if end < len(text):
            end = after if after > 0 else len(text)
        else:
            start = max(text.rfind(" ", 0, max(start - 1, 0)) + 1, 0) if start else 0
    return text[start:end]
