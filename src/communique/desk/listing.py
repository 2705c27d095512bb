"""A list of the register: a view, narrowed by an address, a page at a time, with its facets.

`LISTINGS` in `listings.py` are the lists there are; a page and an API resource show the same one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from communique.answers.paging import PAGING
from communique.answers.question import Question, parse_question
from communique.answers.traits import TraitStore
from communique.answers.views import View
from communique.answers.words import say_choices
from communique.desk.address import Address
from communique.desk.facets import Facet, Panel, WholeRow, make_panel
from communique.desk.memory import Memory
from communique.errors import UsageError
from communique.model.table import Table
from communique.register import Place, Register

T = TypeVar("T")
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


def check_order(address: Address) -> str:
    """Return the order that an address asks for."""
    order = address.get("order") or ORDERS[0]
    if order not in ORDERS:
        raise UsageError("order-unknown", f"{order} is no order.", say_choices(order, ORDERS))
    return order


def read_whole(register: Register, listing: Listing, address: Address) -> Table:
    """Return all rows of a list, the oldest first."""
    return ask(listing, address.given()).put(register)


class Found:
    """Which rows a question finds, in the order of the answer, counted once for each facet."""

    def __init__(
        self,
        rows: Sequence[Any],
        tell: Callable[[Register, Sequence[Any]], Sequence[Mapping[str, Any]]],
        notes: tuple[str, ...],
    ) -> None:
        self.rows, self.tell, self.notes = rows, tell, notes
        self._counts: dict[str, Counter[str]] = {}
        self._reported: tuple[str, str] | None = None

    def count(self, name: str) -> Counter[str]:
        """Return how many rows have each value of a facet."""
        if name not in self._counts:
            self._counts[name] = Counter(value for row in self.rows for value in row.values(name))
        return self._counts[name]

    def find_reported_months(self) -> tuple[str, str]:
        """Return the first and last month in which reports of these rows were published, "" where none has a day."""
        if self._reported is None:
            months = {month for row in self.rows for month in row.published_months()}
            self._reported = (min(months), max(months)) if months else ("", "")
        return self._reported


def find(register: Register, store: TraitStore, question: Question) -> Found:
    """Return which rows answer a question, without reading more of them than it takes to count and sort them."""
    paging = PAGING.get(question.view.name)
    if paging is None or not set(question.options) <= set(paging.options):
        table = question.put(register)
        return Found([WholeRow(row) for row in table.rows], lambda _, some: [one.row for one in some], table.notes)
    picked = paging.pick(register, store, question)
    notes = paging.get_notes(register, question, picked)
    return Found(picked, lambda opened, some: paging.tell(opened, some, question), notes)


class Finder:
    """Finds what lists ask for, and remembers it while the register stays as it is."""

    def __init__(self, place: Place, patience: float = 0.0) -> None:
        self._store = TraitStore()
        self._memory = Memory(place, patience)

    def find(self, register: Register, listing: Listing, given: Mapping[str, Sequence[str]]) -> Found:
        """Return which rows of a list named words leave."""
        key = (listing.name, tuple(sorted((name, tuple(words)) for name, words in given.items())))
        return self.remember(key, lambda: find(register, self._store, ask(listing, given)))

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made under this key since the register was last written to, else make it."""
        made: T = self._memory.get(key, make)
        return made

    def forget(self) -> None:
        """Find everything anew: somebody at this desk wrote, and wants to see it."""
        self._memory.forget()


def show(register: Register, finder: Finder, listing: Listing, address: Address) -> Shown:
    """Return the page of a list that an address asks for."""
    found = finder.find(register, listing, address.given())
    pages = max(1, -(-len(found.rows) // PAGE_ROWS))
    number = _page_number(address, pages)
    some = in_order(listing, address, found)[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    panels = tuple(_panel(register, finder, listing, address, facet, found) for facet in listing.facets)
    rows = tuple(found.tell(register, some))
    return Shown(listing, address, rows, len(found.rows), number, pages, found.notes, panels)


def read_rows(
    register: Register,
    finder: Finder,
    listing: Listing,
    count: int,
    until: str | None = None,
    statuses: Collection[str] = (),
) -> Sequence[Mapping[str, Any]]:
    """Return the last rows of a list by date, the newest first: not after a day, of one of some statuses."""
    found = finder.find(register, listing, {})
    newest = (
        row
        for row in reversed(found.rows)
        if not (until and row.first_day() > until) and (not statuses or set(row.values("status")) & set(statuses))
    )
    return found.tell(register, list(islice(newest, count)))


def in_order(listing: Listing, address: Address, found: Found) -> Sequence[Any]:
    """Return what was found in the order that an address asks for."""
    order = check_order(address)
    return found.rows[::-1] if listing.is_dated and order == "newest" else found.rows


def _panel(register: Register, finder: Finder, listing: Listing, address: Address, facet: Facet, found: Found) -> Panel:
    if facet.mode != "all" and address.values(facet.name):
        found = finder.find(register, listing, address.removing(facet.name).given())
    counts: Mapping[str, int] = found.count(facet.name)
    if facet.by_value:  # what reports tell of other years as background is found by a period, not offered as a month
        first, last = found.find_reported_months()
        counts = {
            month: count for month, count in counts.items() if first <= month and (month <= last or facet.may_lie_ahead)
        }
    return make_panel(facet, address, counts)


def _page_number(address: Address, pages: int) -> int:
    said = address.get("page") or "1"
    if not (said.isascii() and said.isdigit()) or not 1 <= int(said) <= pages:
        raise UsageError("page-unknown", f"There is no page {said}.", f"This list has pages 1 to {pages}.")
    return int(said)
