"""`GET /api/timelines/CHN-PAK`: what the register holds on two sides by day; `/api/briefs/CHN-PAK`: their brief."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from communique.answers import Filter
from communique.answers.timeline import COLUMNS
from communique.desk.api.answering import FAILURES, respond, respond_list
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk
from communique.desk.dossier import make_brief, make_timeline
from communique.desk.pair import parse_pair, read_period
from communique.present.brief import to_object

ROUTER = APIRouter(tags=["pairs"])
Pair = Annotated[str, Path(description="two sides, by code or name, in either order", examples=["CHN-PAK"])]
Day = Annotated[str | None, Query(description="a day, month or year")]
Outlet = Annotated[str | None, Query(description="only what this outlet reports")]


class BriefAnswer(BaseModel):
    """A brief: sections of sentences, each with the numbers of its sources, and the sources."""

    title: str
    coverage: str
    sections: list[dict[str, Any]] = Field(description="heading, sentences (text, sources), note")
    sources: list[dict[str, Any]] = Field(description="number, outlet, published, title, url, report, record, words")


def _wanted(since: str | None, until: str | None, outlet: str | None) -> Filter:
    given = {"since": since, "until": until, "outlet": outlet}
    return read_period({name: [value] for name, value in given.items() if value})


@ROUTER.get("/timelines/{pair}", response_model=make_list_model("timeline", COLUMNS), responses=FAILURES)
def get_timeline(request: Request, pair: Pair, since: Day = None, until: Day = None, outlet: Outlet = None) -> Response:
    """Return contacts, undertakings, deeds and incidents of two sides by day."""
    desk, wanted = get_desk(request), _wanted(since, until, outlet)
    a, b = parse_pair(pair)
    with desk.reading() as register:
        table = make_timeline(desk, register, a, b, wanted)
    return respond_list(request, table.rows, table.notes)


@ROUTER.get("/briefs/{pair}", response_model=BriefAnswer, responses=FAILURES)
def get_brief(request: Request, pair: Pair, since: Day = None, until: Day = None, outlet: Outlet = None) -> Response:
    """Return the brief of two sides."""
    desk, wanted = get_desk(request), _wanted(since, until, outlet)
    a, b = parse_pair(pair)
    with desk.reading() as register:
        brief = make_brief(desk, register, a, b, wanted)
    return respond(request, to_object(brief))
