"""One filter for every question: what a user can narrow an answer by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from communique.answers.words import check_words
from communique.errors import UsageError
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.register import Register
from communique.register.engines.database import Words
from communique.register.in_force import NOT_REJECTED, RECORD
from communique.register.parts import marks_for
from communique.register.register import BY_DAY


@dataclass(frozen=True, slots=True)
class Filter:
    """All given parts must hold.

    `sides` must all be named, in whatever role; `by` and `to` in theirs (`to` is also whom a statement is about).
    `since` and `until` are EDTF dates (a month means its first or last day), held against the record's own date, else
    its report's publication. `having` maps a field to the codebook's words it may hold, such as
    `{"act": ("offer", "commit")}`. `country` is that of the record's place. `text` is words that all stand in the
    evidence.
    """

    sides: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    having: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    country: str | None = None
    topic: str | None = None
    text: str | None = None
    outlet: str | None = None
    least_confidence: float = 0.0

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            value = getattr(self, name)
            if value and days_of(value) is None:
                raise UsageError(
                    "date-invalid", f"--{name} {value} is not a date.", "Write 2025, 2025-06 or 2025-06-26."
                )

    def describe(self) -> str | None:
        """Say what was asked for, for the note under a table; None where everything was."""
        said = [
            *(f"side {side}" for side in self.sides),
            *(f"by {side}" for side in self.by),
            *(f"towards {side}" for side in self.to),
            *(f"{name} {' or '.join(words)}" for name, words in self.having.items() if words),
            *(
                f"{name} {value}"
                for name in ("country", "topic", "outlet", "since", "until")
                if (value := getattr(self, name))
            ),
        ]
        if self.text:
            said.append(f"words “{self.text}”")
        return ", ".join(said) or None


def find_claims(register: Register, kind: str, wanted: Filter) -> list[Claim]:
    """Return the current claims of a kind that pass the filter, by date."""
    return register.claims(*claim_condition(kind, wanted))


def find_keys(register: Register, kind: str, wanted: Filter) -> list[int]:
    """Return the numbers of the claims that `find_claims` would give, in its order, without reading them."""
    condition, values = claim_condition(kind, wanted)
    rows = register.connection.execute(
        "SELECT c.key FROM claim c JOIN report r ON r.key = c.report JOIN coding g ON g.key = c.coding"
        f" WHERE r.current AND g.current AND {NOT_REJECTED} AND ({condition}) ORDER BY {BY_DAY}",
        values,
    )
    return [int(row[0]) for row in rows]


def claim_condition(kind: str, wanted: Filter) -> tuple[str, list[Any]]:
    """Return an SQL condition on current claims `c` of reports `r` for all of a filter, and its values."""
    check_words(kind, wanted.having)
    narrowed, values = narrowing(wanted)
    return " AND ".join(["c.kind = ?", *narrowed]), [kind, *values]


def narrowing(wanted: Filter) -> tuple[list[str], list[Any]]:
    """Return the SQL conditions of a filter on claims `c` of any kind, of reports `r`, and their values."""
    conditions: list[str] = []
    values: list[Any] = []
    for roles, sides in (("('by')", wanted.by), ("('to', 'about')", wanted.to)):
        for side in sides:
            conditions.append(f"c.key IN (SELECT claim FROM claim_side WHERE side = ? AND role IN {roles})")
            values.append(side)
    for side in wanted.sides:
        conditions.append("c.key IN (SELECT claim FROM claim_side WHERE side = ?)")
        values.append(side)
    first = days_of(wanted.since)
    last = days_of(wanted.until)
    if first and first[0]:
        conditions.append("coalesce(c.last_day, r.published) >= ?")
        values.append(first[0])
    if last and last[1]:
        conditions.append("coalesce(c.first_day, r.published) <= ?")
        values.append(last[1])
    for name, words in wanted.having.items():
        if words:
            conditions.append(f"json_extract({RECORD}, ?) IN ({marks_for(words)})")
            values += [f"$.{name}", *words]
    if wanted.country:
        conditions.append(f"json_extract({RECORD}, '$.place.country') = ?")
        values.append(wanted.country)
    if wanted.outlet:
        conditions.append("r.outlet = ?")
        values.append(wanted.outlet)
    if wanted.text:
        conditions.append("c.key IN (SELECT rowid FROM evidence_words WHERE evidence_words MATCH ?)")
        values.append(match_words(wanted.text))
    if wanted.topic:
        conditions.append("EXISTS (SELECT 1 FROM json_each(c.record, '$.topics') WHERE value = ?)")
        values.append(wanted.topic)
    if wanted.least_confidence:
        conditions.append("coalesce(c.confidence, 1.0) >= ?")
        values.append(wanted.least_confidence)
    return conditions, values


def period_condition(wanted: Filter, with_undated: bool = False) -> tuple[str, list[str]]:
    """Return an SQL condition on current reports `r` for the filter's period and outlet, and its values.

    Reports without a date are in no period, unless `with_undated`: what was looked at includes them.
    """
    undated = "r.published IS NULL OR " if with_undated else ""
    conditions, values = ["r.current"], []
    first, last = days_of(wanted.since), days_of(wanted.until)
    if first and first[0]:
        conditions.append(f"({undated}r.published >= ?)")
        values.append(first[0])
    if last and last[1]:
        conditions.append(f"({undated}r.published <= ?)")
        values.append(last[1])
    if wanted.outlet:
        conditions.append("r.outlet = ?")
        values.append(wanted.outlet)
    return " AND ".join(conditions), values


def match_words(text: str) -> Words:
    """Return a query that means just these words, whatever signs they carry."""
    words = [word.replace('"', "") for word in text.split()]
    return Words(" ".join(f'"{word}"' for word in words if word) or '""')
