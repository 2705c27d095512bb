"""Date the undated meetings of a dated visit by the visit's date, as the codebook settles it.

In: the engagements of a report, dated where their words allow. Out: the same, a meeting without a date of its own
taking the date of the visit that two of its parties and one of its participants share. Deliberately missed: meetings
whose time words say something else ("recently"), and any choice between two visits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from communique.languages.when import grammar_of

__all__ = ["date_meetings_of_visits"]

_FEWEST_COMMON_PARTIES = 2


def date_meetings_of_visits(engagements: Sequence[Any]) -> tuple[Any, ...]:
    """Return the engagements, those within exactly one dated visit with its date."""
    visits = [engagement for engagement in engagements if engagement.kind == "visit" and engagement.date]
    return tuple(
        replace(engagement, date=found) if (found := _date_of_visit(engagement, visits)) else engagement
        for engagement in engagements
    )


def _date_of_visit(engagement: Any, visits: Sequence[Any]) -> str | None:
    if engagement.date or engagement.kind == "visit" or not _leaves_date_open(engagement.when):
        return None
    dates = {visit.date for visit in visits if _belongs_to(engagement, visit)}
    return dates.pop() if len(dates) == 1 else None


def _leaves_date_open(when: str | None) -> bool:
    """Tell whether the time words name no time of their own: none at all, or "during the visit"."""
    if not when:
        return True
    words = when.lower().split()
    table = grammar_of("en").table["during_visits"]
    return words[0] in table["openers"] and words[-1] in table["visits"] and not set(words) & set(table["others"])


def _belongs_to(engagement: Any, visit: Any) -> bool:
    if len(set(engagement.parties) & set(visit.parties)) < _FEWEST_COMMON_PARTIES:
        return False
    if (engagement.status == "held") != (visit.status in ("held", "ongoing")):
        return False
    visitors = {participant.name for participant in visit.participants}
    return any(participant.name in visitors for participant in engagement.participants)
