"""The review queue: records nobody has decided on yet, those most likely wrong first.

In: a filter and the kinds of records wanted. Out: claims in order of their confidence (docs/accuracy.md says what it
means), the lowest first, each once: a decided one is gone from here until its decision is taken back. People and bodies
are not reviewed here: what is decided of them is which names are one (`suggestions.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communique.answers.citation import quote, say_source
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, narrowing
from communique.answers.words import say_choices
from communique.errors import UsageError
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.parts import marks_for

REVIEWED = ("engagements", "undertakings", "statements", "actions", "incidents", "figures")
COLUMNS = (
    Column("confidence", "share of right records among those coded like this one", "share"),
    Column("kind", "kind of the record"),
    Column("words", "the evidence, with outlet and day"),
    Column("claim", "number of the claim, for `communique judge`", "key"),
    Column("report", "id of the claim's report", hidden=True),
    Column("record", "id of the record in its report", hidden=True),
)
_FROM = " FROM claim c JOIN report r ON r.key = c.report JOIN coding g ON g.key = c.coding"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the queue a claim stands: the next one comes after it."""

    confidence: float
    claim: int


def check_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """Return kinds that are reviewed, all where none is named."""
    for kind in kinds:
        if kind not in REVIEWED:
            raise UsageError("kind-unknown", f"{kind} are not reviewed.", say_choices(kind, REVIEWED))
    return tuple(kinds) or REVIEWED


def _waiting(kinds: Sequence[str], wanted: Filter) -> tuple[str, list[Any]]:
    """Return the condition on undecided claims. `||` keeps SQLite to the order by confidence, which has an index."""
    conditions, values = narrowing(wanted)
    kinds = check_kinds(kinds)
    waiting = ["r.current", "g.current", f"c.kind || '' IN ({marks_for(kinds)})"]
    waiting.append("c.key NOT IN (SELECT claim FROM claim_verdict)")
    return " AND ".join([*waiting, *conditions]), [*kinds, *values]


def next_claims(
    register: Register, kinds: Sequence[str], wanted: Filter, after: Place | None = None, limit: int = 1
) -> list[Claim]:
    """Return the next undecided claims, lowest confidence first; after a place in the queue where given."""
    condition, values = _waiting(kinds, wanted)
    if after is not None:
        condition += " AND (c.confidence, c.key) > (?, ?)"
        values += [after.confidence, after.claim]
    rows = register.connection.execute(
        f"SELECT c.key{_FROM} WHERE {condition} ORDER BY c.confidence NULLS FIRST, c.key LIMIT ?", (*values, limit)
    )
    keys = [int(row[0]) for row in rows]
    found = {claim.key: claim for claim in register.claims_by_key(keys)}
    return [found[key] for key in keys]


def count_waiting(register: Register, kinds: Sequence[str], wanted: Filter) -> int:
    """Return how many claims wait."""
    condition, values = _waiting(kinds, wanted)
    return int(register.connection.execute(f"SELECT count(*){_FROM} WHERE {condition}", values).fetchone()[0])


def waiting_keys(register: Register, kinds: Sequence[str], wanted: Filter) -> list[int]:
    """Return the numbers of all claims that wait, in order: what a decision in bulk would be made on."""
    condition, values = _waiting(kinds, wanted)
    rows = register.connection.execute(f"SELECT c.key{_FROM} WHERE {condition} ORDER BY c.key", values)
    return [int(row[0]) for row in rows]


def list_review(register: Register, wanted: Filter, kinds: Sequence[str] = (), limit: int = 1000) -> Table:
    """Return the first of the queue as a table."""
    claims = next_claims(register, kinds, wanted, limit=limit)
    rows = tuple(
        {
            "confidence": claim.record.get("confidence"),
            "kind": claim.kind,
            "words": f"“{quote(claim)}” ({say_source(claim)})",
            "claim": claim.key,
            "report": claim.source.id,
            "record": claim.record["id"],
        }
        for claim in claims
    )
    waiting = count_waiting(register, kinds, wanted)
    how = f"{waiting:,} wait. Decide with `communique judge confirm CLAIM --why …` (or reject, unsure)."
    return Table("review", COLUMNS, rows, (how, *get_notes(register, wanted)))
