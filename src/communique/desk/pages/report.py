"""`/reports/ID`: a report's frozen text with what was coded of it beside it, both ways clickable.

`?record=u2` marks the words of that record and says what it rests on; `?version=1` shows an older text with what was
coded of that one. Without scripts the links do the same, a page at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.compare import find_companions
from communique.answers.report import FullReport, get_report
from communique.answers.reports import LONG_CHARACTERS
from communique.desk.desk import get_desk
from communique.desk.pages.page import Page
from communique.desk.runs import cut, spans_of
from communique.desk.verdicts import find_verdicts
from communique.errors import NotFound
from communique.model.claim import Claim
from communique.records import KINDS
from communique.register import Register

# People and bodies are named everywhere: their words are marked only when one of them is asked for.
NAMED = ("people", "bodies")
PART_CHARS = 100_000  # of a text over `LONG_CHARACTERS`, shown at a time: some forty printed pages


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a report; `is_shown` for the one on the page."""

    number: int
    added_at: str
    is_current: bool
    is_shown: bool


def show(request: Request) -> Response:
    """Answer with the reader."""
    desk = get_desk(request)
    said = request.query_params.get("version")
    if said and not said.isdecimal():
        raise NotFound("version-missing", "A version is a whole number.", "Leave it out to see the current text.")
    with desk.reading() as register:
        report = get_report(register, request.path_params["id"], int(said) if said else None)
        versions = find_versions(register, report)
        verdicts = find_verdicts(register, [{"claim": claim.key} for claim in report.claims])
        companions = find_companions(register, report.metadata["id"])
    asked = request.query_params.get("record")
    selected = next((claim for claim in report.claims if claim.record["id"] == asked), None)
    if asked and selected is None:
        hint = "Its records stand beside its text."
        raise NotFound("record-missing", f"This report has no record {asked[:40]}.", hint)
    part, parts = _choose_part(report, request.query_params.get("part") or "1")
    text = report.text[(part - 1) * PART_CHARS : part * PART_CHARS] if parts > 1 else report.text
    marked = [claim for claim in report.claims if claim.kind not in NAMED or claim is selected]
    return desk.render(
        request,
        "report.html",
        report=report,
        part=part,
        parts_count=parts,
        paragraphs=cut(text, [(claim.record["id"], spans_of(claim.record)) for claim in marked]),
        groups=group(report),
        selected=selected,
        versions=versions,
        companions=companions,
        verdicts=verdicts,
    )


def _choose_part(report: FullReport, said: str) -> tuple[int, int]:
    """Return (part shown, parts) of the text: one, unless it is too long to be coded and so has no records to mark."""
    parts = -(-len(report.text) // PART_CHARS) if len(report.text) > LONG_CHARACTERS else 1
    if not (said.isascii() and said.isdigit() and len(said) < 9) or not 1 <= int(said) <= parts:
        raise NotFound("part-missing", f"This text has no part {said[:20]}.", f"It has parts 1 to {parts}.")
    return int(said), parts


def group(report: FullReport) -> list[tuple[str, list[Claim]]]:
    """Return the claims by kind in the order of the record format, dealings first, names last."""
    kinds = sorted((kind.name for kind in KINDS), key=lambda name: name in NAMED)
    return [(kind, claims) for kind in kinds if (claims := report.of_kind(kind))]


def find_versions(register: Register, report: FullReport) -> list[Version]:
    """Return every text of the report, the newest first; empty where there is only one."""
    rows = register.connection.execute(
        "SELECT version, added_at, current FROM report WHERE id = ? ORDER BY version DESC", (report.metadata["id"],)
    ).fetchall()
    shown = report.metadata["version"]
    if len(rows) < 2:
        return []
    return [Version(row["version"], row["added_at"], bool(row["current"]), row["version"] == shown) for row in rows]


PAGE = Page("/reports/{id:path}", "Report", show, example="/reports/dispatch-2025-09-05-sharif-li?record=e1")
