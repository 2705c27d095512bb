"""`/bodies/NUMBER`: one body: its names and kind, and which reports name it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.bodies import tell_case
from communique.answers.case import find_claims_of
from communique.answers.coverage import get_coverage
from communique.desk.case_number import read_case_number
from communique.desk.desk import get_desk
from communique.desk.pages.page import Page
from communique.desk.rows import to_rows
from communique.desk.verdicts import find_verdicts

MOST_ROWS = 100


def show(request: Request) -> Response:
    """Answer with the body."""
    desk = get_desk(request)
    with desk.reading() as register:
        number = read_case_number(request, register)
        claims = find_claims_of(register, number, "bodies")
        rows = to_rows(claims[: -MOST_ROWS - 1 : -1])
        verdicts = find_verdicts(register, rows)
        coverage = get_coverage(register)
    return desk.render(
        request, "body.html", number=number, body=tell_case(number, claims), rows=rows, total=len(claims),
        verdicts=verdicts, coverage=coverage.sentence(),
    )  # fmt: skip


PAGE = Page("/bodies/{number:path}", "Body", show, example="/bodies/margalla-2023-04-13-samarkand-neighbours:b1")
