"""One person in full: offices over time, contacts, whom they met, what they undertook and said for their side.

In: a case of people. Out: everything that reports tie to one of its claims. Deliberately missed: contacts that name the
side but not the person, and people of the person's own side, who went along rather than were met.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.answers.actions import tell_statements
from communique.answers.case import find_claims_of
from communique.answers.cases import day_of
from communique.answers.engagements import tell_case
from communique.answers.ledger import tell_undertakings
from communique.answers.people import choose_name, find_contacts, find_offices, tell_person
from communique.answers.words import HELD
from communique.model.claim import Claim
from communique.register import Register
from communique.register.case_query import get_cases
from communique.register.parts import in_parts, marks_for

MOST_SAID = 10  # undertakings, and statements, the newest


@dataclass(frozen=True, slots=True)
class Office:
    """An office as first written, with the first and last publication that gives it."""

    office: str
    first: str | None
    last: str | None
    reports: int


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody of another side who took part in the same contacts: how many, and the last day of one."""

    name: str
    country: str | None
    case: int
    contacts: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """`row` tells the person as the list of people does; contacts are rows of engagements, the newest first."""

    row: Mapping[str, Any]
    offices: tuple[Office, ...]
    contacts: tuple[Mapping[str, Any], ...]
    met: tuple[Met, ...]
    undertakings: tuple[Mapping[str, Any], ...]
    statements: tuple[Mapping[str, Any], ...]
    undertaken: int  # how many undertakings there are in all
    said: int  # and statements


def get_person(register: Register, case: int) -> Person:
    """Return a person; NotFound where the case is none."""
    claims = find_claims_of(register, case, "people")
    contacts = find_contacts(register, claims)
    rows = [tell_case(number, members) for number, members in contacts]
    rows.sort(key=lambda row: (row["date"] or row["published"] or "", row["case"]), reverse=True)
    undertakings, statements = (_find_said(register, kind, claims) for kind in ("undertakings", "statements"))
    told = tell_person(case, claims)
    return Person(
        row=told,
        offices=tuple(Office(name, first or None, last or None, n) for name, first, last, n in find_offices(claims)),
        contacts=tuple(rows),
        met=tuple(_find_met(register, case, told["country"], contacts)),
        undertakings=tuple(tell_undertakings(register, undertakings[:MOST_SAID])),
        statements=tuple(tell_statements(register, statements[:MOST_SAID])),
        undertaken=len(undertakings),
        said=len(statements),
    )


def _find_said(register: Register, kind: str, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a kind of which the person is the speaker, the newest first."""
    own = {(claim.source.key, claim.record["id"]) for claim in claims}
    reports = sorted({report for report, _ in own})
    found: list[Claim] = []
    for part in in_parts(reports):
        spoken = "json_extract(c.record, '$.speaker') IS NOT NULL"
        found += register.claims(f"c.kind = ? AND {spoken} AND c.report IN ({marks_for(part)})", [kind, *part])
    said = [claim for claim in found if (claim.source.key, claim.record.get("speaker")) in own]
    return sorted(said, key=lambda claim: (claim.source.published or "", claim.key), reverse=True)


def _find_met(
    register: Register, case: int, country: str | None, contacts: Sequence[tuple[int, Sequence[Claim]]]
) -> list[Met]:
    """Return who took part in the person's held contacts for another side, the most met first."""
    people = find_participants(register, [claim for _, members in contacts for claim in members])
    met: dict[int, dict[int, str]] = {}
    names: dict[int, list[str]] = {}
    countries: dict[int, str | None] = {}
    for number, members in contacts:
        day = day_of(members)
        for claim in members:
            for participant in claim.record["participants"]:
                other = people.get((claim.source.key, participant.get("person")))
                if other is None or other == case or (country and participant.get("country") == country):
                    continue
                if claim.record["status"] in HELD:
                    met.setdefault(other, {})[number] = day
                    names.setdefault(other, []).append(participant["name"])
                    countries[other] = countries.get(other) or participant.get("country")
    found = [
        Met(choose_name(names[other]), countries[other], other, len(days), max(days.values()) or None)
        for other, days in met.items()
    ]
    return sorted(found, key=lambda one: (-one.contacts, one.name))


def find_participants(register: Register, engagements: Sequence[Claim]) -> dict[tuple[int, str | None], int]:
    """Return (report, id of a person in it) → case of the person, for all reports of some engagements."""
    reports = sorted({claim.source.key for claim in engagements})
    keys: dict[int, tuple[int, str | None]] = {}
    for part in in_parts(reports):
        for row in register.connection.execute(
            "SELECT c.key, c.report, c.id FROM claim c JOIN coding g ON g.key = c.coding"
            f" WHERE g.current AND c.kind = 'people' AND c.report IN ({marks_for(part)})",
            part,
        ):
            keys[row[0]] = (row[1], row[2])
    cases = get_cases(register, keys)
    return {named: cases.get(key, -key) for key, named in keys.items()}
