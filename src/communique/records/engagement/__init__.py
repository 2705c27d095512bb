"""Engagements: contact, held or foreseen, between officials of two or more different sides.

In: the context of one report. Out: one record for each contact that the report tells, however often it returns to it:
words of contact become mentions (`verbs`, `nouns`, `events`), mentions contacts (`cut`, `merge`), contacts records
(`build`).
"""

from __future__ import annotations

from communique.model.kind import Kind
from communique.records.engagement.build import find_engagements
from communique.records.engagement.record import Engagement, Participant

KIND = Kind(
    name="engagements",
    singular="engagement",
    prefix="e",
    record=Engagement,
    find=find_engagements,
    line=lambda r: (
        f"{r.kind} ({r.status}) {' – '.join(r.parties)}"
        + "".join(f", {p}" for p in (r.place.name if r.place else None, r.date or r.when) if p)
    ),
    example="Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Monday.",
    counterexample="Pakistani Foreign Minister Ishaq Dar met Pakistan's interior minister in Islamabad on Monday.",
)

__all__ = ["KIND", "Engagement", "Participant", "find_engagements"]
