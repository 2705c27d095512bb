"""Stretches of days, and EDTF as their print: "2025-06-26", "2025-06", "2025", "2025-06-25/2025-06-26", "2021/..".

EDTF is the ISO 8601-2 notation for dates as coarse as the source tells them. Only its plain forms are used: days,
months, years, intervals, the open end `..`, seasons (`2024-22`, summer) and decades (`199X`).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

__all__ = ["Grain", "Stretch", "day", "days", "last_day", "month", "move_month", "week", "year"]

Grain = Literal["day", "month", "season", "year", "decade"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `first` to `last` (both in it), told in `grain`; `open_end`: it goes on. `code`: EDTF as is."""

    first: date
    last: date
    grain: Grain = "day"
    open_end: bool = False
    code: str = ""

    @property
    def edtf(self) -> str:
        """The stretch as EDTF; days that fill exactly one month or year are printed as that."""
        if self.code:
            return self.code
        grain = self.grain
        if grain == "day" and not self.open_end:
            if (self.first.day, self.last) == (1, last_day(self.first.year, self.first.month)):
                grain = "month"
            elif (self.first.month, self.first.day, self.last) == (1, 1, date(self.first.year, 12, 31)):
                grain = "year"
        size = {"day": 10, "month": 7}.get(grain, 4)
        first, last = self.first.isoformat()[:size], self.last.isoformat()[:size]
        if self.open_end:
            return f"{first}/.."
        return first if first == last else f"{first}/{last}"

    def to(self, other: Stretch) -> Stretch | None:
        """Return the stretch from this one to the end of `other`, None if that ends before this one begins."""
        if other.last < self.first:
            return None
        grain = self.grain if self.grain == other.grain else "day"
        return Stretch(self.first, other.last, grain)


def day(at: date) -> Stretch:
    """Return one day."""
    return Stretch(at, at)


def days(first: date, last: date) -> Stretch:
    """Return the days from `first` to `last`."""
    return Stretch(first, last)


def week(at: date, weeks: int = 0) -> Stretch:
    """Return the week, Monday to Sunday, that holds `at`, or lies `weeks` after it."""
    monday = at - timedelta(days=at.weekday()) + timedelta(weeks=weeks)
    return Stretch(monday, monday + timedelta(days=6))


def month(in_year: int, in_month: int) -> Stretch:
    """Return one month."""
    return Stretch(date(in_year, in_month, 1), last_day(in_year, in_month), "month")


def year(in_year: int) -> Stretch:
    """Return one year."""
    return Stretch(date(in_year, 1, 1), date(in_year, 12, 31), "year")


def last_day(in_year: int, in_month: int) -> date:
    """Return the last day of a month."""
    return date(in_year, in_month, calendar.monthrange(in_year, in_month)[1])


def move_month(at: date, months: int) -> Stretch:
    """Return the month that lies `months` after the one of `at`."""
    index = at.year * 12 + at.month - 1 + months
    return month(index // 12, index % 12 + 1)
