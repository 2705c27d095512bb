"""Bodies: organisations, ministries, armed groups, forums, programmes, treaties, named operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.kind import Context, Kind
from communique.model.span import Evidence


@dataclass(frozen=True, slots=True)
class Body:
    """`name` fullest form in the text; `kind` one of organisation, ministry, armed group, forum, programme,
    agreement, operation, or None; `country` the side it belongs to, if one."""

    id: str
    name: str
    acronym: str | None
    kind: str | None
    country: str | None
    mentions: Evidence


def find_bodies(context: Context) -> Iterator[Body]:
    """Yield the cast's bodies in order of first mention; until `resolve` the `id` is the actor's key."""
    reading = context.reading
    for actor in context.cast.actors:
        if actor.kind == "body":
            country = min(actor.sides) if actor.sides else None
            mentions = reading.evidence(*actor.mentions)
            yield Body(actor.key, actor.name, actor.acronym, actor.body_kind, country, mentions)


KIND = Kind(
    name="bodies",
    singular="body",
    prefix="b",
    record=Body,
    find=find_bodies,
    line=lambda r: ", ".join(filter(None, (r.name, r.acronym, r.kind, r.country))),
    example="The Shanghai Cooperation Organisation (SCO) grew.",
    counterexample="The organisation grew.",
)
