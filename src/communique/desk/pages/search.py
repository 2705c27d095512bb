"""`/search?q=`: reports that have all the words, and the people and bodies that are called so."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.answers import list_bodies, list_people
from communique.answers.coverage import get_coverage
from communique.answers.filter import Filter
from communique.desk.address import Address
from communique.desk.desk import get_desk
from communique.desk.files import FORMATS, list_formats
from communique.desk.listing import show
from communique.desk.listings import SEARCH
from communique.desk.pages.list_page import send_file
from communique.desk.pages.page import Page, Route
from communique.model.table import Table

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
        shown = show(register, desk.traits, SEARCH, address)
        people = _called(list_people(register, Filter()), words)
        bodies = _called(list_bodies(register, Filter()), words)
    formats = list_formats(SEARCH.view)
    return desk.render(
        request, "search.html", words=words, shown=shown, people=people, bodies=bodies, formats=formats
    )


def _called(table: Table, words: str) -> Table:
    """Return the rows whose name, spelling or acronym has all the words."""
    wanted = words.casefold().split()
    rows = []
    for row in table.rows:
        names = " ".join([row["name"], *row["spellings"], row.get("acronym") or ""]).casefold()
        if all(word in names for word in wanted):
            rows.append(row)
    return Table(table.name, table.columns, tuple(rows[:MOST_NAMES]), table.notes)


def _file_route(suffix: str) -> Route:
    def handle(request: Request) -> Response:
        return send_file(SEARCH, suffix, request)

    return Route(f"/search{suffix}", handle)


PAGE = Page(
    "/search", "Search", show_search, "main", example="/search?q=trade",
    routes=tuple(_file_route(format.suffix) for format in FORMATS),
)  # fmt: skip
