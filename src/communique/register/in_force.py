"""What decisions make of claims when they are read: rejected ones are left out, edited ones told as the reviewer reads
them. The claims themselves stay as they were coded; taking the decision back brings them back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from communique.model.claim import Claim
from communique.model.days import days_of
from communique.register.engines.database import Database

SIDE_ROLES = {"parties": "party", "by": "by", "to": "to", "about": "about"}


def not_rejected(alias: str) -> str:
    """Return the condition that nobody rejected the claim that a statement calls so."""
    return f"{alias}.key NOT IN (SELECT claim FROM claim_verdict WHERE verdict = 'rejected')"


NOT_REJECTED = not_rejected("c")
# Of a link between an earlier and a later claim, `e` and `l`.
BOTH_IN_FORCE = f"{not_rejected('e')} AND {not_rejected('l')}"
# The record of claim `c` as it is told: the reviewer's where the decision in force has one.
RECORD = (
    "coalesce((SELECT j.record FROM judgement j WHERE j.subject = 'claim' AND j.a = c.key AND j.undone_at IS NULL"
    " ORDER BY j.key DESC LIMIT 1), c.record)"
)


def as_reviewed(connection: Database, claims: Mapping[int, Claim]) -> dict[int, Claim]:
    """Return the claims by key, edited ones with the reviewer's record and its words."""
    edits = {
        row["claim"]: row["record"]
        for row in connection.execute("SELECT claim, record FROM claim_verdict WHERE record IS NOT NULL")
        if row["claim"] in claims
    }
    told = dict(claims)
    for key, text in texts_of(connection, edits).items():
        record = json.loads(edits[key])
        told[key] = replace(claims[key], record=record, words=words_of(record, text), is_edited=True)
    return told


def index_claim(connection: Database, claim: int) -> None:
    """Let a claim be found by the sides and days of its record in force: the reviewer's, else the coder's."""
    row = connection.execute(
        f"SELECT {RECORD} AS record, r.published FROM claim c JOIN report r ON r.key = c.report WHERE c.key = ?",
        (claim,),
    ).fetchone()
    if row is None:
        return
    record = json.loads(row["record"])
    roles = {(entry["role"], entry["side"]) for entry in _stored_roles(connection, claim)}
    wanted = set(roles_of(record))
    connection.executemany(
        "DELETE FROM claim_side WHERE claim = ? AND role = ? AND side = ?", [(claim, *r) for r in roles - wanted]
    )
    connection.executemany("INSERT INTO claim_side VALUES (?, ?, ?)", [(claim, *r) for r in sorted(wanted - roles)])
    first, last, dated = days_in(record, row["published"])
    connection.execute(
        "UPDATE claim SET first_day = ?, last_day = ?, dated = ? WHERE key = ?", (first, last, dated, claim)
    )


def _stored_roles(connection: Database, claim: int) -> list[Any]:
    return connection.execute("SELECT role, side FROM claim_side WHERE claim = ?", (claim,)).fetchall()


def roles_of(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (role, side) of every side a record names, by which claims are found."""
    roles = {(role, side) for field, role in SIDE_ROLES.items() for side in record.get(field) or ()}
    if record.get("country"):
        roles.add(("country", record["country"]))
    return sorted(roles)


def days_in(record: Mapping[str, Any], published: str | None) -> tuple[str | None, str | None, int]:
    """Return the first and last day of a record's date, else of its report's publication; 1 where they are its own."""
    first, last = days_of(record.get("date")) or (published, published)
    return first, last, int(bool(record.get("date")))


def texts_of(connection: Database, claims: Iterable[int]) -> dict[int, str]:
    """Return claim → the text of the report it was made on."""
    found = {}
    for key in claims:
        row = connection.execute(
            "SELECT r.text FROM claim c JOIN report r ON r.key = c.report WHERE c.key = ?", (key,)
        ).fetchone()
        found[key] = str(row["text"])
    return found


def words_of(record: Mapping[str, Any], text: str) -> tuple[str, ...]:
    """Return the words a record rests on, a string a span."""
    return tuple(text[start:end] for start, end in record.get("evidence") or record.get("mentions") or ())
