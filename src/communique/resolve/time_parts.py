"""What all date rules share: what they count from, reading the parts of time words, the nearest of several years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from communique.languages.when import grammar_of
from communique.resolve.stretch import Stretch, days

CLOSE_DAYS = 21
"""A day without year that lies this near publication is meant, even when it is in the wrong direction and the next one
in the right direction is most of a year off: a coder errs on the tense oftener than a reporter writes "on June 3" of a
June long past. Chosen by hand; re-measure with `evaluation/measure_dates.py`."""
_FAR_DAYS = 300

Parts = Mapping[str, str]
"""The parts of time words by name, in lower case ("month": "june")."""


@dataclass(frozen=True, slots=True)
class Now:
    """What relative words count from: publication, the event's direction, the last day told."""

    published: date | None
    foreseen: bool = False
    told: date | None = None


Rule = Callable[[Parts, Now], Stretch | None]
"""Reads the parts of one shape; None where they fix no date, ValueError where there is no such day."""


@cache
def words_of(name: str) -> dict[str, Any]:
    """Return one list of `dates.toml` by its words in lower case."""
    table = grammar_of("en").table[name]
    return {words.lower(): value for words, value in table.items()}


def day_number(words: str) -> int:
    """Return 8 of "8th"."""
    return int("".join(filter(str.isdigit, words)))


def month_number(words: str) -> int:
    """Return 9 of "sept."."""
    return int(words_of("months")[words.rstrip(".")])


def which_of(parts: Parts, name: str = "which") -> int | None:
    """Return -1 of "last", 0 of "this", 1 of "next", None where no such word is."""
    return words_of("which")[parts[name]] if name in parts else None


def is_rolling(parts: Parts) -> bool:
    """Tell whether a span that begins or ends with publication is meant ("the past week"), not a calendar week."""
    return parts.get("which", "") in grammar_of("en").table["rolling"]["words"]


def year_of(parts: Parts, now: Now, name: str = "year") -> int | None:
    """Return the year that is written, or counted from publication ("last year"), None where neither is."""
    if name in parts:
        return int(parts[name])
    which = which_of(parts)
    return now.published.year + which if which is not None and now.published else None


def number_of(words: str) -> int:
    """Return 3 of "three" and of "3"."""
    return int(words) if words.isdigit() else int(words_of("numbers")[words])


def nearest(make: Callable[[int], Stretch], now: Now) -> Stretch | None:
    """Return the nearest of the years' stretches, in the event's direction (a day of Leap February may lack years)."""
    if now.published is None:
        return None
    published = now.published
    candidates = []
    for in_year in range(published.year - 1, published.year + 2):
        try:
            candidates.append(make(in_year))
        except ValueError:
            continue
    past = [c for c in candidates if c.first <= published]
    ahead = [c for c in candidates if c.last >= published]
    wanted, other = (ahead[:1], past[-1:]) if now.foreseen else (past[-1:], ahead[:1])
    if not wanted or not other:
        return next(iter(wanted + other), None)
    far, close = _distance(wanted[0], published), _distance(other[0], published)
    return other[0] if other[0].grain == "day" and close <= CLOSE_DAYS and far >= _FAR_DAYS else wanted[0]


def _distance(stretch: Stretch, at: date) -> int:
    return max(0, (stretch.first - at).days, (at - stretch.last).days)


def in_given_year(in_year: int | None, make: Callable[[int], Stretch], now: Now) -> Stretch | None:
    """Return the stretch of the year that is given, the nearest one where none is."""
    return make(in_year) if in_year is not None else nearest(make, now)


def is_list(parts: Parts, gap_days: int) -> bool:
    """Tell whether "and" joins two single days, not the ends of a span: "May 9 and November 26"."""
    pairs = grammar_of("en").table["words"]["pairs"]
    return parts.get("joiner", "").strip() in pairs and parts.get("opener") != "between" and gap_days > 1


def third_of(third: str | None, stretch: Stretch) -> Stretch:
    """Return the third of a month; other stretches have no settled thirds and stay whole."""
    if third is None or stretch.grain != "month":
        return stretch
    number = words_of("thirds")[third]
    first = stretch.first.replace(day=(1, 11, 21)[number - 1])
    return days(first, stretch.last if number == 3 else stretch.first.replace(day=10 * number))
