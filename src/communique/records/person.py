"""People: every named person of the report, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.kind import Context, Kind
from communique.model.span import Evidence


@dataclass(frozen=True, slots=True)
class Person:
    """`name` fullest form without titles; `country` the side it acts for; `office` the post as written."""

    id: str
    name: str
    country: str | None
    office: str | None
    mentions: Evidence


def find_people(context: Context) -> Iterator[Person]:
    """Yield the cast's persons in order of first mention; until `resolve` the `id` is the actor's key."""
    reading = context.reading
    for actor in context.cast.actors:
        if actor.kind == "person":
            country = min(actor.sides) if actor.sides else None
            yield Person(actor.key, actor.name, country, actor.office, reading.evidence(*actor.mentions))


KIND = Kind(
    name="people",
    singular="person",
    prefix="p",
    record=Person,
    find=find_people,
    line=lambda r: ", ".join(filter(None, (r.name, r.office, r.country))),
    example="Foreign Minister Wang Yi spoke in Beijing.",
    counterexample="The minister spoke in Beijing.",
)
