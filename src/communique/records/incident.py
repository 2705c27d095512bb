"""Incidents: violence or a security operation, with casualty rows as each source gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.kind import Context, Kind
from communique.model.place import Place
from communique.model.span import Evidence

# `class` is a Python keyword; the record format's word is kept in output through this table.
FIELD_NAMES = {"class_": "class"}


@dataclass(frozen=True, slots=True)
class Casualty:
    """One outcome of one class: `count` persons as the text says, `qualifier` only when said."""

    outcome: str
    class_: str
    count: int
    qualifier: str | None
    source: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Incident:
    """`kind` as in the codebook; `perpetrator` as the text puts it; `date` EDTF (filled by `resolve`)."""

    id: str
    kind: str
    name: str | None
    place: Place | None
    when: str | None
    date: str | None
    perpetrator: str | None
    perpetrator_status: str | None
    casualties: tuple[Casualty, ...]
    evidence: Evidence
    confidence: float
    event_type: str
    rule: str


def find_incidents(context: Context) -> Iterator[Incident]:
    """Yield each incident once."""
    yield from ()


KIND = Kind(
    name="incidents",
    singular="incident",
    prefix="i",
    record=Incident,
    find=find_incidents,
    line=lambda r: ", ".join(
        [
            r.name or r.kind,
            *filter(None, (r.place.name if r.place else None, r.date or r.when)),
            *(f"{c.qualifier + ' ' if c.qualifier else ''}{c.count} {c.class_} {c.outcome}" for c in r.casualties),
        ]
    ),
    example="A suicide bomber killed five soldiers in Quetta on Monday.",
    counterexample="The minister spoke about security in Quetta on Monday.",
)
