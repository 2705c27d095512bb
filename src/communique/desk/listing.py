"""A list of the register: a view, narrowed by an address, a page at a time, with its facets.

`LISTINGS` in `listings.py` are the lists there are; a page and an API resource show the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.answers.question import Question, parse_question
from communique.answers.views import View
from communique.answers.words import say_choices
from communique.desk.address import Address
from communique.desk.facets import Facet, Panel, make_panel
from communique.errors import UsageError
from communique.model.table import Table
from communique.register import Register

PAGE_ROWS = 50
ORDERS = ("newest", "oldest")


@dataclass(frozen=True, slots=True)
class Listing:
    """`name` stands in addresses, `one` and `many` are the nouns of its rows, `key` is the column that names a row.

    `is_dated` lists are shown newest first unless `order=oldest` is asked for; others keep the answer's order.
    """

    name: str
    title: str
    view: View
    one: str
    many: str
    key: str
    facets: tuple[Facet, ...] = ()
    is_dated: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a list: `number` of `pages` pages, `total` rows in all, what was looked at, the facets' choices."""

    listing: Listing
    address: Address
    rows: tuple[Mapping[str, Any], ...]
    total: int
    number: int
    pages: int
    notes: tuple[str, ...]
    panels: tuple[Panel, ...]

    @property
    def first(self) -> int:
        """The number of the first row shown, counted from 1 over the whole list."""
        return (self.number - 1) * PAGE_ROWS + 1


def ask(listing: Listing, given: Mapping[str, Sequence[str]]) -> Question:
    """Return the question that named words ask of a list; `month` is a period of its own."""
    given = dict(given)
    for month in given.pop("month", ())[:1]:
        given |= {"since": [month], "until": [month]}
    return parse_question(listing.view, given)


def read_table(register: Register, listing: Listing, address: Address) -> Table:
    """Return all rows of a list, in the order of the address."""
    table = ask(listing, address.given()).put(register)
    order = address.get("order") or ORDERS[0]
    if order not in ORDERS:
        raise UsageError("order-unknown", f"{order} is no order.", say_choices(order, ORDERS))
    if listing.is_dated and order == "newest":
        return Table(table.name, table.columns, table.rows[::-1], table.notes)
    return table


def show(register: Register, listing: Listing, address: Address) -> Shown:
    """Return the page of a list that an address asks for."""
    table = read_table(register, listing, address)
    pages = max(1, -(-len(table.rows) // PAGE_ROWS))
    number = _page_number(address, pages)
    rows = table.rows[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    panels = tuple(_panel(register, listing, address, facet, table) for facet in listing.facets)
    return Shown(listing, address, rows, len(table.rows), number, pages, table.notes, panels)


def _panel(register: Register, listing: Listing, address: Address, facet: Facet, table: Table) -> Panel:
    if facet.mode != "all" and address.values(facet.name):
        table = ask(listing, address.removing(facet.name).given()).put(register)
    return make_panel(facet, address, table.rows)


def _page_number(address: Address, pages: int) -> int:
    said = address.get("page") or "1"
    if not said.isdigit() or not 1 <= int(said) <= pages:
        raise UsageError("page-unknown", f"There is no page {said}.", f"This list has pages 1 to {pages}.")
    return int(said)
