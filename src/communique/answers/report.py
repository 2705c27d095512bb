"""One report in full: its metadata, its frozen text, and everything that was coded from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from communique.errors import NotFound
from communique.model.claim import Claim
from communique.record_format import REPORT_FIELDS
from communique.register import Register


@dataclass(frozen=True, slots=True)
class FullReport:
    """`metadata` are the record format's fields of a report, its original's hash and its `version`; `claims` stand in
    the order of the text (the first span of their evidence); `problems` have code, message and where."""

    metadata: Mapping[str, Any]
    text: str
    claims: tuple[Claim, ...]
    problems: tuple[Mapping[str, str], ...]

    def of_kind(self, kind: str) -> list[Claim]:
        """Return the claims of a kind, in the order of the text."""
        return [claim for claim in self.claims if claim.kind == kind]


def get_report(register: Register, report: str, version: int | None = None) -> FullReport:
    """Return the current version of a report by its id, or an older one by its number (with what was coded of it)."""
    row = register.connection.execute(
        f"SELECT * FROM report WHERE id = ? AND {'current' if version is None else 'version = ?'}",
        (report,) if version is None else (report, version),
    ).fetchone()
    if row is None:
        raise NotFound("report-missing", f"There is no report {report[:80]}.", "`communique reports` lists them.")
    keys = [
        found["key"]
        for found in register.connection.execute(
            "SELECT c.key FROM claim c JOIN coding g ON g.key = c.coding WHERE c.report = ? AND g.current",
            (row["key"],),
        )
    ]
    claims = sorted(register.claims_by_key(keys), key=lambda claim: (*_place(claim), claim.key))
    problems = register.connection.execute(
        'SELECT code, message, place AS "where" FROM problem WHERE report = ? ORDER BY key', (row["key"],)
    )
    metadata = {name: row[name] for name in (*REPORT_FIELDS, "original_sha256", "version")}
    return FullReport(metadata, row["text"], tuple(claims), tuple(dict(problem) for problem in problems))


def _place(claim: Claim) -> tuple[int, int]:
    """Return where a claim's first words stand."""
    spans = claim.record.get("evidence") or claim.record.get("mentions") or [[0, 0]]
    start, end = min(spans)
    return int(start), -int(end)
