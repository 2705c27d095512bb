"""Coverage as a grid: outlets down, months across, the number of reports in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_MONTHS = 24  # across; earlier ones are added up in one column


@dataclass(frozen=True, slots=True)
class Grid:
    """A row an outlet; `months` from the newest back; `earlier` says that reports before them have their own column."""

    months: tuple[str, ...]
    earlier: bool
    undated: bool
    rows: tuple[GridRow, ...]
    most: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """One outlet: reports by month (and `earlier`, `undated`), and how many there are in all."""

    outlet: str
    reports: Mapping[str, int]
    total: int


def make_grid(status: Sequence[Mapping[str, Any]]) -> Grid:
    """Return the grid of a status table's rows, the outlet with most reports first."""
    known = sorted({row["month"] for row in status if row["month"] != "undated"})
    months = _every_month(known)[-MOST_MONTHS:]
    counts: dict[str, Counter[str]] = {}
    for row in status:
        month = row["month"] if row["month"] in months or row["month"] == "undated" else "earlier"
        counts.setdefault(row["outlet"], Counter())[month] += row["reports"]
    rows = [GridRow(outlet, dict(reports), reports.total()) for outlet, reports in counts.items()]
    rows.sort(key=lambda row: (-row.total, row.outlet))
    most = max((reports[month] for reports in counts.values() for month in months), default=0)
    has = {month for reports in counts.values() for month in reports}
    return Grid(tuple(reversed(months)), "earlier" in has, "undated" in has, tuple(rows), most)


def _every_month(known: Sequence[str]) -> list[str]:
    """Return every month from the first to the last: one that was not read is a gap that must be seen."""
    if not known:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
