"""Engagements: contact, held or foreseen, between officials of two or more different sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.kind import Context, Kind
from communique.model.place import Place
from communique.model.span import Evidence


@dataclass(frozen=True, slots=True)
class Participant:
    """`person` is the id of a `people` record, None for one named by office only; `name` then is that office."""

    person: str | None
    name: str
    country: str | None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Engagement:
    """`kind` and `status` as in the codebook; `when` the time words, `date` EDTF (filled by `resolve`)."""

    id: str
    kind: str
    status: str
    parties: tuple[str, ...]
    participants: tuple[Participant, ...]
    place: Place | None
    when: str | None
    date: str | None
    topics: tuple[str, ...]
    evidence: Evidence
    confidence: float
    event_type: str
    rule: str


def find_engagements(context: Context) -> Iterator[Engagement]:
    """Yield one engagement for each contact that the report tells, however often it returns to it."""
    yield from ()


KIND = Kind(
    name="engagements",
    singular="engagement",
    prefix="e",
    record=Engagement,
    find=find_engagements,
    line=lambda r: f"{r.kind} ({r.status}) {' – '.join(r.parties)}"
    + "".join(f", {p}" for p in (r.place.name if r.place else None, r.date or r.when) if p),
    example="Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Monday.",
    counterexample="Pakistani Foreign Minister Ishaq Dar met Pakistan's interior minister in Islamabad on Monday.",
)
