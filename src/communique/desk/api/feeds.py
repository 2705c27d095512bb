"""`GET /api/feeds`: how the feeds fare that are watched for this register."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from communique.desk.api.answering import FAILURES, respond_list
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk
from communique.desk.feeds import read_feeds
from communique.watch import COLUMNS

ROUTER = APIRouter(tags=["feeds"])


@ROUTER.get("/feeds", response_model=make_list_model("feeds", COLUMNS), responses=FAILURES)
def get_feeds(request: Request) -> Response:
    """Return one row a feed; none where nothing is watched."""
    table = read_feeds(get_desk(request).settings)
    return respond_list(request, table.rows if table else (), table.notes if table else ())
