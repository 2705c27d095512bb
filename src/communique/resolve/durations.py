"""Visits of several days: a duration in ISO 8601 and the day that it begins or ends on make an EDTF interval.

In: "/P1D" (from a day on) or "P1D/" (up to it), and that day. Out: "2025-06-09/2025-06-10". Where the text names no
single day, what it names stays.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

__all__ = ["is_duration", "place_duration"]

_DURATION = re.compile(r"(?P<from>/)?P(?P<days>\d+)D/?")


def is_duration(words: str | None) -> bool:
    """True for a duration that has no day yet."""
    return _DURATION.fullmatch(words or "") is not None


def place_duration(duration: str | None, day: str) -> str:
    """Return the first and last day of what lasts from a day on ("/P1D") or up to it ("P1D/"); no single day stays."""
    told = _DURATION.fullmatch(duration or "")
    try:
        named = date.fromisoformat(day)
    except ValueError:
        return day
    if told is None:
        return day
    other = named + timedelta(days=int(told["days"])) * (1 if told["from"] else -1)
    return f"{min(named, other)}/{max(named, other)}"
