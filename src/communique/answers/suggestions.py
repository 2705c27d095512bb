"""What waits for a person: follow-ups that were found, and likenesses too weak to join on their own.

Strongest first, each with both ends' words and the reasons. A suggestion is gone from here once it is judged, whatever
the verdict, and comes back when the judgement is undone.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from communique.answers.citation import quote, say_source
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.cases import JOIN_SCORE

COLUMNS = (
    Column("suggestion", "same: both may tell of one thing; else how the later claim follows up the earlier one"),
    Column("score", "share between 0 and 1: how much speaks for it (docs/joining.md)", "share"),
    Column("earlier", "words of the earlier claim, with outlet and day"),
    Column("later", "words of the later claim, with outlet and day"),
    Column("reasons", "what speaks for it", "list"),
    Column("rule", "rule that found it", hidden=True),
    Column("kind", "kind of the earlier record", hidden=True),
    Column("earlier_report", "id of the earlier claim's report", hidden=True),
    Column("later_report", "id of the later claim's report", hidden=True),
    Column("a", "number of the earlier claim, for `communique judge`", "key"),
    Column("b", "number of the later claim, for `communique judge`", "key"),
)

_JUDGED = (
    "EXISTS (SELECT 1 FROM judgement j WHERE j.subject = ? AND j.undone_at IS NULL"
    " AND ((j.a = {a} AND j.b = {b}) OR (j.a = {b} AND j.b = {a})))"
)


def list_suggestions(register: Register, wanted: Filter) -> Table:
    """Return the follow-ups and weak likenesses that no person has judged, strongest first.

    `sides` of the filter must all be named by either end; `since` and `until` hold against the later report's
    publication.
    """
    found = [*_find_follow_ups(register), *_find_likenesses(register)]
    keys = sorted({key for row in found for key in (row["earlier"], row["later"])})
    claims = {claim.key: claim for claim in register.claims_by_key(keys)}
    rows = [
        _row(row, claims[row["earlier"]], claims[row["later"]])
        for row in found
        if _passes(claims[row["earlier"]], claims[row["later"]], wanted)
    ]
    rows.sort(key=lambda row: (-row["score"], row["a"], row["b"]))
    how = "Decide with `communique judge same A B --why …` (or different, unsure), a follow-up with confirm or reject."
    return Table("suggestions", COLUMNS, tuple(rows), (how, *get_notes(register, wanted)))


def _find_follow_ups(register: Register) -> list[sqlite3.Row]:
    judged = _JUDGED.format(a="f.earlier", b="f.later")
    return register.connection.execute(
        "SELECT f.relation, f.earlier, f.later, f.score, f.reasons, f.rule FROM follow_link f"
        " JOIN claim e ON e.key = f.earlier JOIN report er ON er.key = e.report JOIN coding eg ON eg.key = e.coding"
        " JOIN claim l ON l.key = f.later JOIN report lr ON lr.key = l.report JOIN coding lg ON lg.key = l.coding"
        f" WHERE er.current AND lr.current AND eg.current AND lg.current AND NOT {judged}",
        ("follow-up",),
    ).fetchall()


def _find_likenesses(register: Register) -> list[sqlite3.Row]:
    judged = _JUDGED.format(a="s.a", b="s.b")
    return register.connection.execute(
        "SELECT 'same' AS relation, a.claim AS earlier, b.claim AS later, s.score, s.reasons, s.rule FROM same_link s"
        " JOIN node a ON a.key = s.a JOIN node b ON b.key = s.b"
        " JOIN claim e ON e.key = a.claim JOIN report er ON er.key = e.report JOIN coding eg ON eg.key = e.coding"
        " JOIN claim l ON l.key = b.claim JOIN report lr ON lr.key = l.report JOIN coding lg ON lg.key = l.coding"
        ' WHERE s.score >= 0 AND s.score < ? AND a."case" <> b."case"'
        " AND er.current AND lr.current AND eg.current AND lg.current"
        f" AND NOT {judged}",
        (JOIN_SCORE, "same"),
    ).fetchall()


def _passes(earlier: Claim, later: Claim, wanted: Filter) -> bool:
    first, last = days_of(wanted.since), days_of(wanted.until)
    day = later.source.published
    if (first and first[0] and (day or "") < first[0]) or (last and last[1] and day and day > last[1]):
        return False
    return set(wanted.sides) <= (earlier.sides | later.sides)


def _row(found: sqlite3.Row, earlier: Claim, later: Claim) -> dict[str, Any]:
    return {
        "suggestion": found["relation"],
        "score": found["score"],
        "earlier": say_claim(earlier),
        "later": say_claim(later),
        "reasons": json.loads(found["reasons"]),
        "rule": found["rule"],
        "kind": earlier.kind,
        "earlier_report": earlier.source.id,
        "later_report": later.source.id,
        "a": earlier.key,
        "b": later.key,
    }


def say_claim(claim: Claim) -> str:
    """Return a claim's words with their source: "“…” (Margalla Wire, 2025-03-01)"."""
    return f"“{quote(claim)}” ({say_source(claim)})"
