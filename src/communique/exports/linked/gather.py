"""What passes a filter, gathered for formats of linked things: people, bodies and events, each with its claims.

Only claims that pass are given, so that a file of one month cites no report of another; people who took part in an
event are given as its report names them. A thing's name is that of its whole case, whatever the filter: two files of
one register name the same person alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.answers.filter import Filter, find_claims
from communique.model.claim import Claim, Source
from communique.register import Register
from communique.register.case_query import group_cases
from communique.register.parts import in_parts, marks_for

EVENT_KINDS = ("engagements", "actions", "incidents")  # what happened; words alone are no events
NO_ORGANISATIONS = frozenset({"programme", "agreement", "operation"})  # kinds of bodies that cannot hold or do anything

Named = tuple[str, list[Claim]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Each thing with its name, the same for the same case in whatever file. `persons` maps (report, id of a person in
    it) to that person's name."""

    people: tuple[Named, ...]
    bodies: tuple[Named, ...]
    events: tuple[Named, ...]
    persons: dict[tuple[int, str], str]

    def list_reports(self) -> list[Source]:
        """Return every report behind it once, by publication."""
        claims = [claim for _, members in (*self.people, *self.bodies, *self.events) for claim in members]
        sources = {claim.source.id: claim.source for claim in claims}
        return sorted(sources.values(), key=lambda source: (source.published or "", source.id))

    def list_participants(self, claims: Sequence[Claim]) -> list[str]:
        """Return the names of the persons who took part in an event."""
        keys = {
            (claim.source.key, one["person"])
            for claim in claims
            for one in claim.record.get("participants") or ()
            if one.get("person")
        }
        return sorted({self.persons[key] for key in keys if key in self.persons})


def gather(register: Register, wanted: Filter) -> Gathered:
    """Return everything that passes a filter."""
    events: list[Claim] = []
    for kind in EVENT_KINDS:
        events += _find_incidents(register, wanted) if kind == "incidents" else find_claims(register, kind, wanted)
    people = {claim.key: claim for claim in find_claims(register, "people", wanted)}
    people |= {claim.key: claim for claim in _find_present(register, events)}
    named = tuple(_name(register, "people", list(people.values())))
    return Gathered(
        people=named,
        bodies=tuple(_name(register, "bodies", find_claims(register, "bodies", wanted))),
        events=tuple(thing for kind in EVENT_KINDS for thing in _name(register, kind, events)),
        persons={(claim.source.key, claim.record["id"]): name for name, members in named for claim in members},
    )


def _find_incidents(register: Register, wanted: Filter) -> list[Claim]:
    """Return the incidents that pass; the only side of an incident is the country of its place."""
    found = find_claims(register, "incidents", replace(wanted, sides=()))
    if not wanted.sides:
        return found
    return [claim for claim in found if (claim.record.get("place") or {}).get("country") in wanted.sides]


def _find_present(register: Register, events: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims that name the participants of events."""
    wanted = {
        (claim.source.key, one.get("person")) for claim in events for one in claim.record.get("participants") or ()
    }
    reports = sorted({key for key, _ in wanted})
    for part in in_parts(reports):
        for claim in register.claims(f"c.kind = 'people' AND c.report IN ({marks_for(part)})", part):
            if (claim.source.key, claim.record["id"]) in wanted:
                yield claim


def _name(register: Register, kind: str, claims: Sequence[Claim]) -> Iterator[Named]:
    """Yield the cases of a kind among these claims with their names, in the order of the names."""
    cases = group_cases(register, kind, [claim for claim in claims if claim.kind == kind])
    firsts = _find_firsts(register, [case for case, _ in cases if case > 0])
    named = [
        (name_of(kind, *firsts.get(case, (members[0].source.id, members[0].record["id"]))), members)
        for case, members in cases
    ]
    yield from sorted(named, key=lambda thing: thing[0])


def _find_firsts(register: Register, cases: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return case → report and record of its first claim by publication."""
    firsts: dict[int, tuple[str, str, str]] = {}
    for part in in_parts(cases):
        for case, published, report, record in register.connection.execute(
            'SELECT n."case", r.published, r.id, c.id FROM node n JOIN claim_node cn ON cn.node = n.key'
            " JOIN claim c ON c.key = cn.claim JOIN report r ON r.key = c.report JOIN coding g ON g.key = c.coding"
            f' WHERE r.current AND g.current AND n."case" IN ({marks_for(part)})',
            part,
        ):
            first = (published or "", report, record)
            firsts[case] = min(firsts.get(case, first), first)
    return {case: (report, record) for case, (_, report, record) in firsts.items()}


def name_of(*parts: str) -> str:
    """Return a name of 40 hexadecimal digits for what these parts tell apart."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]
