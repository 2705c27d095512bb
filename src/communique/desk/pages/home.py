"""`/`: what is new since the last visit, the latest engagements and incidents, coverage, problems.

A visit is remembered in a cookie of this browser: the newest report that was there when the visit before this one
began. A visit ends after half an hour without a look at this page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from communique.answers import Filter, get_status
from communique.answers.coverage import get_coverage
from communique.answers.news import find_news
from communique.answers.words import HELD
from communique.desk.coverage import make_grid
from communique.desk.desk import get_desk
from communique.desk.listing import read_rows
from communique.desk.listings import ENGAGEMENTS, INCIDENTS
from communique.desk.pages.page import Page
from communique.desk.verdicts import find_verdicts

COOKIE = "communique-visit"
VISIT = timedelta(minutes=30)
REMEMBERED_SECONDS = 400 * 24 * 60 * 60  # the longest that browsers keep a cookie
LATEST = 6  # engagements, and incidents
KINDS = ("engagements", "undertakings", "statements", "actions", "incidents", "figures", "people", "bodies")


@dataclass(frozen=True, slots=True)
class Visit:
    """`since` is when the visit before this one was last here (None at the first), `seen` when this one was."""

    since: str | None
    seen: str

    def to_cookie(self) -> str:
        return f"{self.since or ''}|{self.seen}"


def get_visit(cookie: str, now: datetime) -> Visit:
    """Return this visit, from what the browser remembers of the last look."""
    since, _, seen = cookie.partition("|")
    moment = now.isoformat(timespec="seconds")
    try:
        last = datetime.fromisoformat(seen)
        if since:
            datetime.fromisoformat(since)
        is_same_visit = now - last < VISIT
    except (ValueError, TypeError):
        return Visit(None, moment)
    return Visit(since or None, moment) if is_same_visit else Visit(seen, moment)


def show(request: Request) -> Response:
    """Answer with the front page."""
    desk = get_desk(request)
    visit = get_visit(request.cookies.get(COOKIE, ""), datetime.now(UTC))
    with desk.reading() as register:
        remember = desk.finder.remember
        coverage = remember("coverage", lambda: get_coverage(register))
        status = remember("status", lambda: get_status(register, Filter()))
        engagements = read_rows(register, desk.finder, ENGAGEMENTS, LATEST, coverage.last, HELD)
        incidents = read_rows(register, desk.finder, INCIDENTS, LATEST, coverage.last)
        news = remember(("news", visit.since), lambda: find_news(register, visit.since))
        verdicts = find_verdicts(register, (*engagements, *incidents))
    response = desk.render(
        request, "home.html", coverage=coverage, grid=make_grid(status.rows), engagements=engagements,
        incidents=incidents, news=news, visit=visit, verdicts=verdicts,
        kinds=[(kind, news.records[kind]) for kind in KINDS if kind in news.records],
        problems=sum(row["problems"] for row in status.rows),
    )  # fmt: skip
    is_secure = desk.is_secure(request)
    response.set_cookie(COOKIE, visit.to_cookie(), REMEMBERED_SECONDS, httponly=True, samesite="lax", secure=is_secure)
    return response


PAGE = Page("/", "Home", show, "main")
