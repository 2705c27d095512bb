"""Facets: what a list can be narrowed by with one click, and how many rows each choice would leave.

A choice is counted as it would be after the click: choices of one facet that stand beside each other (act: offer or
commit) are counted without the others; sides, which must all be named, with them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from communique.answers.brief.wording import MONTHS
from communique.answers.sides import name_side
from communique.desk.address import Address

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facet:
    """`name` is the parameter, and what a row has values of; `say` writes one for people.

    `mode`: several values must *all* hold, *any* of them may, or only *one* can be given.
    """

    name: str
    label: str
    mode: Literal["all", "any", "one"] = "any"
    say: Callable[[str], str] = str
    by_value: bool = False  # in the order of the values (months), else the most frequent first
    may_lie_ahead: bool = False  # months after the last report are offered too


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: where its link leads, how many rows it leaves, whether it is chosen."""

    value: str
    label: str
    href: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One facet with its choices."""

    facet: Facet
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class WholeRow:
    """A row that was read as a whole, with what `answers.paging.Picked` has: a name and values."""

    row: Row

    def name(self, key: str) -> str:
        return str(self.row[key])

    def published_months(self) -> Collection[str]:
        return {(self.row.get("published") or "")[:7]} - {""}

    def values(self, name: str) -> Collection[str]:
        if name == "month":
            return self.published_months()
        value = self.row.get(name)
        return {value} if isinstance(value, str) else set(value or ())


def make_panel(facet: Facet, address: Address, counts: Mapping[str, int]) -> Panel:
    """Return a facet's choices; `counts` are of rows that pass everything but this facet, unless all must hold."""
    chosen = address.values(facet.name)
    values = dict.fromkeys((*chosen, *(value for value, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])))))
    order = sorted(values, reverse=True) if facet.by_value else list(values)
    return Panel(facet, tuple(_choose(facet, address, value, counts.get(value, 0), value in chosen) for value in order))


def _choose(facet: Facet, address: Address, value: str, count: int, is_chosen: bool) -> Choice:
    if is_chosen:
        target = address.removing(facet.name, value)
    elif facet.mode == "one":
        target = address.setting(facet.name, value)
    else:
        target = address.adding(facet.name, value)
    return Choice(value, facet.say(value), str(target), count, is_chosen)


def say_month(month: str) -> str:
    """Return "February 2025" for "2025-02"."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number.isdigit() and 1 <= int(number) <= 12 else month


BY = Facet("by", "By", "all", name_side)
TO = Facet("to", "To", "all", name_side)
ABOUT = Facet("about", "About", "all", name_side)
ACT = Facet("act", "Act")
KIND = Facet("kind", "Kind")
STATUS = Facet("status", "Status")
STANCE = Facet("stance", "Stance")
TYPE = Facet("type", "Type")
UNIT = Facet("unit", "Unit")
SIDE = Facet("side", "Side", "all", name_side)
COUNTRY = Facet("country", "Country", "one", name_side)
TOPIC = Facet("topic", "Topic", "one")
OUTLET = Facet("outlet", "Outlet", "one")
MONTH = Facet("month", "Month", "one", say_month, by_value=True)
MONTH_OR_AHEAD = Facet("month", "Month", "one", say_month, by_value=True, may_lie_ahead=True)
SUGGESTED_STATUS = Facet("status", "Status, given or suggested", "one")
