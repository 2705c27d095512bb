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
from communique.model.claim import Claim, Source
from communique.model.web_link import web_link
from communique.reference.countries import COUNTRIES
from communique.register import Register

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://pypi.org/project/communique/")
Thing = dict[str, Any]
Days = tuple[str, str]


def write(register: Register, wanted: Filter, target: Path) -> str:
    """Write a bundle of what passes a filter; return how much."""
    gathered = gather(register, wanted)
    things, references = _list_things(gathered)
    reports = [
        _thing("report", name_of("report", source.id), (day, day), {
            "name": source.title or source.id, "published": _moment(day),
            "object_refs": sorted(references[source.id]),
            "external_references": [_cite(source)],
        })
        for source in gathered.list_reports()
        if (day := source.published) and references.get(source.id)
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
        # A side or place comes once for each event: it is as old as the first report that names it.
        known["created"] = min(known["created"], thing["created"])
        known["modified"] = max(known["modified"], thing["modified"])
        for claim in members:
            if claim.source.published:
                references.setdefault(claim.source.id, set()).add(thing["id"])
    return things, references


def _tell_all(gathered: Gathered) -> Iterator[tuple[Thing, Sequence[Claim]]]:
    """Yield each object with the claims that tell of it; sides and places come once for each event."""
    for name, members in gathered.people:
        if (days := _days_of(members)) is not None:
            yield _tell_person(name, members, days), members
    for name, members in gathered.bodies:
        told = bodies.tell_case(0, members)
        if (days := _days_of(members)) is not None and told["kind"] not in NO_ORGANISATIONS:
            yield _tell_identity(name, days, told["name"], "organization"), members
    for name, members in gathered.events:
        if (days := _days_of(members)) is None:
            continue
        if members[0].kind == "incidents":
            yield _tell_incident(name, members, days), members
        for claim in members:
            yield from ((thing, [claim]) for thing in _tell_where_and_whose(claim, days))


def _tell_where_and_whose(claim: Claim, days: Days) -> Iterator[Thing]:
    """Yield the sides and the place of an event."""
    for side in sorted(claim.sides):
        yield _tell_identity(name_of("side", side), days, COUNTRIES[side].name if side in COUNTRIES else side, "class")
    if (place := claim.record.get("place")) and (location := _tell_location(place, days)):
        yield location


def _tell_person(name: str, members: Sequence[Claim], days: Days) -> Thing:
    told = people.tell_person(0, members)
    offices = [office for office, *_ in people.find_offices(members)]
    return _tell_identity(name, days, told["name"], "individual", offices)


def _tell_identity(name: str, days: Days, label: str, class_: str, roles: Sequence[str] = ()) -> Thing:
    values: Thing = {"name": label, "identity_class": class_}
    return _thing("identity", name, days, values | ({"roles": list(roles)} if roles else {}))


def _tell_incident(name: str, members: Sequence[Claim], days: Days) -> Thing:
    told = incidents.tell_case(0, members)
    return _thing("incident", name, days, {
        "name": f"{told['kind'].capitalize()}{' in ' + told['place'] if told['place'] else ''}",
        "description": "\n".join([*told["tellings"], *(f"“{quote(claim)}”" for claim in members)]),
        "external_references": [_cite(claim.source) for claim in members],
    })  # fmt: skip


def _tell_location(place: Thing, days: Days) -> Thing | None:
    """Return a place as STIX wants it: with a point or a country; None where it has neither."""
    values: Thing = {"name": place["name"]}
    if place.get("lat") is not None and place.get("lon") is not None:
        values |= {"latitude": place["lat"], "longitude": place["lon"]}
    if place.get("country") in COUNTRIES:
        values["country"] = COUNTRIES[place["country"]].alpha2
    if len(values) == 1:
        return None
    return _thing("location", name_of("location", *(str(value) for value in values.values())), days, values)


def _thing(type_: str, name: str, days: Days, values: Thing) -> Thing:
    head = {"type": type_, "spec_version": "2.1", "id": f"{type_}--{_uuid(type_, name)}"}
    return {**head, "created": _moment(days[0]), "modified": _moment(days[1]), **values}


def _uuid(*parts: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "\x1f".join(parts))


def _moment(day: str) -> str:
    return f"{day}T00:00:00.000Z"


def _days_of(claims: Iterable[Claim]) -> Days | None:
    """Return the first and last day of publication: what a later report adds makes a new version of an object."""
    days = sorted(claim.source.published for claim in claims if claim.source.published)
    return (days[0], days[-1]) if days else None


def _cite(source: Source) -> Thing:
    """Return a report as STIX cites it; the id of it, since STIX wants one where there is no link."""
    cited: Thing = {"source_name": source.outlet or source.id, "external_id": source.id}
    return cited | ({"url": link} if (link := web_link(source.url)) else {})


EXPORTER = LinkedExporter("stix", ".stix.json", "a STIX 2.1 bundle of reports, identities, locations, incidents", write)
