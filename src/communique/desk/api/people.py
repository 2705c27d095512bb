"""`GET /api/people/NUMBER`: a person's offices and contacts by day; `/api/network`: who met whom."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from communique.answers import network, timeline
from communique.desk.address import Address
from communique.desk.api.answering import FAILURES, respond_list
from communique.desk.api.cases import Number
from communique.desk.api.lists import describe_filters
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk
from communique.desk.listing import Listing
from communique.desk.network import VIEW, read_network

ROUTER = APIRouter(tags=["people"])
NETWORK = Listing("network", "Who meets whom", VIEW, "pair", "pairs", "a", is_dated=False)


@ROUTER.get("/people/{number}", response_model=make_list_model("person", timeline.COLUMNS), responses=FAILURES)
def get_one(request: Request, number: Number) -> Response:
    """Return a person's offices and contacts by day."""
    with get_desk(request).reading() as register:
        table = timeline.list_person_timeline(register, number)
    return respond_list(request, table.rows, table.notes)


@ROUTER.get(
    "/network", response_model=make_list_model("network", network.COLUMNS), responses=FAILURES,
    openapi_extra={"parameters": describe_filters(NETWORK)},
)  # fmt: skip
def get_network(request: Request) -> Response:
    """Return the pairs of persons who met, those who met most often first."""
    desk = get_desk(request)
    with desk.reading() as register:
        table = read_network(desk, register, Address.of(request).given())
    return respond_list(request, table.rows, table.notes)
