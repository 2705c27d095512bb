"""`/search?q=`: reports that have all the words, and the people and bodies that are called so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.coverage import get_coverage
from communique.answers.paging import Picked
from communique.answers.reports import SEARCH_LIMIT
from communique.desk.address import Address
from communique.desk.desk import Desk, get_desk
from communique.desk.files import FORMATS, list_formats
from communique.desk.listing import Listing, show
from communique.desk.listings import BODIES, PEOPLE, SEARCH
from communique.desk.pages.list_page import send_file
from communique.desk.pages.page import Page, Route
from communique.register import Register

MOST_NAMES = 12  # people, and bodies, shown beside the reports


def as_search(address: Address) -> Address:
    """Return the address with `q` under the name that the answer gives it."""
    return Address(address.path, tuple(("words" if name == "q" else name, value) for name, value in address.pairs))


def show_search(request: Request) -> Response:
    """Answer with what the words find, or with the empty form."""
    desk = get_desk(request)
    address = as_search(Address.of(request))
    words = address.get("words")
    with desk.reading() as register:
        if words is None:
            coverage = get_coverage(register).sentence()
            return desk.render(request, "search.html", words="", coverage=coverage, shown=None)
        shown = show(register, desk.finder, SEARCH, address)
        people = _called(register, desk, PEOPLE, words)
        bodies = _called(register, desk, BODIES, words)
    formats = list_formats(SEARCH.view)
    return desk.render(
        request, "search.html", words=words, shown=shown, people=people, bodies=bodies, formats=formats,
        most=SEARCH_LIMIT,
    )  # fmt: skip


def _called(register: Register, desk: Desk, listing: Listing, words: str) -> Sequence[Mapping[str, Any]]:
    """Return the people or bodies one of whose names or acronyms has all the words, most reported first."""
    wanted = words.casefold().split()
    found = desk.finder.find(register, listing, {})
    called: list[Picked] = []
    for one in found.rows:
        names = {f"{traits.name} {traits.acronym or ''}".casefold() for traits in one.members}
        if any(all(word in name for word in wanted) for name in names):
            called.append(one)
            if len(called) == MOST_NAMES:
                break
    return found.tell(register, called)


def _file_route(suffix: str) -> Route:
    def handle(request: Request) -> Response:
        return send_file(SEARCH, suffix, request)

    return Route(f"/search{suffix}", handle)


PAGE = Page(
    "/search", "Search", show_search, "more", example="/search?q=trade",
    routes=tuple(_file_route(format.suffix) for format in FORMATS),
)  # fmt: skip
