"""`/reports/ID`: a report's frozen text with what was coded of it beside it, both ways clickable.

`?record=u2` marks the words of that record and says what it rests on; `?version=1` shows an older text with what was
coded of that one. Without scripts the links do the same, a page at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.report import FullReport, get_report
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
    asked = request.query_params.get("record")
    selected = next((claim for claim in report.claims if claim.record["id"] == asked), None)
    if asked and selected is None:
        hint = "Its records stand beside its text."
        raise NotFound("record-missing", f"This report has no record {asked[:40]}.", hint)
    marked = [claim for claim in report.claims if claim.kind not in NAMED or claim is selected]
    return desk.render(
        request,
        "report.html",
        report=report,
        paragraphs=cut(report.text, [(claim.record["id"], spans_of(claim.record)) for claim in marked]),
        groups=group(report),
        selected=selected,
        versions=versions,
        verdicts=verdicts,
    )


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
