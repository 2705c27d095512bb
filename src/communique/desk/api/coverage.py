"""`GET /api/coverage`: how many reports of which outlet and month; `GET /api/news`: what came in since a moment."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from communique.answers import Filter, get_status
from communique.answers.news import find_news
from communique.answers.reports import STATUS_COLUMNS
from communique.desk.api.answering import FAILURES, respond, respond_list
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk
from communique.errors import UsageError

ROUTER = APIRouter(tags=["coverage"])
Since = Annotated[str | None, Query(description="a UTC time, ISO 8601; without it all there is")]


class NewsAnswer(BaseModel):
    """What was added after a moment."""

    since: str | None
    reports: int
    newest: list[dict[str, str | None]] = Field(description="the last of the reports")
    records: dict[str, int] = Field(description="records by kind")


@ROUTER.get("/coverage", response_model=make_list_model("coverage", STATUS_COLUMNS), responses=FAILURES)
def get_coverage(request: Request) -> Response:
    """Return the coverage by outlet and month."""
    with get_desk(request).reading() as register:
        table = get_status(register, Filter())
    return respond_list(request, table.rows, table.notes[:-1])


@ROUTER.get("/news", response_model=NewsAnswer, responses=FAILURES)
def get_news(request: Request, since: Since = None) -> Response:
    """Return what came into the register since a moment."""
    if since is not None:
        try:
            datetime.fromisoformat(since)
        except ValueError as error:
            hint = "Write 2026-01-31T09:00:00+00:00."
            raise UsageError("moment-invalid", f"since {since[:40]} is no time.", hint) from error
    with get_desk(request).reading() as register:
        news = find_news(register, since)
    newest = [dict(row) for row in news.newest]
    value = {"since": news.since, "reports": news.reports, "newest": newest, "records": dict(news.records)}
    return respond(request, value)
