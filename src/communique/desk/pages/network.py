"""`/network`: who met whom in a period, drawn and as a table."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.desk.address import Address
from communique.desk.desk import get_desk
from communique.desk.network import find_people, read_network
from communique.desk.pages.page import Page

MOST_ROWS = 100  # of the table; the API has all
MOST_LISTED = 40  # persons beside the chart


def show(request: Request) -> Response:
    """Answer with the network that the address asks for."""
    desk, address = get_desk(request), Address.of(request)
    with desk.reading() as register:
        table = read_network(desk, register, address.given())
    people = find_people(table)
    return desk.render(
        request, "network.html", table=table, rows=table.rows[:MOST_ROWS], people=len(people),
        most_met=people[:MOST_LISTED], address=address,
    )  # fmt: skip


PAGE = Page("/network", "Who meets whom", show, "more")
