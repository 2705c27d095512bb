"""Join the claims of one added report to the register: nodes, blocks, links, cases.

The cost of a report depends on what it says, not on the size of the register: a claim is compared with the nodes of its
blocks, at most `BLOCK_LIMIT` of the latest in each, and a case is settled anew only where a link or judgement touched it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from communique.join import FOLLOW_UPS, JOINS
from communique.model.claim import Claim
from communique.model.link import FollowUp, Join, Link
from communique.register.cases import settle_cases
from communique.register.register import Register

# Most nodes (or waiting claims) of one block that a claim is compared with, latest first. Bounds the work of a claim on
# a frequent name or pair; `make bench-register` prints how many blocks reached it.
BLOCK_LIMIT = 60
MISSING_CLAIMS = 500  # claims joined in one transaction by `join_missing`


def join_claims(register: Register, keys: Sequence[int]) -> None:
    """Join newly added claims (by key) to all others. Call inside the transaction that added them."""
    if not keys:
        return
    claims = register.claims_by_key(keys)
    for join in JOINS:
        of_kind = [claim for claim in claims if claim.kind == join.kind]
        touched: list[int] = []
        for claim in of_kind:
            touched += _join_claim(register, join, claim)
        settle_cases(register.connection, touched)
    for follow_up in FOLLOW_UPS:
        for claim in claims:
            _follow_claim(register, follow_up, claim)


def join_missing(register: Register) -> int:
    """Join current claims that have no node yet (a register of before joining was kept, a kind that joins since).

    Return how many there were. Costs one look through the claims, so it is for the start of a run.
    """
    kinds = [join.kind for join in JOINS]
    rows = register.connection.execute(
        "SELECT c.key FROM claim c LEFT JOIN claim_node cn ON cn.claim = c.key"
        f" WHERE cn.claim IS NULL AND c.kind IN ({','.join('?' * len(kinds))}) ORDER BY c.key", kinds,
    ).fetchall()
    keys = [int(row[0]) for row in rows]
    for start in range(0, len(keys), MISSING_CLAIMS):
        with register.transaction():
            join_claims(register, keys[start : start + MISSING_CLAIMS])
    return len(keys)


def _join_claim(register: Register, join: Join, claim: Claim) -> list[int]:
    """Give a claim its node; a new node is compared with its blocks. Return the nodes whose cases must be settled."""
    db = register.connection
    signature = join.signature(claim)
    row = db.execute('SELECT key FROM node WHERE "join" = ? AND signature = ?', (join.name, signature)).fetchone()
    if row is not None:
        db.execute("INSERT OR IGNORE INTO claim_node VALUES (?, ?)", (claim.key, row["key"]))
        return []
    values = sorted(set(join.blocks(claim)))
    others = _nodes_in(register, join, values)
    node = int(
        db.execute('INSERT INTO node ("join", signature, claim, "case", first_day, last_day) VALUES (?, ?, ?, 0, ?, ?)',
                   (join.name, signature, claim.key, *(join.window(claim) or (None, None)))).lastrowid or 0
    )
    db.execute('UPDATE node SET "case" = key WHERE key = ?', (node,))
    db.execute("INSERT INTO claim_node VALUES (?, ?)", (claim.key, node))
    db.executemany("INSERT INTO block VALUES (?, ?, ?)", [(join.name, value, node) for value in values])
    touched = []
    for other_node, other in others:
        link = _compare(join.compare, other, claim)
        if link is not None:
            db.execute(
                "INSERT OR IGNORE INTO same_link VALUES (?, ?, ?, ?, ?)",
                (other_node, node, link.score, json.dumps(link.reasons, ensure_ascii=False), link.rule),
            )
            touched.append(node)
    return touched


def _nodes_in(register: Register, join: Join, values: Iterable[str]) -> list[tuple[int, Claim]]:
    """Return the nodes of the blocks with the claim that speaks for each, at most `BLOCK_LIMIT` a block."""
    keys: dict[int, int] = {}
    for value in values:
        for row in register.connection.execute(
            'SELECT n.key, n.claim FROM block b JOIN node n ON n.key = b.node WHERE b."join" = ? AND b.value = ?'
            " ORDER BY b.node DESC LIMIT ?", (join.name, value, BLOCK_LIMIT),
        ):
            keys[row["key"]] = row["claim"]
    by_claim = {claim.key: claim for claim in register.claims_by_key(list(keys.values()))}
    return [(node, by_claim[claim]) for node, claim in sorted(keys.items()) if claim in by_claim]


def _compare(compare: Callable[[Claim, Claim], Link | None], earlier: Claim, later: Claim) -> Link | None:
    """Compare two claims of different reports; versions of one report tell nothing about each other."""
    return None if earlier.source.id == later.source.id else compare(earlier, later)


def _follow_claim(register: Register, follow_up: FollowUp, claim: Claim) -> None:
    """Find what a claim follows up, and what already in the register follows it up; then let it wait for more."""
    db = register.connection
    name = follow_up.name
    day = claim.source.published or claim.record.get("date") or ""
    opened, answered = sorted(set(follow_up.opens(claim))), sorted(set(follow_up.answers(claim)))
    for value in answered:
        rows = db.execute(
            "SELECT claim FROM waiting WHERE follow_up = ? AND value = ? AND day <= ? ORDER BY day DESC LIMIT ?",
            (name, f"open {value}", day, BLOCK_LIMIT),
        ).fetchall()
        for earlier in register.claims_by_key([row["claim"] for row in rows]):
            _keep(register, _compare(follow_up.compare, earlier, claim))
    for value in opened:
        rows = db.execute(
            "SELECT claim FROM waiting WHERE follow_up = ? AND value = ? AND day >= ? ORDER BY day LIMIT ?",
            (name, f"answer {value}", day, BLOCK_LIMIT),
        ).fetchall()
        for later in register.claims_by_key([row["claim"] for row in rows]):
            _keep(register, _compare(follow_up.compare, claim, later))
    rows_in = [(name, f"open {v}", day, claim.key) for v in opened] + [(name, f"answer {v}", day, claim.key) for v in answered]
    db.executemany("INSERT OR IGNORE INTO waiting VALUES (?, ?, ?, ?)", rows_in)


def _keep(register: Register, link: Link | None) -> None:
    if link is not None:
        register.connection.execute(
            "INSERT OR IGNORE INTO follow_link (earlier, later, relation, score, reasons, rule) VALUES (?, ?, ?, ?, ?, ?)",
            (link.a, link.b, link.relation, link.score, json.dumps(link.reasons, ensure_ascii=False), link.rule),
        )
