"""`/cases/NUMBER`: one event, person or body as each report tells it, side by side, and why they were joined."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.answers import get_case
from communique.desk.case_number import read_case_number
from communique.desk.desk import get_desk
from communique.desk.pages.page import Page
from communique.desk.verdicts import find_verdicts


def show(request: Request) -> Response:
    """Answer with the case; a negative number is a claim that was joined with nothing."""
    desk = get_desk(request)
    number = read_case_number(request)
    with desk.reading() as register:
        table = get_case(register, number)
        verdicts = find_verdicts(register, table.rows)
    return desk.render(request, "case.html", number=number, table=table, verdicts=verdicts)


PAGE = Page("/cases/{number}", "Case", show, example="/cases/1")
