"""`/bodies/NUMBER`: one body: the records whose words name it, and which reports do."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.body import get_body
from communique.answers.case import find_claims_of
from communique.answers.coverage import get_coverage
from communique.desk.case_number import read_case_number
from communique.desk.desk import get_desk
from communique.desk.pages.page import Page
from communique.desk.rows import to_rows
from communique.desk.verdicts import find_verdicts

MOST_REPORTS = 50


def show(request: Request) -> Response:
    """Answer with the body."""
    desk = get_desk(request)
    with desk.reading() as register:
        number = read_case_number(request, register)
        claims = find_claims_of(register, number, "bodies")
        body = desk.finder.remember(("body", number), lambda: get_body(register, number, claims))
        rows = to_rows(claims[: -MOST_REPORTS - 1 : -1])
        shown = [row for named in body.named.values() for row in named.rows]
        verdicts = find_verdicts(register, (*rows, *shown))
        coverage = get_coverage(register)
    return desk.render(
        request, "body.html", number=number, body=body, rows=rows, total=len(claims),
        verdicts=verdicts, coverage=coverage.sentence(),
    )  # fmt: skip


PAGE = Page("/bodies/{number:path}", "Body", show, example="/bodies/margalla-2023-04-13-samarkand-neighbours:b1")
