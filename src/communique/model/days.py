"""EDTF dates as the days they may mean: enough to sort, filter and compare."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?")


def days_of(edtf: str | None) -> tuple[str | None, str | None] | None:
    """Return the earliest and latest day of an EDTF date or interval, None where there is none.

    An open end (`2021/..`) gives None for that end.

    >>> days_of("2025-02")
    ('2025-02-01', '2025-02-28')
    >>> days_of("2025-06-25/2025-06-26")
    ('2025-06-25', '2025-06-26')
    """
    if not edtf:
        return None
    start, _, end = edtf.partition("/")
    first, last = _bounds(start), _bounds(end or start)
    if first is None and last is None:
        return None
    return (first[0] if first else None, last[1] if last else None)


def count_days(edtf: str | None) -> int | None:
    """Return how many days a date may mean, None where there is none or one end is open.

    >>> count_days("2025-06-25/2025-06-26")
    2
    """
    days = days_of(edtf)
    if days is None or days[0] is None or days[1] is None:
        return None
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days + 1


def _bounds(text: str) -> tuple[str, str] | None:
    match = _DAY.fullmatch(text.strip())
    if not match:
        return None
    year, month, day = match.groups()
    if day:
        try:
            date.fromisoformat(f"{year}-{month}-{day}")
        except ValueError:  # no day of a calendar, such as 2025-99-99
            return None
        return f"{year}-{month}-{day}", f"{year}-{month}-{day}"
    if month and 1 <= int(month) <= 12:
        return f"{year}-{month}-01", f"{year}-{month}-{monthrange(int(year), int(month))[1]:02d}"
    return (f"{year}-01-01", f"{year}-12-31") if not month else None
