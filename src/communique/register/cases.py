"""Settle cases: which nodes are the same thing, from links and judgements alone.

A case is a set of nodes held together by accepted links and `same` judgements, and its number is its smallest node
key: a pure function of links and judgements in force, so that undoing a judgement restores the state exactly. Links
are taken strongest first, and one is left out that would bring into one case

    a pair judged `different`, or that a rule keeps apart (two offices that one person does not hold),
    days more than `DAYS_BETWEEN` apart (joins with a window: a week of talks is not one meeting),
    two claims of one report (joins that are `one_a_report`: the report itself tells them apart).

A pair judged `unsure` is held together by no link of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from communique.model.link import Join
from communique.register.engines.database import Database
from communique.register.parts import in_parts, marks_for

# Links at or above it join on their own; weaker ones are suggestions. Measured on corpus/pairs.jsonl by
# `python evaluation/measure_joins.py` (docs/joining.md has the table).
JOIN_SCORE = 0.6
# Days that may lie between what two reports say of when it happened: reports of a night's attack give either day.
DAYS_BETWEEN = 1
AGAINST = -1.0  # the score of a link that keeps its two nodes apart
MARKS = 500  # keys in one SQL condition
SAME_JUDGED = 2.0  # a person's `same` is stronger than any link


@dataclass(slots=True)
class Group:
    """Nodes that are one so far: their earliest last day, latest first day, and the codings they come from."""

    nodes: set[int]
    latest_first: int = 0
    earliest_last: int = 10**9
    codings: set[int] = field(default_factory=set)


def attach(db: Database, node: int) -> bool:
    """Put a new node without days into the one case its links lead to; False where cases must be settled instead.

    Where no day, no report, no rule and no judgement can forbid it, a case is whatever links hold together: a new
    node that leads to a single case joins it, without a look at what else is in it.
    """
    linked = db.execute(
        'SELECT n."case", min(l.score) FROM same_link l JOIN node n ON n.key = l.a WHERE l.b = ?1 AND (l.score >= ?2 OR'
        ' l.score < 0) GROUP BY n."case"',
        (node, JOIN_SCORE),
    ).fetchall()
    if not linked:
        return True
    if len(linked) > 1 or linked[0][1] < 0:
        return False
    case = linked[0][0]
    if db.execute(
        "SELECT 1 FROM judgement j JOIN node n ON n.key IN (j.a, j.b) WHERE j.subject = 'same'"
        ' AND n."case" = ? LIMIT 1',
        (case,),
    ).fetchone():
        return False
    db.execute('UPDATE node SET "case" = ? WHERE key = ?', (case, node))
    return True


def settle_cases(db: Database, nodes: Iterable[int], joins: Sequence[Join]) -> None:
    """Settle anew the cases of `nodes` and of everything their links and judgements lead to."""
    strict = {join.name for join in joins if join.one_a_report}
    pending = set(nodes)
    while pending:
        component = _component(db, pending)
        pending -= component
        if len(component) == 1:
            db.execute('UPDATE node SET "case" = key WHERE key = ? AND "case" <> key', tuple(component))
        else:
            _settle(db, sorted(component), strict)


def _component(db: Database, starts: Iterable[int]) -> set[int]:
    """Return all nodes that links or judgements could hold together with one of `starts`, and those now in its case."""
    first = min(starts)
    seen, todo = {first}, [first]
    while todo:
        part, todo = todo[:MARKS], todo[MARKS:]
        marks = marks_for(part)
        led_to = db.execute(
            f"SELECT b FROM same_link WHERE a IN ({marks}) AND score >= {JOIN_SCORE}"
            f" UNION SELECT a FROM same_link WHERE b IN ({marks}) AND score >= {JOIN_SCORE}"
            f" UNION SELECT b FROM judgement WHERE subject = 'same' AND verdict = 'same' AND a IN ({marks})"
            f" UNION SELECT a FROM judgement WHERE subject = 'same' AND verdict = 'same' AND b IN ({marks})"
            f' UNION SELECT key FROM node WHERE "case" IN (SELECT "case" FROM node WHERE key IN ({marks}))',
            part * 5,
        )
        new = {row[0] for row in led_to} - seen
        seen |= new
        todo += sorted(new)
    return seen


def _settle(db: Database, members: list[int], strict: set[str]) -> None:
    verdicts: dict[tuple[int, int], str] = {}
    links: list[tuple[float, int, int]] = []
    groups: dict[int, Group] = {}
    for part in in_parts(members, MARKS):
        marks = marks_for(part)
        for a, b, verdict in db.execute(
            "SELECT a, b, verdict FROM judgement WHERE subject = 'same' AND undone_at IS NULL"
            f" AND a IN ({marks}) ORDER BY key",
            part,
        ):
            verdicts[min(a, b), max(a, b)] = verdict
        for a, b, score in db.execute(
            f"SELECT a, b, score FROM same_link WHERE (score >= {JOIN_SCORE} OR score < 0) AND a IN ({marks})", part
        ):
            links.append((score, a, b))
        for key, join, first, last, coding in db.execute(
            'SELECT n.key, n."join", n.first_day, n.last_day, c.coding FROM node n JOIN claim c ON c.key = n.claim'
            f" WHERE n.key IN ({marks})",
            part,
        ):
            group = groups[key] = Group({key}, codings={coding} if join in strict else set())
            if first:
                group.latest_first, group.earliest_last = _ordinal(first), _ordinal(last)
    holds = [(SAME_JUDGED, a, b) for (a, b), verdict in verdicts.items() if verdict == "same"]
    holds += [(score, a, b) for score, a, b in links if score > 0 and (min(a, b), max(a, b)) not in verdicts]
    kept_apart = [(a, b) for score, a, b in links if score < 0 and verdicts.get((min(a, b), max(a, b))) != "same"]
    kept_apart += [pair for pair, verdict in verdicts.items() if verdict == "different"]
    apart: dict[int, set[int]] = {}
    for a, b in kept_apart:
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    _unite(groups, sorted(holds, key=lambda h: (-h[0], h[1], h[2])), apart)
    cases = [(min(groups[n].nodes), n) for n in members if n in groups]
    db.executemany('UPDATE node SET "case" = ?1 WHERE key = ?2 AND "case" <> ?1', cases)


def _unite(groups: dict[int, Group], holds: Sequence[tuple[float, int, int]], apart: dict[int, set[int]]) -> None:
    """Join strongest first, refusing what must not be in one case."""
    for score, a, b in holds:
        one, two = groups.get(a), groups.get(b)
        if one is None or two is None or one is two:
            continue
        if any(apart[node] & two.nodes for node in one.nodes if node in apart):
            continue
        first, last = max(one.latest_first, two.latest_first), min(one.earliest_last, two.earliest_last)
        if score < SAME_JUDGED and (first - last > DAYS_BETWEEN or one.codings & two.codings):
            continue
        if len(one.nodes) < len(two.nodes):
            one, two = two, one
        one.nodes |= two.nodes
        one.codings |= two.codings
        one.latest_first, one.earliest_last = first, last
        for node in two.nodes:
            groups[node] = one


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
