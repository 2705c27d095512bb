"""Join the claims of one added report to the register: nodes, blocks, links, cases.

The cost of a report depends on what it says, not on the size of the register: under each key only the latest
`BLOCK_LIMIT` others are seen, only those that share enough keys are read and compared, and a case is settled anew only
where a link or judgement touched it. `evaluation/bench_register.py` measures it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from communique.join import FOLLOW_UPS, JOINS
from communique.model.claim import Claim
from communique.model.link import FollowUp, Join, Link
from communique.register.cases import AGAINST, attach, settle_cases
from communique.register.parts import in_parts, marks_for
from communique.register.register import Register

# Most nodes (or waiting claims) that a claim sees under one key, latest first. Bounds the work on a frequent name, pair
# or word; `evaluation/bench_register.py` prints how many keys reached it.
BLOCK_LIMIT = 60
# Most that are compared for one claim, those that share the most keys first, of equals the latest.
COMPARED = 20
# A claim follows up at most so many earlier ones in one way, the likest and of equals the latest: what is said every
# week restates what was said last, not each of a year's sayings.
FOLLOWED = 3
ASKED_AT_ONCE = 50  # keys that one question is about
MISSING_CLAIMS = 500  # claims joined in one transaction by `join_missing`

_to_json = json.JSONEncoder(ensure_ascii=False).encode


def join_claims(register: Register, keys: Sequence[int]) -> int:
    """Join newly added claims (by key) to all others; return how many comparisons that took.

    Call inside the transaction that added them.
    """
    if not keys:
        return 0
    compared = 0
    claims = register.claims_by_key(keys, as_coded=True)
    for join in JOINS:
        of_kind = [claim for claim in claims if claim.kind == join.kind]
        touched: list[int] = []
        for claim in of_kind:
            node, met = _join_claim(register, join, claim)
            compared += met
            if node is not None and (join.window is not None or not attach(register.connection, node)):
                touched.append(node)
        settle_cases(register.connection, touched, JOINS)
    for follow_up in FOLLOW_UPS:
        for claim in claims:
            compared += _follow_claim(register, follow_up, claim)
    return compared


def join_missing(register: Register) -> int:
    """Join current claims that have no node yet (a register of before joining was kept, a kind that joins since).

    Return how many there were. Costs one look through the claims, so it is for the start of a run.
    """
    _restore_keys(register)
    kinds = [join.kind for join in JOINS]
    rows = register.connection.execute(
        "SELECT c.key FROM claim c LEFT JOIN claim_node cn ON cn.claim = c.key"
        f" WHERE cn.claim IS NULL AND c.kind IN ({marks_for(kinds)}) ORDER BY c.key",
        kinds,
    ).fetchall()
    keys = [int(row[0]) for row in rows]
    for part in in_parts(keys, MISSING_CLAIMS):
        with register.transaction():
            join_claims(register, part)
    return len(keys)


def _restore_keys(register: Register) -> None:
    """Make the keys of all nodes and waiting claims again, where a migration emptied them: links and cases stay."""
    db = register.connection
    if db.execute("SELECT 1 FROM block LIMIT 1").fetchone():
        return
    joins = {join.name: join for join in JOINS}
    nodes = {row["claim"]: row for row in db.execute('SELECT key, claim, "join" AS name FROM node')}
    keys = [int(row[0]) for row in db.execute("SELECT key FROM claim ORDER BY key")] if nodes else []
    with register.transaction():
        for part in in_parts(keys, MISSING_CLAIMS):
            for claim in register.claims_by_key(part, as_coded=True):
                if node := nodes.get(claim.key):
                    _keep_blocks(register, joins[node["name"]], node["key"], claim)
                for follow_up in FOLLOW_UPS:
                    _let_wait(register, follow_up, claim)


def _keep_blocks(register: Register, join: Join, node: int, claim: Claim) -> None:
    register.connection.executemany(
        "INSERT INTO block VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(join.name, value, node) for value in sorted(set(join.blocks(claim)))],
    )


def _join_claim(register: Register, join: Join, claim: Claim) -> tuple[int | None, int]:
    """Give a claim its node; a new node is compared with those it meets.

    Return it where links were found, and how many it was compared with.
    """
    db = register.connection
    signature = join.signature(claim)
    row = db.execute('SELECT key FROM node WHERE "join" = ? AND signature = ?', (join.name, signature)).fetchone()
    if row is not None:
        db.execute("INSERT INTO claim_node VALUES (?, ?) ON CONFLICT DO NOTHING", (claim.key, row["key"]))
        return None, 0
    others = _nodes_met(register, join, sorted(set((join.meets or join.blocks)(claim))))
    node = db.insert(
        'INSERT INTO node ("join", signature, claim, "case", first_day, last_day) VALUES (?, ?, ?, 0, ?, ?)',
        (join.name, signature, claim.key, *((join.window(claim) if join.window else None) or (None, None))),
    )
    links = []
    for other_node, other in others:
        # Versions of one report tell nothing about each other, nor do two claims of one.
        link = join.compare(other, claim) if other.source.id != claim.source.id else None
        if link is not None:
            score = link.score if link.relation == "same" else AGAINST
            links.append((other_node, node, score, _to_json(link.reasons), link.rule))
    with db.together():
        db.execute('UPDATE node SET "case" = key WHERE key = ?', (node,))
        db.execute("INSERT INTO claim_node VALUES (?, ?)", (claim.key, node))
        _keep_blocks(register, join, node, claim)
        db.executemany("INSERT INTO same_link VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", links)
    return (node if links else None), len(others)


def _nodes_met(register: Register, join: Join, values: Iterable[str]) -> list[tuple[int, Claim]]:
    """Return the nodes that share enough keys with a claim, each with the claim that speaks for it."""
    met: Counter[int] = Counter()
    speaks: dict[int, int] = {}
    query = (
        'SELECT n.key, n.claim FROM block b JOIN node n ON n.key = b.node WHERE b."join" = ? AND b.value = ?'
        " ORDER BY b.node DESC LIMIT ?"
    )
    for node, claim in _ask_each(register, query, [(join.name, value, BLOCK_LIMIT) for value in values]):
        met[node] += 1
        speaks[node] = claim
    nodes = {speaks[node]: node for node in _most_shared(met, join.shared)}
    return [(nodes[claim.key], claim) for claim in register.claims_by_key(sorted(nodes), as_coded=True)]


def _ask_each(register: Register, query: str, values: Sequence[Sequence[Any]]) -> Iterator[Any]:
    """Yield what a query gives for each of some values, asked in one go: a server is asked as often as it must be."""
    for part in in_parts(values, ASKED_AT_ONCE):
        united = " UNION ALL ".join([f"SELECT * FROM ({query}) AS one"] * len(part))
        yield from register.connection.execute(united, [value for each in part for value in each])


def _most_shared(met: Counter[int], shared: int, is_latest_first: bool = True) -> list[int]:
    """Return those met at least `shared` times, at most `COMPARED`: the most often met, of equals the nearest."""
    enough = [key for key, times in met.items() if times >= shared]
    return sorted(enough, key=lambda key: (-met[key], -key if is_latest_first else key))[:COMPARED]


def _follow_claim(register: Register, follow_up: FollowUp, claim: Claim) -> int:
    """Find what a claim follows up, and what already in the register follows it up; then let it wait for more.

    Return how many claims it was compared with.
    """
    day = _day_of(claim)
    opened, answered = sorted(set(follow_up.opens(claim))), sorted(set(follow_up.answers(claim)))
    if not opened and not answered:
        return 0
    waits, looks = ("both", "both") if follow_up.is_mutual else ("open", "answer")
    span, shared = timedelta(days=follow_up.days), follow_up.shared
    enough = follow_up.shared_by(claim) if follow_up.shared_by else shared
    first, last = (_shift_day(day, -span), day), (day, _shift_day(day, span))
    before = [
        follow_up.compare(earlier, claim)
        for earlier in _claims_waiting(register, follow_up, [f"{waits} {v}" for v in answered], enough, first, "DESC")
        if earlier.source.id != claim.source.id
    ]
    after = [
        follow_up.compare(claim, later)
        for later in _claims_waiting(register, follow_up, [f"{looks} {v}" for v in opened], shared, last, "ASC")
        if later.source.id != claim.source.id
    ]
    db = register.connection
    with db.together():
        db.executemany(
            "INSERT INTO follow_link (earlier, later, relation, score, reasons, rule) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [
                (k.a, k.b, k.relation, k.score, _to_json(k.reasons), k.rule)
                for k in (*_strongest(before), *_strongest(after))
            ],
        )
        _let_wait(register, follow_up, claim)
    return len(before) + len(after)


def _let_wait(register: Register, follow_up: FollowUp, claim: Claim) -> None:
    """Keep a claim under what it opens and what it answers, for claims that are added later."""
    waits, looks = ("both", "both") if follow_up.is_mutual else ("open", "answer")
    values = {f"{waits} {v}" for v in follow_up.opens(claim)} | {f"{looks} {v}" for v in follow_up.answers(claim)}
    register.connection.executemany(
        "INSERT INTO waiting VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(follow_up.name, value, _day_of(claim), claim.key) for value in sorted(values)],
    )


def _day_of(claim: Claim) -> str:
    return claim.source.published or claim.record.get("date") or ""


def _strongest(links: Sequence[Link | None]) -> list[Link]:
    """Return the strongest `FOLLOWED` links of each relation, of equals the last."""
    kept: dict[str, list[Link]] = {}
    for link in sorted(filter(None, reversed(links)), key=lambda link: -link.score):
        if len(kept.setdefault(link.relation, [])) < FOLLOWED:
            kept[link.relation].append(link)
    return [link for relation in sorted(kept) for link in kept[relation]]


def _shift_day(day: str, span: timedelta) -> str:
    """Return an ISO day so many days earlier or later; what is no day stays, and meets only its like."""
    try:
        return (date.fromisoformat(day) + span).isoformat()
    except ValueError:
        return day


def _claims_waiting(
    register: Register, follow_up: FollowUp, values: Iterable[str], shared: int, days: tuple[str, str], order: str
) -> list[Claim]:
    """Return the waiting claims nearest in time, between two days, that share at least `shared` keys."""
    met: Counter[int] = Counter()
    query = (
        "SELECT claim FROM waiting WHERE follow_up = ? AND value = ? AND day BETWEEN ? AND ?"
        f" ORDER BY day {order}, claim {order} LIMIT ?"
    )
    met.update(
        row[0] for row in _ask_each(register, query, [(follow_up.name, value, *days, BLOCK_LIMIT) for value in values])
    )
    return register.claims_by_key(_most_shared(met, shared, order == "DESC"), as_coded=True)
