"""Facets: what a list can be narrowed by with one click, and how many rows each choice would leave.

A choice is counted as it would be after the click: choices of one facet that stand beside each other (act: offer or
commit) are counted without the others; sides, which must all be named, with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from communique.answers.brief.wording import MONTHS
from communique.answers.sides import name_side
from communique.desk.address import Address
from communique.model.days import days_of

Row = Mapping[str, Any]
MOST_CHOICES = 12  # shown of a facet; more go behind “more”
MOST_MONTHS = 24  # that one row may count in: a row that spans more tells no month


@dataclass(frozen=True, slots=True)
class Facet:
    """`name` is the parameter; `read` gives a row's values; `say` writes one for people.

    `mode`: several values must *all* hold, *any* of them may, or only *one* can be given.
    """

    name: str
    label: str
    read: Callable[[Row], Iterable[str]]
    mode: Literal["all", "any", "one"] = "any"
    say: Callable[[str], str] = str
    by_value: bool = False  # in the order of the values (months), else the most frequent first


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


def make_panel(facet: Facet, address: Address, rows: Sequence[Row]) -> Panel:
    """Return a facet's choices; `rows` pass everything but this facet, where its choices stand beside each other."""
    counts = Counter(value for row in rows for value in set(facet.read(row)))
    chosen = address.values(facet.name)
    values = dict.fromkeys((*chosen, *(value for value, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])))))
    order = sorted(values, reverse=True) if facet.by_value else list(values)
    return Panel(facet, tuple(_choose(facet, address, value, counts[value], value in chosen) for value in order))


def _choose(facet: Facet, address: Address, value: str, count: int, is_chosen: bool) -> Choice:
    if is_chosen:
        target = address.removing(facet.name, value)
    elif facet.mode == "one":
        target = address.setting(facet.name, value)
    else:
        target = address.adding(facet.name, value)
    return Choice(value, facet.say(value), str(target), count, is_chosen)


def field(name: str) -> Callable[[Row], Iterable[str]]:
    """Return what reads one column of a row, a list or a single value."""

    def read(row: Row) -> Iterable[str]:
        value = row.get(name)
        return value if isinstance(value, (list, tuple)) else () if value is None else (str(value),)

    return read


def months(row: Row) -> Iterable[str]:
    """Return the months a row's date covers; that of publication where it has none."""
    first, last = days_of(row.get("date") or row.get("published")) or (None, None)
    if first is None or last is None:
        return ()
    start, end = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (first, last))
    if end - start >= MOST_MONTHS:
        return ()
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


def say_month(month: str) -> str:
    """Return "February 2025" for "2025-02"."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number.isdigit() and 1 <= int(number) <= 12 else month


BY = Facet("by", "By", field("by"), "all", name_side)
TO = Facet("to", "To", field("to"), "all", name_side)
ABOUT = Facet("about", "About", field("about"), "all", name_side)
ACT = Facet("act", "Act", field("act"))
KIND = Facet("kind", "Kind", field("kind"))
STATUS = Facet("status", "Status", field("status"))
STANCE = Facet("stance", "Stance", field("stance"))
TYPE = Facet("type", "Type", field("type"))
UNIT = Facet("unit", "Unit", field("unit"))
SIDE = Facet("side", "Side", field("parties"), "all", name_side)
OWN_SIDE = Facet("side", "Side", field("country"), "all", name_side)
COUNTRY = Facet("country", "Country", field("country"), "one", name_side)
TOPIC = Facet("topic", "Topic", field("topics"), "one")
OUTLET = Facet("outlet", "Outlet", field("outlet"), "one")
MONTH = Facet("month", "Month", months, "one", say_month, by_value=True)


def _suggested(row: Row) -> Iterable[str]:
    return [word for word in (row["status"], row["suggested"]) if word]


SUGGESTED_STATUS = Facet("status", "Status, given or suggested", _suggested, "one")
