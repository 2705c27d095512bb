"""STIX 2.1: a bundle of reports, the identities and locations they name, and the incidents, for threat platforms.

    report      each press report with a day of publication, referring to everything coded from it
    identity    a person (`individual`), a body (`organization`), a side that is a country or organisation (`class`)
    location    a place of an event: a town with its point, else its country
    incident    an incident, with the words it rests on; STIX 2.1 has no fields for casualties, they stand in its
                description as each report gives them

STIX wants a moment where we know a day: midnight UTC of the day of publication stands for it. Reports without a day are
left out and counted. The same register gives the same bytes: ids are made of what they name (UUID version 5, as section
2.9 of the standard allows), nothing bears the time of writing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from communique.answers import bodies, incidents, people
from communique.answers.citation import quote
from communique.answers.filter import Filter
from communique.exports.linked.exporter import LinkedExporter
from communique.exports.linked.gather import NO_ORGANISATIONS, Gathered, gather, name_of
from communique.exports.placed import placed_file
from communique.exports.tables.ndjson import to_json
from communique.model.claim import Claim
from communique.reference.countries import COUNTRIES
from communique.register import Register

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://pypi.org/project/communique/")
Thing = dict[str, Any]


def write(register: Register, wanted: Filter, target: Path) -> str:
    """Write a bundle of what passes a filter; return how much."""
    gathered = gather(register, wanted)
    things, references = _list_things(gathered)
    dated = [source for source in gathered.list_reports() if source.published]
    reports = [
        _thing("report", name_of("report", source.id), source.published, {
            "name": source.title or source.id, "published": _moment(source.published),
            "object_refs": sorted(references[source.id]),
            "external_references": [_cite(source.outlet or source.id, source.url)],
        })
        for source in dated
        if references.get(source.id)
    ]  # fmt: skip
    with placed_file(target) as file:
        file.write(f'{{"type": "bundle", "id": "bundle--{_uuid("bundle", *sorted(things))}", "objects": [')
        for number, thing in enumerate([*(things[key] for key in sorted(things)), *reports]):
            file.write((",\n" if number else "\n") + to_json(thing))
        file.write("\n]}\n")
    left_out = len(gathered.list_reports()) - len(reports)
    rest = "without a day, or of which nothing is an object of STIX"
    return f"{len(reports):,} reports, {len(things):,} other objects. Left out: {left_out:,} reports {rest}."


def _list_things(gathered: Gathered) -> tuple[dict[str, Thing], dict[str, set[str]]]:
    """Return the objects by id, and id of a report → ids of what was coded from it."""
    things: dict[str, Thing] = {}
    references: dict[str, set[str]] = {}
    for thing, members in _tell_all(gathered):
        known = things.setdefault(thing["id"], thing)
        if thing["created"] < known["created"]:  # a side or place is as old as the first report that names it
            things[thing["id"]] = thing
        for claim in members:
            if claim.source.published:
                references.setdefault(claim.source.id, set()).add(thing["id"])
    return things, references


def _tell_all(gathered: Gathered) -> Iterator[tuple[Thing, Sequence[Claim]]]:
    """Yield each object with the claims that tell of it; sides and places come once for each event."""
    for name, members in gathered.people:
        if (day := _first_day(members)) is not None:
            yield _tell_person(name, members, day), members
    for name, members in gathered.bodies:
        told = bodies.tell_case(0, members)
        if (day := _first_day(members)) is not None and told["kind"] not in NO_ORGANISATIONS:
            yield _tell_identity(name, day, told["name"], "organization"), members
    for name, members in gathered.events:
        if (day := _first_day(members)) is None:
            continue
        if members[0].kind == "incidents":
            yield _tell_incident(name, members, day), members
        for claim in members:
            yield from ((thing, [claim]) for thing in _tell_where_and_whose(claim, day))


def _tell_where_and_whose(claim: Claim, day: str) -> Iterator[Thing]:
    """Yield the sides and the place of an event."""
    for side in sorted(claim.sides):
        yield _tell_identity(name_of("side", side), day, COUNTRIES[side].name if side in COUNTRIES else side, "class")
    if (place := claim.record.get("place")) and (location := _tell_location(place, day)):
        yield location


def _tell_person(name: str, members: Sequence[Claim], day: str) -> Thing:
    told = people.tell_person(0, members)
    offices = [office for office, *_ in people.find_offices(members)]
    return _tell_identity(name, day, told["name"], "individual", offices)


def _tell_identity(name: str, day: str, label: str, class_: str, roles: Sequence[str] = ()) -> Thing:
    values: Thing = {"name": label, "identity_class": class_}
    return _thing("identity", name, day, values | ({"roles": list(roles)} if roles else {}))


def _tell_incident(name: str, members: Sequence[Claim], day: str) -> Thing:
    told = incidents.tell_case(0, members)
    return _thing("incident", name, day, {
        "name": f"{told['kind'].capitalize()}{' in ' + told['place'] if told['place'] else ''}",
        "description": "\n".join([*told["tellings"], *(f"“{quote(claim)}”" for claim in members)]),
        "external_references": [_cite(claim.source.outlet or claim.source.id, claim.source.url) for claim in members],
    })  # fmt: skip


def _tell_location(place: Thing, day: str) -> Thing | None:
    """Return a place as STIX wants it: with a point or a country; None where it has neither."""
    values: Thing = {"name": place["name"]}
    if place.get("lat") is not None and place.get("lon") is not None:
        values |= {"latitude": place["lat"], "longitude": place["lon"]}
    if place.get("country") in COUNTRIES:
        values["country"] = COUNTRIES[place["country"]].alpha2
    if len(values) == 1:
        return None
    return _thing("location", name_of("location", *(str(value) for value in values.values())), day, values)


def _thing(type_: str, name: str, day: str | None, values: Thing) -> Thing:
    moment = _moment(day)
    head = {"type": type_, "spec_version": "2.1", "id": f"{type_}--{_uuid(type_, name)}"}
    return {**head, "created": moment, "modified": moment, **values}


def _uuid(*parts: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "\x1f".join(parts))


def _moment(day: str | None) -> str:
    return f"{day}T00:00:00.000Z"


def _first_day(claims: Iterable[Claim]) -> str | None:
    return min((claim.source.published for claim in claims if claim.source.published), default=None)


def _cite(name: str, url: str | None) -> Thing:
    return {"source_name": name, **({"url": url} if url else {})}


EXPORTER = LinkedExporter("stix", ".stix.json", "a STIX 2.1 bundle of reports, identities, locations, incidents", write)
