"""Join the claims of one added report to the register: nodes, blocks, links, cases.

The cost of a report depends on what it says, not on the size of the register: under each key only the latest
`BLOCK_LIMIT` others are seen, only those that share enough keys are read and compared, and a case is settled anew only
where a link or judgement touched it. `evaluation/bench_register.py` measures it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

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
MISSING_CLAIMS = 500  # claims joined in one transaction by `join_missing`

_to_json = json.JSONEncoder(ensure_ascii=False).encode


class Node(NamedTuple):
    """A new node of a join, and the claim that speaks for it."""

    key: int
    join: Join
    claim: Claim


def join_claims(register: Register, keys: Sequence[int]) -> int:
    """Join newly added claims (by key) to all others; return how many comparisons that took.

    Call inside the transaction that added them. A register on a server is asked for all claims at once: what each of
    them would find of those before it is known here.
    """
    if not keys:
        return 0
    claims = register.claims_by_key(keys, as_coded=True)
    linked, compared = _link_nodes(register, _give_nodes(register, claims))
    for join in JOINS:
        of_join = [node.key for node in linked if node.join is join]
        touched = [node for node in of_join if join.window is not None or not attach(register.connection, node)]
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
                    _keep_blocks(register, [Node(node["key"], joins[node["name"]], claim)])
                for follow_up in FOLLOW_UPS:
                    _let_wait(register, follow_up, claim)


def _keep_blocks(register: Register, nodes: Iterable[Node]) -> None:
    register.connection.executemany(
        "INSERT INTO block VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(node.join.name, value, node.key) for node in nodes for value in sorted(set(node.join.blocks(node.claim)))],
    )


def _give_nodes(register: Register, claims: Sequence[Claim]) -> list[Node]:
    """Give each claim its node in every join of its kind; return those that are new, in the order of their keys."""
    db = register.connection
    signed = [(join, claim, join.signature(claim)) for join in JOINS for claim in claims if claim.kind == join.kind]
    asked = sorted({(join.name, signature) for join, _, signature in signed})
    query = 'SELECT "join", signature, key FROM node WHERE "join" = ? AND signature = ?'
    nodes = {(name, signature): key for name, signature, key in db.ask_each(query, asked)}
    speaks: dict[tuple[str, str], tuple[Join, Claim]] = {}
    for join, claim, signature in signed:
        if (join.name, signature) not in nodes:
            speaks.setdefault((join.name, signature), (join, claim))
    keys = db.insert_many(
        'INSERT INTO node ("join", signature, claim, "case", first_day, last_day) VALUES (?, ?, ?, ?, ?, ?)',
        [
            (join.name, signature, claim.key, 0, *((join.window(claim) if join.window else None) or (None, None)))
            for (_, signature), (join, claim) in speaks.items()
        ],
    )
    nodes.update(zip(speaks, keys, strict=True))
    db.executemany(
        "INSERT INTO claim_node VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(claim.key, nodes[join.name, signature]) for join, claim, signature in signed],
    )
    return [Node(key, join, claim) for key, (join, claim) in zip(keys, speaks.values(), strict=True)]


def _link_nodes(register: Register, nodes: Sequence[Node]) -> tuple[list[Node], int]:
    """Compare new nodes with those they meet and keep them as cases of their own.

    Return those for which links were found, and how many comparisons that took.
    """
    met = _nodes_met(register, nodes)
    others = {claim.key: claim for claim in register.claims_by_key([key for one in met for key in one], as_coded=True)}
    linked: list[Node] = []
    links: list[tuple[int, int, float, str, str]] = []
    for node, own in zip(nodes, met, strict=True):
        found = [
            (own[key], node.key, link.score if link.relation == "same" else AGAINST, _to_json(link.reasons), link.rule)
            # Versions of one report tell nothing about each other, nor do two claims of one.
            for key in sorted(own)
            if others[key].source.id != node.claim.source.id and (link := node.join.compare(others[key], node.claim))
        ]
        links += found
        linked += [node] if found else []
    db = register.connection
    with db.together():
        for part in in_parts([node.key for node in nodes]):
            db.execute(f'UPDATE node SET "case" = key WHERE key IN ({marks_for(part)})', part)
        _keep_blocks(register, nodes)
        db.executemany("INSERT INTO same_link VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", links)
    return linked, sum(map(len, met))


def _nodes_met(register: Register, nodes: Sequence[Node]) -> list[dict[int, int]]:
    """Return for each new node the nodes that share enough keys with it, by the claims that speak for them.

    A node meets those that were there, and the new ones before it.
    """
    looked = [sorted(set((node.join.meets or node.join.blocks)(node.claim))) for node in nodes]
    query = (
        'SELECT b."join", b.value, n.key, n.claim FROM block b JOIN node n ON n.key = b.node'
        f' WHERE b."join" = ? AND b.value = ? ORDER BY b.node DESC LIMIT {BLOCK_LIMIT}'
    )
    asked = sorted({(node.join.name, value) for node, values in zip(nodes, looked, strict=True) for value in values})
    under: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for name, value, node, claim in register.connection.ask_each(query, asked):
        under.setdefault((name, value), []).append((node, claim))
    for kept in under.values():
        kept.sort()
    found = []
    for node, values in zip(nodes, looked, strict=True):
        times: Counter[int] = Counter()
        speaks: dict[int, int] = {}
        for value in values:
            for other, claim in under.get((node.join.name, value), ())[-BLOCK_LIMIT:]:
                times[other] += 1
                speaks[other] = claim
        found.append({speaks[other]: other for other in _most_shared(times, node.join.shared)})
        for value in set(node.join.blocks(node.claim)):
            under.setdefault((node.join.name, value), []).append((node.key, node.claim.key))
    return found


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
        f" ORDER BY day {order}, claim {order} LIMIT {BLOCK_LIMIT}"
    )
    asked = [(follow_up.name, value, *days) for value in values]
    met.update(row[0] for row in register.connection.ask_each(query, asked))
    return register.claims_by_key(_most_shared(met, shared, order == "DESC"), as_coded=True)
