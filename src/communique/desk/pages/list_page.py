"""Makes a page of a list: the rows that its address asks for, facets, pager, and the same rows in a file."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from communique.desk.address import Address
from communique.desk.desk import get_desk
from communique.desk.files import FORMATS, list_formats, send_table
from communique.desk.listing import Listing, read_whole, show
from communique.desk.pages.page import Group, Page, Route
from communique.desk.verdicts import find_verdicts


def make_list_page(listing: Listing, group: Group) -> Page:
    """Return the page of a list; its template is named after it."""
    path = f"/{listing.name}"
    files = tuple(Route(path + format.suffix, partial(send_file, listing, format.suffix)) for format in FORMATS)
    return Page(path, listing.title, partial(show_list, listing), group, routes=files)


def show_list(listing: Listing, request: Request) -> Response:
    """Answer with one page of the list."""
    desk = get_desk(request)
    with desk.reading() as register:
        shown = show(register, desk.finder, listing, Address.of(request))
        verdicts = find_verdicts(register, shown.rows)
    formats = list_formats(listing.view)
    return desk.render(request, f"{listing.name}.html", shown=shown, verdicts=verdicts, formats=formats)


def send_file(listing: Listing, suffix: str, request: Request) -> Response:
    """Answer with the whole list in a file."""
    address = Address.of(request)
    with get_desk(request).reading() as register:
        table = read_whole(register, listing, address)
    return send_table(table, listing.name, suffix)
