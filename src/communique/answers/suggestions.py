"""What waits for a person: follow-ups that were found, and likenesses too weak to join on their own.

Strongest first, each with both ends' words and the reasons. A suggestion is gone from here once it is judged, whatever
the verdict, and comes back when the judgement is undone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from communique.answers.citation import quote, say_source
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.cases import JOIN_SCORE
from communique.register.in_force import BOTH_IN_FORCE

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


class Suggestion(NamedTuple):
    """What was found between two claims: `relation` is `same` or how the later follows up the earlier, `published` the
    day of the later one's report, `reasons` a JSON list. A plain tuple: there are tens of thousands at a time."""

    relation: str
    earlier: int
    later: int
    score: float
    reasons: str
    rule: str
    published: str | None


def list_suggestions(register: Register, wanted: Filter) -> Table:
    """Return the follow-ups and weak likenesses that no person has judged, strongest first.

    `sides` of the filter must all be named by either end; `since` and `until` hold against the later report's
    publication.
    """
    rows = tell_suggestions(register, find_suggestions(register, wanted))
    return Table("suggestions", COLUMNS, tuple(rows), get_suggestion_notes(register, wanted))


def get_suggestion_notes(register: Register, wanted: Filter) -> tuple[str, ...]:
    """Return how to decide, and what was looked at."""
    how = "Decide with `communique judge same A B --why …` (or different, unsure), a follow-up with confirm or reject."
    return (how, *get_notes(register, wanted))


def find_suggestions(register: Register, wanted: Filter) -> list[Suggestion]:
    """Return what `list_suggestions` tells, in its order, without reading claims: there may be tens of thousands."""
    found = [*map(Suggestion._make, _find_follow_ups(register)), *map(Suggestion._make, _find_likenesses(register))]
    named = [_claims_naming(register, side) for side in wanted.sides]
    first, last = days_of(wanted.since), days_of(wanted.until)
    since, until = first and first[0], last and last[1]
    if since:
        found = [one for one in found if (one.published or "") >= since]
    if until:
        found = [one for one in found if not one.published or one.published <= until]
    for claims in named:
        found = [one for one in found if one.earlier in claims or one.later in claims]
    return sorted(found, key=lambda one: (-one.score, one.earlier, one.later))


def tell_suggestions(register: Register, found: Sequence[Suggestion]) -> list[dict[str, Any]]:
    """Return the rows of some suggestions, in their order."""
    keys = [key for one in found for key in (one.earlier, one.later)]
    claims = {claim.key: claim for claim in register.claims_by_key(keys)}
    return [_row(one, claims[one.earlier], claims[one.later]) for one in found]


def _find_follow_ups(register: Register) -> Iterable[Sequence[Any]]:
    judged = _JUDGED.format(a="f.earlier", b="f.later")
    return register.connection.execute(
        "SELECT f.relation, f.earlier, f.later, f.score, f.reasons, f.rule, lr.published FROM follow_link f"
        " JOIN claim e ON e.key = f.earlier JOIN report er ON er.key = e.report JOIN coding eg ON eg.key = e.coding"
        " JOIN claim l ON l.key = f.later JOIN report lr ON lr.key = l.report JOIN coding lg ON lg.key = l.coding"
        f" WHERE er.current AND lr.current AND eg.current AND lg.current AND {BOTH_IN_FORCE} AND NOT {judged}",
        ("follow-up",),
    ).fetchall()


def _find_likenesses(register: Register) -> Iterable[Sequence[Any]]:
    judged = _JUDGED.format(a="s.a", b="s.b")
    return register.connection.execute(
        "SELECT 'same' AS relation, a.claim AS earlier, b.claim AS later, s.score, s.reasons, s.rule, lr.published"
        " FROM same_link s JOIN node a ON a.key = s.a JOIN node b ON b.key = s.b"
        " JOIN claim e ON e.key = a.claim JOIN report er ON er.key = e.report JOIN coding eg ON eg.key = e.coding"
        " JOIN claim l ON l.key = b.claim JOIN report lr ON lr.key = l.report JOIN coding lg ON lg.key = l.coding"
        ' WHERE s.score >= 0 AND s.score < ? AND a."case" <> b."case"'
        " AND er.current AND lr.current AND eg.current AND lg.current"
        f" AND NOT {judged}",
        (JOIN_SCORE, "same"),
    ).fetchall()


def _claims_naming(register: Register, side: str) -> frozenset[int]:
    rows = register.connection.execute("SELECT claim FROM claim_side WHERE side = ?", (side,))
    return frozenset(row[0] for row in rows)


def _row(found: Suggestion, earlier: Claim, later: Claim) -> dict[str, Any]:
    return {
        "suggestion": found.relation,
        "score": found.score,
        "earlier": say_claim(earlier),
        "later": say_claim(later),
        "reasons": json.loads(found.reasons),
        "rule": found.rule,
        "kind": earlier.kind,
        "earlier_report": earlier.source.id,
        "later_report": later.source.id,
        "a": earlier.key,
        "b": later.key,
    }


def say_claim(claim: Claim) -> str:
    """Return a claim's words with their source: "“…” (Margalla Wire, 2025-03-01)"."""
    return f"“{quote(claim)}” ({say_source(claim)})"
