"""FollowTheMoney entities, one JSON object a line, for Aleph, OpenAleph and OpenSanctions tools.

    Person                 a person over all reports; other spellings as `alias`, sides as `country`
    Position, Occupancy    a post as the reports write it, and who was named in it; `date` are the days of the reports
                           that say so: no report says when a term began
    PublicBody             a ministry
    Organization           another body; programmes, agreements and operations are none, left out and counted
    Event                  an engagement, action or incident, with the words it rests on as `description`
    Article                each report, without its text, which is another's

Countries are FollowTheMoney's (ISO 3166-1 alpha-2 in small letters). `proof` leads to the articles. Only properties are
used that versions 3.8 and 4.11 of its model share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from communique.answers import bodies, people
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

Entity = dict[str, Any]


def write(register: Register, wanted: Filter, target: Path) -> str:
    """Write the entities of what passes a filter; return how many."""
    gathered = gather(register, wanted)
    count = 0
    with placed_file(target) as file:
        for entity in _list_entities(gathered):
            print(to_json(entity), file=file)
            count += 1
    left_out = sum(_schema_of(members) is None for _, members in gathered.bodies)
    return f"{count:,} entities. Left out: {left_out:,} programmes, agreements and operations, which have no schema."


def _list_entities(gathered: Gathered) -> Iterator[Entity]:
    for source in gathered.list_reports():
        yield _tell_article(source)
    seen: set[str] = set()
    for name, members in gathered.people:
        yield _tell_person(name, members)
        for entity in _tell_posts(name, members):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield entity
    for name, members in gathered.bodies:
        if (schema := _schema_of(members)) is not None:
            yield _tell_body(schema, name, members)
    for name, members in gathered.events:
        yield _tell_event(name, members, gathered.list_participants(members))


def _tell_article(source: Source) -> Entity:
    return _entity("Article", _article_id(source), {
        "title": [source.title], "name": [source.title or source.id], "publishedAt": [source.published],
        "publisher": [source.outlet], "sourceUrl": [web_link(source.url)],
    })  # fmt: skip


def _tell_person(name: str, members: Sequence[Claim]) -> Entity:
    told = people.tell_person(0, members)
    return _entity("Person", name, {
        "name": [told["name"]], "alias": told["spellings"],
        "country": _countries(c.record.get("country") for c in members),
        "position": [office for office, *_ in people.find_offices(members)], "proof": _proofs(members),
    })  # fmt: skip


def _tell_posts(holder: str, members: Sequence[Claim]) -> Iterator[Entity]:
    """Yield each post that a person was named in, and the occupancy."""
    posts: dict[tuple[str, str], list[Claim]] = {}
    for claim in members:
        if claim.record.get("office"):
            office = " ".join(claim.record["office"].split())
            posts.setdefault((office, claim.record.get("country") or ""), []).append(claim)
    for (office, side), claims in sorted(posts.items()):
        post = name_of("post", office.casefold(), side)
        yield _entity("Position", post, {"name": [office], "country": _countries([side])})
        yield _entity("Occupancy", name_of("occupancy", holder, post), {
            "holder": [holder], "post": [post], "date": sorted({c.source.published or "" for c in claims}),
            "sourceUrl": [web_link(c.source.url) for c in claims], "publisher": [c.source.outlet for c in claims],
        })  # fmt: skip


def _tell_body(schema: str, name: str, members: Sequence[Claim]) -> Entity:
    told = bodies.tell_case(0, members)
    return _entity(schema, name, {
        "name": [told["name"]], "alias": told["spellings"], "weakAlias": [told["acronym"]],
        "country": _countries([told["country"]]), "proof": _proofs(members),
    })  # fmt: skip


def _tell_event(name: str, members: Sequence[Claim], involved: Sequence[str]) -> Entity:
    first = members[0]
    record = first.record
    what = record.get("kind") or record["type"]
    sides = sorted({side for claim in members for side in claim.sides})
    places = [claim.record["place"] for claim in members if claim.record.get("place")]
    start, _, end = next((c.record["date"] for c in members if c.record.get("date")), "").partition("/")
    within = f" in {places[0]['name']}" if places else ""
    return _entity("Event", name, {
        "name": [f"{what.capitalize()}{': ' + '–'.join(sides) if sides else ''}{within}"],
        "keywords": [first.kind.removesuffix("s"), what, *({record["status"]} if record.get("status") else ())],
        "startDate": [_plain(start)], "endDate": [_plain(end)], "location": [place["name"] for place in places],
        "country": _countries([*sides, *(place.get("country") for place in places)]), "involved": list(involved),
        "description": [quote(claim) for claim in members], "proof": _proofs(members),
        "sourceUrl": [web_link(claim.source.url) for claim in members],
        "publisher": [claim.source.outlet for claim in members],
        "recordId": [f"{claim.source.id}#{claim.record['id']}" for claim in members],
    })  # fmt: skip


def _entity(schema: str, name: str, values: dict[str, Iterable[str | None]]) -> Entity:
    """Return an entity with the values that are there, each once."""
    properties = {key: list(dict.fromkeys(value for value in given if value)) for key, given in values.items()}
    return {"id": name, "schema": schema, "properties": {key: given for key, given in properties.items() if given}}


def _schema_of(members: Sequence[Claim]) -> str | None:
    kind = bodies.tell_case(0, members)["kind"]
    if kind in NO_ORGANISATIONS:
        return None
    return "PublicBody" if kind == "ministry" else "Organization"


def _countries(sides: Iterable[str | None]) -> list[str]:
    """Return sides that are countries as FollowTheMoney writes them."""
    return sorted({COUNTRIES[side].alpha2.casefold() for side in sides if side is not None and side in COUNTRIES})


def _proofs(claims: Iterable[Claim]) -> list[str]:
    return sorted({_article_id(claim.source) for claim in claims})


def _article_id(source: Source) -> str:
    return name_of("report", source.id)


def _plain(edtf: str) -> str | None:
    """Return a date without EDTF's marks of doubt; None for an open end."""
    return edtf.rstrip("~?%") if edtf and edtf != ".." else None


EXPORTER = LinkedExporter("ftm", ".ftm.json", "FollowTheMoney entities, for Aleph", write)
