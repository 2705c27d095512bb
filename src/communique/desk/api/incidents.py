"""`GET /api/monthly`, `/api/incident-places`: what the charts draw; `/api/incidents/NUMBER`: an incident's numbers."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from communique.answers.counts import COLUMNS, get_counts
from communique.desk.address import Address
from communique.desk.api.answering import FAILURES, respond_list
from communique.desk.api.cases import Number
from communique.desk.api.lists import describe_filters
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk
from communique.desk.incident_charts import CHARTS, read_chart
from communique.desk.listing import Listing

ROUTER = APIRouter(tags=["incidents"])


@ROUTER.get("/incidents/{number}", response_model=make_list_model("counts", COLUMNS), responses=FAILURES)
def get_one(request: Request, number: Number) -> Response:
    """Return every number that was given of an incident; the notes have the range by each rule."""
    with get_desk(request).reading() as register:
        counts = get_counts(register, number)
    notes = [
        f"{rule}: {class_} {outcome} {found.low} to {found.high}, best {'?' if found.best is None else found.best}"
        for rule, ranges in counts.ranges.items()
        for (outcome, class_), found in ranges.items()
    ]
    return respond_list(request, counts.rows, notes)


def add(listing: Listing) -> None:
    """Add the resource of a chart."""

    def resource(request: Request) -> Response:
        desk = get_desk(request)
        with desk.reading() as register:
            rows, notes = read_chart(desk, register, listing, Address.of(request).given())
        return respond_list(request, rows, notes, listing.view.columns)

    resource.__name__ = f"list_{listing.name.replace('-', '_')}"
    ROUTER.add_api_route(
        f"/{listing.name}", resource, methods=["GET"], summary=listing.title, description=listing.view.help,
        response_model=make_list_model(listing.name.replace("-", " "), listing.view.columns), responses=FAILURES,
        openapi_extra={"parameters": describe_filters(listing)},
    )  # fmt: skip


for _listing in CHARTS:
    add(_listing)
