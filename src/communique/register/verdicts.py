"""Decisions in a person's words: from claim numbers and a verdict to what is judged (two cases, a follow-up, a claim).

In: numbers as the answers print them. Out: the number of the decision. What the numbers name is checked here; keeping
and settling is `judgements.py` and `follow_query.py`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from communique.errors import NotFound, UsageError
from communique.model.days import days_of
from communique.register.follow_query import STATUSES, assess
from communique.register.judgements import judge, undo
from communique.register.register import Register

SAME = ("same", "different", "unsure")
VERDICTS = {"confirm": "confirmed", "reject": "rejected", "unsure": "unsure"}


def judge_claims(
    register: Register, verdict: str, a: int, b: int | None, who: str, why: str, are_cases: bool = False
) -> int:
    """Record a verdict on two claims (or cases), a follow-up, or one claim; return the judgement's number."""
    if verdict not in (*SAME, *VERDICTS):
        raise UsageError(
            "verdict-unknown", f"“{verdict}” is no verdict.", f"Choose of {', '.join((*SAME, *VERDICTS))}."
        )
    if b is None:
        if verdict not in VERDICTS:
            raise UsageError("judge-two", f"“{verdict}” is said of two.", "Name the other claim too.")
        _get_kind(register, a)
        return judge(register, "claim", a, None, VERDICTS[verdict], who, why)
    if a == b:
        raise UsageError("judge-itself", f"{a} cannot be judged against itself.", "Name two different numbers.")
    if are_cases:
        if verdict not in SAME:
            raise UsageError(
                "judge-cases", "Cases are same, different or unsure.", "Leave --cases out for a follow-up."
            )
        nodes = [_get_case_node(register, case) for case in (a, b)]
    else:
        follow_up = _find_follow_up(register, a, b)
        if verdict not in SAME or (verdict == "unsure" and follow_up):
            if follow_up is None:
                raise NotFound(
                    "follow-up-missing", f"No follow-up between {a} and {b} was found.", "See communique suggestions."
                )
            return judge(register, "follow-up", *follow_up, VERDICTS[verdict], who, why)
        nodes = [_get_node(register, claim) for claim in (a, b)]
    return _judge_nodes(register, nodes, verdict, who, why)


def assess_undertaking(
    register: Register, undertaking: int, status: str, day: str, evidence: int | None, who: str, why: str
) -> int:
    """Give an undertaking a status on a day, with the claim that shows it; return the status's number."""
    days = days_of(day)
    if days is None or days[0] != day or days[1] != day:
        raise UsageError("day-invalid", f"--day {day} is not a day.", "Write 2025-06-26.")
    if status not in STATUSES:
        raise UsageError("status-unknown", f"“{status}” is no status.", f"Choose of {', '.join(STATUSES)}.")
    if evidence is not None:
        _get_kind(register, evidence)
    return assess(register, undertaking, status, day, evidence, who, why)


def undo_number(register: Register, number: str) -> str:
    """Take back a judgement ("3") or a status ("s3"); return what was done in words."""
    key = number.removeprefix("s")
    if not key.isdecimal():
        raise UsageError("number-invalid", f"“{number}” is no number of a decision.", "See communique judgements.")
    if not number.startswith("s"):
        undo(register, int(key))
        return f"Judgement {key} is taken back."
    with register.transaction():
        changed = register.connection.execute(
            "UPDATE assessment SET undone_at = coalesce(undone_at, ?) WHERE key = ?",
            (datetime.now(UTC).isoformat(timespec="seconds"), int(key)),
        )
    if not changed.rowcount:
        raise NotFound("status-missing", f"There is no status {number}.", "See communique judgements.")
    return f"Status {number} is taken back."


def _judge_nodes(register: Register, nodes: list[tuple[int, str]], verdict: str, who: str, why: str) -> int:
    (a, one), (b, other) = nodes
    if one != other:
        raise UsageError("judge-unlike", f"One is of {one}, the other of {other}.", "Only like can be the same.")
    if a == b:
        raise UsageError(
            "judge-one", "Both say the very same, so that nothing tells them apart.", "They cannot be judged different."
        )
    return judge(register, "same", a, b, verdict, who, why)


def _get_kind(register: Register, claim: int) -> str:
    row = register.connection.execute("SELECT kind FROM claim WHERE key = ?", (claim,)).fetchone()
    if row is None:
        raise NotFound("claim-missing", f"There is no claim {claim}.", "The column claim of an answer has the numbers.")
    return str(row["kind"])


def _get_node(register: Register, claim: int) -> tuple[int, str]:
    """Return the node of a claim and the join it belongs to."""
    kind = _get_kind(register, claim)
    row = register.connection.execute(
        'SELECT n.key, n."join" AS name FROM claim_node cn JOIN node n ON n.key = cn.node WHERE cn.claim = ?', (claim,)
    ).fetchone()
    if row is None:
        raise UsageError("claim-unjoined", f"Claim {claim} is of {kind}, which are not joined.", "Judge it alone.")
    return int(row["key"]), str(row["name"])


def _get_case_node(register: Register, case: int) -> tuple[int, str]:
    """Return the node that gives a case its number."""
    row = register.connection.execute(
        'SELECT key, "join" AS name FROM node WHERE "case" = ? LIMIT 1', (case,)
    ).fetchone()
    if row is None:
        raise NotFound("case-missing", f"There is no case {case}.", "The column case of an answer has the numbers.")
    return case, str(row["name"])


def _find_follow_up(register: Register, a: int, b: int) -> tuple[int, int] | None:
    """Return (earlier, later) of a follow-up between two claims, in whichever order they were named."""
    row = register.connection.execute(
        "SELECT earlier, later FROM follow_link WHERE (earlier = ?1 AND later = ?2) OR (earlier = ?2 AND later = ?1)",
        (a, b),
    ).fetchone()
    return (int(row["earlier"]), int(row["later"])) if row else None
