"""People: every named person of the report, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.cast import Actor
from communique.model.kind import Context, Kind
from communique.model.span import Evidence
from communique.records.limits import limits_of
from communique.records.name_spots import find_posts, spot_of_name


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
        if actor.kind == "person" and not is_no_person(actor, context):
            country = min(actor.sides) if actor.sides else None
            yield Person(actor.key, actor.name, country, post_of(actor, context), reading.evidence(*actor.mentions))


def is_no_person(actor: Actor, context: Context) -> bool:
    """True for a name of nobody's side that the learned model finds improbable to be a person's.

    Of names with a side it is not asked: of four wrong ones that it would drop in 208 reports three have none, and to
    ask of all encodes 105 sentences more, of these 39.
    """
    limits = limits_of("people")
    if context.adviser is None or not limits.drop or actor.sides:
        return False
    (opinion,) = context.adviser.opinions_of_places([spot_of_name(actor, context)])
    return limits.is_doubted("people", opinion)


def post_of(actor: Actor, context: Context) -> str | None:
    """Return a person's post: the rules', or another beside the name that the learned model is sure of against it."""
    limits = limits_of("offices")
    if context.adviser is None or not limits.relabels:
        return actor.office
    best, highest, own = actor.office, limits.relabel, 0.0
    for post in find_posts(actor, context):
        (opinion,) = context.adviser.opinions_of_places([post.spot])
        share = opinion.is_record("offices")
        if post.text == actor.office:
            own = max(own, share)
        elif share >= highest:
            best, highest = post.text, share
    return best if own < limits.drop else actor.office


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
