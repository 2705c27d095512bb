"""`/feeds`: how the feeds fare that `communique watch` polls for this register."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.desk.desk import get_desk
from communique.desk.feeds import is_watched, read_feeds
from communique.desk.pages.page import Page


def show(request: Request) -> Response:
    """Answer with one row a feed, or with how to begin."""
    desk = get_desk(request)
    return desk.render(request, "feeds.html", table=read_feeds(desk.settings))


PAGE = Page("/feeds", "Feeds", show, "more", is_there=is_watched)
