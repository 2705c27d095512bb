"""Settle cases: which nodes are the same thing, from links and judgements alone.

A case is a set of nodes held together by accepted links and `same` judgements, and its number is its smallest node key: a
pure function of links and judgements in force, so that undoing a judgement restores the state exactly. A pair judged
`different` is never in one case: links are taken strongest first, and one that would bring such a pair together is left
out. A pair judged `unsure` is held together by no link of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

# Links at or above it join on their own; weaker ones are suggestions. Measured on corpus/pairs.jsonl by
# `python evaluation/measure_joins.py` (docs/joining.md has the table).
JOIN_SCORE = 0.6
# Days that may lie between what two reports say of when it happened: reports of a night's attack give either day.
DAYS_BETWEEN = 1


def settle_cases(db: sqlite3.Connection, nodes: Iterable[int]) -> None:
    """Settle anew the cases of `nodes` and of everything their links and judgements lead to."""
    pending = set(nodes)
    while pending:
        component = _component(db, pending.pop())
        pending -= component
        _settle(db, component)


def _component(db: sqlite3.Connection, start: int) -> set[int]:
    """Return all nodes that links or judgements could hold together with `start`, and those now in its case."""
    seen, todo = {start}, [start]
    while todo:
        at = todo.pop()
        rows = db.execute(
            "SELECT b AS n FROM same_link WHERE a = ?1 AND score >= ?2 UNION SELECT a FROM same_link WHERE b = ?1 AND score >= ?2"
            " UNION SELECT b FROM judgement WHERE subject = 'same' AND a = ?1 AND verdict = 'same'"
            " UNION SELECT a FROM judgement WHERE subject = 'same' AND b = ?1 AND verdict = 'same'"
            ' UNION SELECT key FROM node WHERE "case" = (SELECT "case" FROM node WHERE key = ?1)',
            (at, JOIN_SCORE),
        )
        for (other,) in rows.fetchall():
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def _settle(db: sqlite3.Connection, component: set[int]) -> None:
    if len(component) == 1:
        (only,) = component
        db.execute('UPDATE node SET "case" = key WHERE key = ? AND "case" <> key', (only,))
        return
    marks = ",".join("?" * len(component))
    members = sorted(component)
    verdicts: dict[tuple[int, int], str] = {}
    for a, b, verdict in db.execute(
        f"SELECT a, b, verdict FROM judgement WHERE subject = 'same' AND undone_at IS NULL AND a IN ({marks}) ORDER BY key",
        members,
    ):
        verdicts[min(a, b), max(a, b)] = verdict
    apart = [pair for pair, verdict in verdicts.items() if verdict == "different"]
    holds = [(2.0, a, b) for (a, b), verdict in verdicts.items() if verdict == "same"]
    for a, b, score in db.execute(
        f"SELECT a, b, score FROM same_link WHERE score >= ? AND a IN ({marks})", (JOIN_SCORE, *members)
    ):
        if (min(a, b), max(a, b)) not in verdicts:
            holds.append((score, a, b))
    windows = {
        node: (date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())
        for node, first, last in db.execute(
            f"SELECT key, first_day, last_day FROM node WHERE first_day IS NOT NULL AND key IN ({marks})", members
        )
    }
    root = _unite(members, sorted(holds, key=lambda h: (-h[0], h[1], h[2])), apart, windows)
    db.executemany('UPDATE node SET "case" = ? WHERE key = ? AND "case" <> ?', [(root[n], n, root[n]) for n in members])


def _unite(
    members: list[int],
    holds: list[tuple[float, int, int]],
    apart: list[tuple[int, int]],
    windows: dict[int, tuple[int, int]],
) -> dict[int, int]:
    """Join strongest first, refusing what would bring together a pair judged different or days too far apart."""
    groups: dict[int, set[int]] = {node: {node} for node in members}
    for score, a, b in holds:
        one, two = groups.get(a), groups.get(b)
        if one is None or two is None or one is two:
            continue
        if any((x in one and y in two) or (x in two and y in one) for x, y in apart):
            continue
        if score <= 1.0 and not _days_touch(one | two, windows):
            continue
        one |= two
        for node in two:
            groups[node] = one
    return {node: min(group) for node, group in groups.items()}


def _days_touch(group: set[int], windows: dict[int, tuple[int, int]]) -> bool:
    """True when every two windows of a group overlap or lie at most `DAYS_BETWEEN` apart."""
    known = [windows[node] for node in group if node in windows]
    return not known or max(first for first, _ in known) - min(last for _, last in known) <= DAYS_BETWEEN
