"""`/engagements/NUMBER`: one contact as every report tells it, what was undertaken at it, what followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.contact import Step, get_contact
from communique.answers.coverage import get_coverage
from communique.desk.case_number import read_case_number
from communique.desk.desk import get_desk
from communique.desk.pages.page import Page
from communique.desk.rows import to_rows
from communique.desk.verdicts import find_verdicts


def show(request: Request) -> Response:
    """Answer with the engagement."""
    desk = get_desk(request)
    with desk.reading() as register:
        number = read_case_number(request, register)
        contact = get_contact(register, number)
        rows = to_rows(contact.claims)
        verdicts = find_verdicts(register, (*rows, *contact.undertakings))
        coverage = get_coverage(register)
    return desk.render(
        request, "engagement.html", number=number, contact=contact, rows=rows, verdicts=verdicts,
        before=_with_rows(contact.before), after=_with_rows(contact.after), coverage=coverage.sentence(),
    )  # fmt: skip


def _with_rows(steps: Sequence[Step]) -> list[tuple[Step, dict[str, Any]]]:
    return list(zip(steps, to_rows(step.other for step in steps), strict=True))


PAGE = Page("/engagements/{number:path}", "Engagement", show, example="/engagements/dispatch-2025-09-05-sharif-li:e1")
