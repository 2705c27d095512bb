"""Days of claims, for blocks and comparisons: when did it happen, as far as the claim tells."""

from __future__ import annotations

from datetime import date, timedelta

from communique.model.claim import Claim
from communique.model.days import days_of

# A contact or attack without a date of its own is looked for from this many days before publication to publication.
# Press reports an event on the day or the days after; measured on corpus/pairs.jsonl (docs/joining.md).
UNDATED_DAYS = 3
LONG_DAYS = 10  # an interval longer than this (a month, a year) is a vague date, not a time of happening


def window_of(claim: Claim) -> tuple[date, date] | None:
    """Return the first and last day on which what the claim tells may have happened, None where nothing tells."""
    days = days_of(claim.record.get("date"))
    if days and days[0] and days[1]:
        return date.fromisoformat(days[0]), date.fromisoformat(days[1])
    if claim.source.published:
        day = date.fromisoformat(claim.source.published)
        return day - timedelta(days=UNDATED_DAYS), day
    return None


def iso_window(claim: Claim) -> tuple[str, str] | None:
    """Return the window as ISO days."""
    window = window_of(claim)
    return (window[0].isoformat(), window[1].isoformat()) if window else None


def is_dated(claim: Claim) -> bool:
    """True when the claim's own words date it to within `LONG_DAYS`."""
    days = days_of(claim.record.get("date"))
    return bool(days and days[0] and days[1]) and _length(window_of(claim)) <= LONG_DAYS


def block_days(claim: Claim, around: int = 0) -> list[str]:
    """Return the days (ISO) of a claim's window and `around` it, under which it meets others; for vague dates the
    month.
    """
    window = window_of(claim)
    if window is None:
        return []
    if _length(window) > LONG_DAYS:
        return [window[0].isoformat()[:7]]
    first, last = window[0] - timedelta(days=around), window[1] + timedelta(days=around)
    return [(first + timedelta(days=i)).isoformat() for i in range((last - first).days + 1)]


def days_apart(a: Claim, b: Claim) -> int | None:
    """Return the days between two windows, 0 where they overlap, None where one is unknown."""
    x, y = window_of(a), window_of(b)
    if x is None or y is None:
        return None
    if x[0] <= y[1] and y[0] <= x[1]:
        return 0
    return (y[0] - x[1]).days if y[0] > x[1] else (x[0] - y[1]).days


def gap_of(a: tuple[str, str] | None, b: tuple[str, str] | None) -> int | None:
    """Return the days between two windows of ISO days, 0 where they overlap, None where one is unknown."""
    if a is None or b is None:
        return None
    first, last = max(a[0], b[0]), min(a[1], b[1])
    return 0 if first <= last else (date.fromisoformat(first) - date.fromisoformat(last)).days


def days_between(a: Claim, b: Claim) -> int | None:
    """Return the days from the publication of `a` to that of `b`, None where one is unknown."""
    if not a.source.published or not b.source.published:
        return None
    return (date.fromisoformat(b.source.published) - date.fromisoformat(a.source.published)).days


def _length(window: tuple[date, date] | None) -> int:
    return (window[1] - window[0]).days if window else 10**6
