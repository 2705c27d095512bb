"""`GET /api/suggestions`, `/api/review`: what waits for a person; `GET /api/judgements`: what people decided, taken
back or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from communique.answers import Filter, list_judgements, parse_side
from communique.answers.judgements import COLUMNS as JUDGEMENT_COLUMNS
from communique.answers.review import COLUMNS as REVIEW_COLUMNS
from communique.answers.review import count_waiting, list_review
from communique.answers.suggestions import COLUMNS as SUGGESTION_COLUMNS
from communique.answers.suggestions import find_suggestions, get_suggestion_notes, tell_suggestions
from communique.desk.api.answering import FAILURES, respond_list
from communique.desk.api.lists import MOST_ROWS, ROWS, page_of
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk

ROUTER = APIRouter(tags=["decisions"])
Side = Annotated[list[str] | None, Query(description="a side that either end names; all that are given must be")]
Kinds = Annotated[list[str] | None, Query(description="a kind of record; all kinds that are reviewed where none is")]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="rows of a page")]
After = Annotated[str | None, Query(description="the `next` of the page before")]


@dataclass(frozen=True, slots=True)
class Named:
    """What is listed, with what names it for a cursor."""

    one: Any
    key: str

    def name(self, _: str) -> str:
        return self.key


def turn_page(
    listed: Sequence[Any], name: Callable[[Any], str], limit: int, after: str | None
) -> tuple[list[Any], str | None]:
    """Return one page of what is listed, and the cursor of the page behind it."""
    page, cursor = page_of([Named(one, name(one)) for one in listed], "", after, limit)
    return [named.one for named in page], cursor


@ROUTER.get("/review", response_model=make_list_model("review", REVIEW_COLUMNS), responses=FAILURES)
def get_review(request: Request, side: Side = None, kind: Kinds = None, limit: Limit = ROWS) -> Response:
    """Return the first records that wait for a decision, lowest confidence first, and how many wait."""
    with get_desk(request).reading() as register:
        wanted = Filter(sides=tuple(parse_side(one) for one in side or ()))
        table = list_review(register, wanted, tuple(kind or ()), limit)
        total = count_waiting(register, tuple(kind or ()), wanted)
    return respond_list(request, table.rows, table.notes, REVIEW_COLUMNS, total)


@ROUTER.get("/suggestions", response_model=make_list_model("suggestions", SUGGESTION_COLUMNS), responses=FAILURES)
def get_suggestions(request: Request, side: Side = None, limit: Limit = ROWS, after: After = None) -> Response:
    """Return follow-ups and likenesses that wait for a decision, strongest first."""
    wanted = Filter(sides=tuple(map(parse_side, side or ())))
    with get_desk(request).reading() as register:
        found = find_suggestions(register, wanted)
        page, cursor = turn_page(found, lambda one: f"{one.relation} {one.earlier} {one.later}", limit, after)
        rows, notes = tell_suggestions(register, page), get_suggestion_notes(register, wanted)
    return respond_list(request, rows, notes, SUGGESTION_COLUMNS, len(found), cursor)


@ROUTER.get("/judgements", response_model=make_list_model("judgements", JUDGEMENT_COLUMNS), responses=FAILURES)
def get_judgements(request: Request, limit: Limit = ROWS, after: After = None) -> Response:
    """Return all decisions in the order of their time, undone ones too."""
    with get_desk(request).reading() as register:
        table = list_judgements(register)
    rows, cursor = turn_page(table.rows, lambda row: str(row["number"]), limit, after)
    return respond_list(request, rows, table.notes, JUDGEMENT_COLUMNS, len(table.rows), cursor)
