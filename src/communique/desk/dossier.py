"""What the register holds on two sides, as their page, its downloads and the API tell it: made once, remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from communique.answers import Filter, get_brief
from communique.answers.paging import Picked
from communique.answers.timeline import list_timeline
from communique.desk.desk import Desk
from communique.desk.listings import UNDERTAKINGS
from communique.join.status import NOT_ASSESSED
from communique.model.brief import Brief
from communique.model.table import Table
from communique.register import Register

OPEN = frozenset({NOT_ASSESSED, "reaffirmed", "in progress", "partly done", "stalled"})
MOST_OPEN = 5  # undertakings shown of each direction; the ledger has all


@dataclass(frozen=True, slots=True)
class OpenUndertakings:
    """Those of one direction that nobody said are done or over: `total` of them, the newest as `rows`."""

    by: tuple[str, ...]
    to: tuple[str, ...]
    total: int
    rows: Sequence[Mapping[str, Any]]
    href: str


def make_brief(desk: Desk, register: Register, a: str, b: str, wanted: Filter) -> Brief:
    """Return the brief of a pair."""
    return desk.finder.remember(("brief", a, b, wanted.describe()), lambda: get_brief(register, a, b, wanted))


def make_timeline(desk: Desk, register: Register, a: str, b: str, wanted: Filter) -> Table:
    """Return the timeline of a pair."""
    return desk.finder.remember(("timeline", a, b, wanted.describe()), lambda: list_timeline(register, a, b, wanted))


def find_open(desk: Desk, register: Register, a: str, b: str, wanted: Filter) -> list[OpenUndertakings]:
    """Return the open undertakings of both together, then each way, where there are any."""
    directions = (((a, b), ()), ((a,), (b,)), ((b,), (a,)))
    found = [_find_direction(desk, register, by, to, wanted) for by, to in directions]
    return [one for one in found if one.total]


def _find_direction(
    desk: Desk, register: Register, by: tuple[str, ...], to: tuple[str, ...], wanted: Filter
) -> OpenUndertakings:
    given: dict[str, list[str]] = {"by": list(by), "to": list(to)}
    given |= {name: [value] for name in ("since", "until", "outlet") if (value := getattr(wanted, name))}
    given = {name: words for name, words in given.items() if words}
    listed = desk.finder.find(register, UNDERTAKINGS, given)
    open_: list[Picked] = [one for one in listed.rows if _is_of(one, by, to) and one.values("status")[0] in OPEN]
    rows = listed.tell(register, open_[: -MOST_OPEN - 1 : -1])
    return OpenUndertakings(by, to, len(open_), rows, f"/undertakings?{urlencode(given, doseq=True)}")


def _is_of(picked: Picked, by: tuple[str, ...], to: tuple[str, ...]) -> bool:
    """True for what is told of this direction alone: what both undertake together is not one side's."""
    return len(by) > 1 or not set(to) & set(picked.values("by"))
