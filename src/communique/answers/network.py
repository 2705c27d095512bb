"""Who meets whom: persons joined by the contacts they took part in for different sides.

In: engagements that pass a filter. Out: one row a pair of persons. Counted are contacts told as held. Deliberately left
out: persons of one side, who came together rather than met; and contacts with more than `LARGEST` persons named, where
everybody would have met everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from communique.answers.cases import day_of, find_cases
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter
from communique.answers.people import choose_name
from communique.answers.person import find_participants
from communique.answers.words import HELD
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register

LARGEST = 12  # persons; a conference of more tells little of who spoke to whom
MOST_PEOPLE = 200  # shown: those with most contacts; more can be neither drawn nor read

COLUMNS = (
    Column("a", "number of the case of one person", "key"),
    Column("a_name", "fullest form of the name in these contacts"),
    Column("a_country", "side the person took part for"),
    Column("b", "number of the case of the other", "key"),
    Column("b_name", "fullest form of the name in these contacts"),
    Column("b_country", "side the person took part for"),
    Column("contacts", "how many contacts both took part in", "number"),
    Column("first", "first day of one", "date"),
    Column("last", "last day of one", "date"),
)


def list_network(register: Register, wanted: Filter) -> Table:
    """Return the pairs of persons who met, those who met most often first, of the `MOST_PEOPLE` with most contacts."""
    contacts = [
        members
        for _, members in find_cases(register, "engagements", wanted)
        if max(members, key=lambda claim: claim.source.published or "").record["status"] in HELD
    ]
    people = find_participants(register, [claim for members in contacts for claim in members])
    names: dict[int, list[str]] = {}
    sides: dict[int, str | None] = {}
    days: dict[tuple[int, int], list[str]] = {}
    crowded = 0
    for members in contacts:
        present = _find_present(members, people, names, sides)
        if len(present) > LARGEST:
            crowded += 1
            continue
        for a, b in combinations(sorted(present), 2):
            if sides[a] != sides[b]:
                days.setdefault((a, b), []).append(day_of(members))
    chosen = _choose(days)
    rows = [
        _row(a, b, met, names, sides) for (a, b), met in days.items() if a in chosen and b in chosen
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["contacts"], row["a_name"], row["b_name"], row["a"], row["b"]))
    return Table("network", COLUMNS, tuple(rows), (*_say(crowded, days, rows), *get_notes(register, wanted)))


def _find_present(
    members: Sequence[Claim],
    people: dict[tuple[int, str | None], int],
    names: dict[int, list[str]],
    sides: dict[int, str | None],
) -> set[int]:
    """Return who took part over all reports of a contact, noting names and sides."""
    present: set[int] = set()
    for claim in members:
        for participant in claim.record["participants"]:
            case = people.get((claim.source.key, participant.get("person")))
            if case is not None and participant.get("person"):
                present.add(case)
                names.setdefault(case, []).append(participant["name"])
                sides[case] = sides.get(case) or participant.get("country")
    return present


def _choose(days: dict[tuple[int, int], list[str]]) -> set[int]:
    """Return the persons with most contacts with others."""
    weight: dict[int, int] = {}
    for pair, met in days.items():
        for person in pair:
            weight[person] = weight.get(person, 0) + len(met)
    return set(sorted(weight, key=lambda person: (-weight[person], person))[:MOST_PEOPLE])


def _row(
    a: int, b: int, met: Sequence[str], names: dict[int, list[str]], sides: dict[int, str | None]
) -> dict[str, Any]:
    known = [day for day in met if day]
    return {
        "a": a, "a_name": choose_name(names[a]), "a_country": sides[a],
        "b": b, "b_name": choose_name(names[b]), "b_country": sides[b],
        "contacts": len(met), "first": min(known, default=None), "last": max(known, default=None),
    }  # fmt: skip


def _say(crowded: int, days: dict[tuple[int, int], list[str]], rows: Sequence[dict[str, Any]]) -> list[str]:
    everybody = {person for pair in days for person in pair}
    shown = {row[end] for row in rows for end in ("a", "b")}
    said = [f"Pairs of persons who took part for different sides in the same contact told as held: {len(days)}."]
    if len(everybody) > len(shown):
        said.append(f"Shown are the {len(shown)} persons with most contacts, of {len(everybody)}.")
    if crowded:
        said.append(f"Left out: {crowded} contacts with more than {LARGEST} persons named.")
    return said
