"""One filter for every question: what a user can narrow an answer by."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from communique.errors import UsageError
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.register import Register


@dataclass(frozen=True, slots=True)
class Filter:
    """All given parts must hold. `sides` must all be named, `by` and `to` in their role; `since` and `until` are EDTF
    dates (a month means its first or last day) held against the record's own date, else its report's publication;
    `word` is the kind's own word (an act, stance, status, type or kind); `text` is searched in the evidence."""

    sides: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    word: str | None = None
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

    def describe(self) -> str:
        """Say the filter in words, for the note under a table."""
        said = [f"{f.name} {_plain(getattr(self, f.name))}" for f in fields(self) if getattr(self, f.name)]
        return ", ".join(said) or "no filter"


# The field that `Filter.word` is held against, by kind.
WORD_FIELDS = {
    "engagements": ("kind", "status"), "undertakings": ("act",), "statements": ("stance",), "actions": ("type",),
    "incidents": ("kind",), "figures": ("unit",), "bodies": ("kind",), "people": ("country",),
}


def find_claims(register: Register, kind: str, wanted: Filter) -> list[Claim]:
    """Return the current claims of a kind that pass the filter, by date."""
    conditions, values = ["c.kind = ?"], [kind]
    role_conditions = [("by", wanted.by), ("to", wanted.to)]
    for role, sides in role_conditions:
        for side in sides:
            conditions.append("EXISTS (SELECT 1 FROM claim_side s WHERE s.claim = c.key AND s.role = ? AND s.side = ?)")
            values += [role, side]
    for side in wanted.sides:
        conditions.append("EXISTS (SELECT 1 FROM claim_side s WHERE s.claim = c.key AND s.side = ?)")
        values.append(side)
    first = days_of(wanted.since)
    last = days_of(wanted.until)
    if first and first[0]:
        conditions.append("coalesce(c.last_day, r.published) >= ?")
        values.append(first[0])
    if last and last[1]:
        conditions.append("coalesce(c.first_day, r.published) <= ?")
        values.append(last[1])
    if wanted.outlet:
        conditions.append("r.outlet = ?")
        values.append(wanted.outlet)
    if wanted.text:
        conditions.append("c.key IN (SELECT rowid FROM evidence_words WHERE evidence_words MATCH ?)")
        values.append(match_words(wanted.text))
    found = register.claims(" AND ".join(conditions), values)
    return [claim for claim in found if _passes(claim, wanted)]


def match_words(text: str) -> str:
    """Return an FTS5 query that means just these words, whatever signs they carry."""
    words = [word.replace('"', "") for word in text.split()]
    return " ".join(f'"{word}"' for word in words if word) or '""'


def _passes(claim: Claim, wanted: Filter) -> bool:
    record: Any = claim.record
    if wanted.word and wanted.word not in [record.get(name) for name in WORD_FIELDS.get(claim.kind, ())]:
        return False
    if wanted.topic and wanted.topic not in (record.get("topics") or ()):
        return False
    return float(record.get("confidence") or 1.0) >= wanted.least_confidence


def _plain(value: Any) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)
