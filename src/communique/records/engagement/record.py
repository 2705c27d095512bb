"""The engagement record and its participants."""

from __future__ import annotations

from dataclasses import dataclass

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
    """`kind` and `status` as in the codebook; `when` the time words, `date` EDTF (filled by `resolve`). Before,
    `date` is None or a visit's duration in ISO 8601: from the day of its time words ("/P1D") or up to it ("P1D/")."""

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
