"""Who meets whom, as the page and the API tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.answers.question import parse_question
from communique.answers.views import get_view
from communique.desk.desk import Desk
from communique.model.table import Table
from communique.register import Register

VIEW = get_view("network")


@dataclass(frozen=True, slots=True)
class Met:
    """A person of the network: number of the case, name and side, and the contacts with others of it."""

    case: int
    name: str
    country: str | None
    contacts: int


def find_people(table: Table) -> list[Met]:
    """Return the persons of a network, those with most contacts first, as the chart counts and names them."""
    contacts: Counter[int] = Counter()
    told: dict[int, Mapping[str, Any]] = {}
    for row in table.rows:
        for end in ("a", "b"):
            contacts[row[end]] += row["contacts"]
            told.setdefault(row[end], {"name": row[f"{end}_name"], "country": row[f"{end}_country"]})
    people = [Met(case, told[case]["name"], told[case]["country"], count) for case, count in contacts.items()]
    return sorted(people, key=lambda person: (-person.contacts, person.case))


def read_network(desk: Desk, register: Register, given: Mapping[str, Sequence[str]]) -> Table:
    """Return the pairs of persons that named words ask for."""
    question = parse_question(VIEW, given)
    return desk.finder.remember(("network", question.wanted.describe()), lambda: question.put(register))
