"""What claims are sorted, counted and narrowed by: a few words of each, kept in memory once they were read.

A list of ten thousand records shows fifty, but counts and sorts all. Reading whole records for that takes a second;
their traits take a tenth of it, and nothing once they are known, since claims are never rewritten. Those that a
reviewer edited are read each time, since edits come and go.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

from communique.register import Register
from communique.register.in_force import RECORD
from communique.register.parts import in_parts, marks_for

WORDS = {
    "undertakings": "act",
    "engagements": "kind",
    "statements": "stance",
    "actions": "type",
    "incidents": "kind",
    "figures": "unit",
    "bodies": "kind",
}
"""The field in which a record of each kind has the codebook's word."""

MOST_MONTHS = 24  # that one record may lie in: one that spans more tells no month
EDITED = "SELECT DISTINCT a FROM judgement WHERE subject = 'claim' AND record IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Traits:
    """`word` is that of `WORDS`, `country` that of the place, `months` those its days lie in (of publication where it
    has none of its own), `first` the day to sort by, `due` as the record has it."""

    key: int
    report: str
    published: str | None
    outlet: str | None
    first: str | None
    date: str | None
    months: tuple[str, ...]
    word: str | None
    status: str | None
    country: str | None
    name: str | None
    office: str | None
    acronym: str | None
    due: str | None
    has_amounts: bool
    topics: tuple[str, ...]
    by: tuple[str, ...]
    to: tuple[str, ...]
    sides: tuple[str, ...]

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values under which a filter of this name finds the claim, each once."""
        value = getattr(self, FIELDS.get(name, "word"))
        if isinstance(value, tuple):
            return value
        return (value,) if value else ()


FIELDS = {
    "topic": "topics", "side": "sides", "by": "by", "to": "to", "about": "to", "month": "months", "outlet": "outlet",
    "country": "country", "status": "status",
}  # fmt: skip
"""Name of a filter → the trait it is held against; any other name is that of the codebook's word."""


class TraitStore:
    """The traits read so far, of one register; another that has taken its place begins anew."""

    def __init__(self) -> None:
        self._known: dict[int, Traits] = {}
        self._identity: Hashable = None

    def get(self, register: Register, kind: str, keys: Sequence[int]) -> dict[int, Traits]:
        """Return claim number → traits of claims of one kind."""
        known = self._of(register.connection.identity())
        edited = {row[0] for row in register.connection.execute(EDITED)}
        missing = [key for key in keys if key not in known or key in edited]
        for part in in_parts(missing):
            known.update(_read(register, kind, part))
        return known

    def _of(self, identity: Hashable) -> dict[int, Traits]:
        if self._identity != identity:
            self._known, self._identity = {}, identity
        return self._known


def _read(register: Register, kind: str, keys: Sequence[int]) -> dict[int, Traits]:
    marks = marks_for(keys)
    sides: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim, role, side in register.connection.execute(
        f"SELECT claim, role, side FROM claim_side WHERE claim IN ({marks}) ORDER BY claim, side", keys
    ):
        sides[claim][role].append(intern(side))
    rows = register.connection.execute(
        f"SELECT c.key, r.id, r.published, r.outlet, c.first_day, c.last_day, json_extract({RECORD}, '$.date', ?,"
        " '$.status', '$.place.country', '$.name', '$.office', '$.acronym', '$.due', '$.topics', '$.amounts')"
        f" FROM claim c JOIN report r ON r.key = c.report WHERE c.key IN ({marks})",
        (f"$.{WORDS.get(kind, 'word')}", *keys),
    )
    return {row[0]: _make(row, sides.get(row[0], {})) for row in rows}


def _make(row: Sequence[Any], sides: dict[str, list[str]]) -> Traits:
    key, report, published, outlet, first, last, extracted = row
    date, word, status, country, name, office, acronym, due, topics, amounts = json.loads(extracted)
    return Traits(
        key=key,
        report=report,
        published=published,
        outlet=intern(outlet) if outlet else None,
        first=first,
        date=date,
        months=_months(first or published, last or published),
        word=intern(word) if word else None,
        status=intern(status) if status else None,
        country=intern(country) if country else None,
        name=name,
        office=office,
        acronym=acronym,
        due=due,
        has_amounts=bool(amounts),
        topics=tuple(dict.fromkeys(map(intern, topics or ()))),
        by=tuple(sides.get("by", ())),
        to=tuple(dict.fromkeys((*sides.get("to", ()), *sides.get("about", ())))),
        sides=tuple(dict.fromkeys(side for role in sides.values() for side in role)),
    )


def _months(first: str | None, last: str | None) -> tuple[str, ...]:
    """Return every month from a day to a day, none where they span more than `MOST_MONTHS`."""
    if not first or not last:
        return ()
    start, end = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (first, last))
    if end - start >= MOST_MONTHS:
        return ()
    return tuple(intern(f"{month // 12:04d}-{month % 12 + 1:02d}") for month in range(start, end + 1))
