"""`GET /api/bodies/NUMBER`: the records whose own words name a body, the newest of each kind."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from communique.answers.body import MOST_ROWS, get_body
from communique.answers.case import find_claims_of
from communique.answers.citation import PUBLISHED, SOURCE_COLUMNS
from communique.desk.api.answering import FAILURES, respond_list
from communique.desk.api.cases import Number
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk
from communique.model.table import Column

ROUTER = APIRouter(tags=["bodies"])
COLUMNS = (Column("kind", "kind of the record"), PUBLISHED, *SOURCE_COLUMNS)


@ROUTER.get("/bodies/{number}", response_model=make_list_model("body", COLUMNS), responses=FAILURES)
def get_one(request: Request, number: Number) -> Response:
    """Return the records whose words name a body; the notes say how many of each kind there are."""
    desk = get_desk(request)
    with desk.reading() as register:
        claims = find_claims_of(register, number, "bodies")
        body = desk.finder.remember(("body", number), lambda: get_body(register, number, claims))
    rows = [
        {column.name: row.get(column.name) for column in COLUMNS} | {"kind": kind}
        for kind, named in body.named.items()
        for row in named.rows
    ]
    notes = [f"{kind}: {named.total} in all, the newest {MOST_ROWS} given" for kind, named in body.named.items()]
    return respond_list(request, rows, notes)
