"""What each shape of time words means, one rule a shape (the shapes are in `languages/<code>/dates.toml`)."""

from __future__ import annotations

from communique.languages.when import TimeWords
from communique.resolve.calendar_rules import CALENDAR_RULES
from communique.resolve.relative_rules import RELATIVE_RULES
from communique.resolve.stretch import Stretch
from communique.resolve.time_parts import Now

__all__ = ["RULES", "read"]

RULES = {**CALENDAR_RULES, **RELATIVE_RULES}


def read(found: TimeWords, now: Now) -> Stretch | None:
    """Return the days that time words stand for, None where they fix none. Raise ValueError for no day at all."""
    rule = RULES.get(found.shape)
    return rule(found.parts, now) if rule else None
