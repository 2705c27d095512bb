"""`GET /api/cases/NUMBER`: one event, person or body as each report tells it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from communique.answers import get_case
from communique.answers.case import COLUMNS
from communique.desk.api.answering import FAILURES, respond_list
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk

ROUTER = APIRouter(tags=["cases"])
MOST = 10**12  # no register has as many
Number = Annotated[int, Path(ge=-MOST, le=MOST, description="a case; a negative number is a claim joined with nothing")]


@ROUTER.get("/cases/{number}", response_model=make_list_model("case", COLUMNS), responses=FAILURES)
def get_one(request: Request, number: Number) -> Response:
    """Return what each report says of one case, and why they were joined."""
    with get_desk(request).reading() as register:
        table = get_case(register, number)
    return respond_list(request, table.rows, table.notes)
