"""`GET /api/suggestions`: what waits for a person; `GET /api/judgements`: what people decided, taken back or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from communique.answers import Filter, list_judgements, list_suggestions, parse_side
from communique.answers.judgements import COLUMNS as JUDGEMENT_COLUMNS
from communique.answers.suggestions import COLUMNS as SUGGESTION_COLUMNS
from communique.desk.api.answering import FAILURES, respond
from communique.desk.api.lists import MOST_ROWS, ROWS, page_of
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk
from communique.model.table import Table

ROUTER = APIRouter(tags=["decisions"])
Side = Annotated[list[str] | None, Query(description="a side that either end names; all that are given must be")]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="rows of a page")]
After = Annotated[str | None, Query(description="the `next` of the page before")]


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what names it for a cursor."""

    row: Mapping[str, Any]
    key: str

    def name(self, _: str) -> str:
        return self.key


def answer(
    request: Request, table: Table, name: Callable[[Mapping[str, Any]], str], limit: int, after: str | None
) -> Response:
    """Answer with one page of a table."""
    page, cursor = page_of([Row(row, name(row)) for row in table.rows], "", after, limit)
    rows = [{column.name: one.row.get(column.name) for column in table.columns} for one in page]
    return respond(request, {"rows": rows, "total": len(table.rows), "next": cursor, "notes": list(table.notes)})


@ROUTER.get("/suggestions", response_model=make_list_model("suggestions", SUGGESTION_COLUMNS), responses=FAILURES)
def get_suggestions(request: Request, side: Side = None, limit: Limit = ROWS, after: After = None) -> Response:
    """Return follow-ups and likenesses that wait for a decision, strongest first."""
    wanted = Filter(sides=tuple(map(parse_side, side or ())))
    with get_desk(request).reading() as register:
        table = list_suggestions(register, wanted)
    return answer(request, table, lambda row: f"{row['suggestion']} {row['a']} {row['b']}", limit, after)


@ROUTER.get("/judgements", response_model=make_list_model("judgements", JUDGEMENT_COLUMNS), responses=FAILURES)
def get_judgements(request: Request, limit: Limit = ROWS, after: After = None) -> Response:
    """Return all decisions in the order of their time, undone ones too."""
    with get_desk(request).reading() as register:
        table = list_judgements(register)
    return answer(request, table, lambda row: str(row["number"]), limit, after)
