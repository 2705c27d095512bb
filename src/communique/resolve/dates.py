"""Read time words against the day a report was published: "Thursday" (of 2024-06-28) is 2024-06-27.

In: the words, the publication date (or None), whether the event is foreseen, the last day told before. Out: `When`, an
EDTF date with its grain and the rule that read it, or None where the words fix no date. The rules:

1. Words that date another event fix nothing ("after the June 12 attack"), nor do two dates that are no span.
2. A weekday is the latest on or before publication; of a foreseen event, the first on or after it.
3. A day or month without year is the nearest one in that direction (see `CLOSE_DAYS`).
4. A month has thirds: early (1-10), mid (11-20), late (21 to its end). A year's have no settled bounds: the year.
5. "earlier this week" ends with publication, "this week" with Sunday. Weeks begin on Monday.
6. Without a publication date, only full dates are read. "a day later" and the like count from the last day told.

Deliberately missed: fiscal years (they differ by country), movable feasts, "recently", "in the coming months".
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from communique.languages.when import TimeWords, find_time_words, grammar_of, read_bare
from communique.resolve import time_rules
from communique.resolve.stretch import Stretch, day
from communique.resolve.time_parts import Now

__all__ = ["When", "read_due", "read_when", "resolve_when"]

_WORD = re.compile(r"[a-z']+")
# A shape that gives way to another beside it: "overnight on Friday", "the same day, June 3".
_VAGUE_SHAPES = ("night", "told_day", "relative_day")


@dataclass(frozen=True, slots=True)
class When:
    """`date` EDTF; `grain` its unit; `rule` the shape that was read; `first`, `last` its days."""

    date: str
    grain: str
    rule: str
    first: datetime.date
    last: datetime.date

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last


def resolve_when(words: str, published: str | None, foreseen: bool = False) -> str | None:
    """Return the date that time words give, as EDTF, or None."""
    when = read_when(words, published, foreseen)
    return when.date if when else None


def read_due(words: str, published: str | None) -> str | None:
    """Return the date by which something is due: of "by June 29" the day itself, of "this week" the week."""
    when = _read(words, published, True, None)
    if when is None:
        return None
    stretch, _, limit = when
    return day(stretch.last).edtf if limit == "until" and stretch.grain == "day" else stretch.edtf


def read_when(
    words: str, published: str | None, foreseen: bool = False, told: datetime.date | None = None
) -> When | None:
    """Read time words. `told` is the last day the report told before them ("a day later" counts from it)."""
    read = _read(words, published, foreseen, told)
    if read is None:
        return None
    stretch, shape, limit = read
    if limit == "from":
        stretch = Stretch(stretch.first, stretch.last, stretch.grain, open_end=True)
    elif limit == "until":
        now = _parse_day(published)
        if now is not None and now < stretch.last and stretch.grain == "day":
            stretch = Stretch(now, stretch.last)
    return When(stretch.edtf, stretch.grain, shape, stretch.first, stretch.last)


def _read(
    words: str, published: str | None, foreseen: bool, told: datetime.date | None
) -> tuple[Stretch, str, str] | None:
    """Return what the words stand for, the shape that was read, and "from", "until" or "" for a limit before it."""
    text = " ".join(words.split())
    now = Now(_parse_day(published), foreseen, told)
    found = list(find_time_words(text))
    if not found:
        bare = read_bare(text.strip(" .,;:"))
        found = [bare] if bare else []
    found = _most_telling(found)
    if not found or _dates_another(text, found[0]):
        return None
    limit = _limit(text, found[0])
    if limit == "from":
        now = Now(now.published, False, told)  # what goes on since then began in the past, whatever it is
    try:
        read = [(stretch, item.shape) for item in found if (stretch := time_rules.read(item, now)) is not None]
    except (OverflowError, ValueError):
        return None  # no such day ("June 31"), or beyond the calendar
    if len(read) != len(found) or len({stretch for stretch, _ in read}) != 1:
        return None
    return *read[0], limit


def _most_telling(found: list[TimeWords]) -> list[TimeWords]:
    telling = [item for item in found if item.shape not in _VAGUE_SHAPES]
    return telling or found


def _limit(text: str, first: TimeWords) -> str:
    """Return the kind of limit that the time words are: "from" ("since 2021"), "until" ("by June 29"), or ""."""
    table: dict[str, str] = grammar_of("en").table["limits"]
    lead = text[first.start : first.end].split()[0].lower() if first.shape.startswith("lead_") else ""
    return table.get(first.limit or lead, "")


def _dates_another(text: str, first: TimeWords) -> bool:
    """Tell whether a word before the time words says that they date another event, or only guess."""
    words = grammar_of("en").table["words"]
    if first.shape.startswith("lead_") and text[first.start :].lower().startswith("before "):
        return True
    tokens = _WORD.findall(text[: first.start].lower())
    return bool(tokens) and (tokens[-1] in words["guesses"] or not set(tokens).isdisjoint(words["blockers"]))


def _parse_day(published: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
