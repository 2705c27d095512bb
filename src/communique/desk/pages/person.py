"""`/people/NUMBER`: one person: offices over time, whom they met, what they undertook and said."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.coverage import get_coverage
from communique.answers.person import get_person
from communique.desk.case_number import read_case_number
from communique.desk.desk import get_desk
from communique.desk.pages.page import Page
from communique.desk.verdicts import find_verdicts

MOST_CONTACTS = 40
MOST_MET = 30


def show(request: Request) -> Response:
    """Answer with the person."""
    desk = get_desk(request)
    with desk.reading() as register:
        number = read_case_number(request, register)
        person = desk.finder.remember(("person", number), lambda: get_person(register, number))
        contacts = person.contacts[:MOST_CONTACTS]
        verdicts = find_verdicts(register, (*contacts, *person.undertakings, *person.statements))
        coverage = get_coverage(register)
    return desk.render(
        request, "person.html", number=number, person=person, contacts=contacts, met=person.met[:MOST_MET],
        verdicts=verdicts, coverage=coverage.sentence(),
    )  # fmt: skip


PAGE = Page("/people/{number:path}", "Person", show, example="/people/dispatch-2025-09-05-sharif-li:p1")
