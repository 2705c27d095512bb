"""What people decide about links and claims: who, why, when; undone, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from communique.errors import NotFound, UsageError
from communique.join import JOINS
from communique.register.cases import settle_cases
from communique.register.engines.database import JsonText
from communique.register.in_force import index_claim
from communique.register.register import Register

VERDICTS = {
    "same": ("same", "different", "unsure"),
    "follow-up": ("confirmed", "rejected", "unsure"),
    "claim": ("confirmed", "rejected", "unsure"),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. `a` and `b` are node keys for subject `same`, claim keys for `follow-up` and `claim` (b None)."""

    key: int
    subject: str
    a: int
    b: int | None
    verdict: str
    who: str
    why: str
    at: str
    undone_at: str | None
    record: str | None = None
    batch: str | None = None


def judge(
    register: Register,
    subject: str,
    a: int,
    b: int | None,
    verdict: str,
    who: str,
    why: str,
    record: str | None = None,
    batch: str | None = None,
) -> int:
    """Record a decision and settle the cases it touches; return its key. A later one on the same pair replaces it.

    `record` is the reviewer's reading of an edited claim (JSON), `batch` a name shared by decisions made in one go.
    """
    if verdict not in VERDICTS.get(subject, ()):
        choices = "; ".join(f"{s}: {', '.join(v)}" for s, v in VERDICTS.items())
        raise UsageError("verdict-unknown", f"'{verdict}' is no verdict on '{subject}'.", f"Choose of {choices}.")
    if b is not None and subject == "same":
        a, b = min(a, b), max(a, b)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with register.within_transaction():
        key = register.connection.insert(
            "INSERT INTO judgement (subject, a, b, verdict, who, why, record, batch, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (subject, a, b, verdict, who, why, None if record is None else JsonText(record), batch, now),
        )
        _settle(register, subject, a, b)
    return key


def _settle(register: Register, subject: str, a: int, b: int | None) -> None:
    """Bring what is found by the decisions in force into line with them."""
    if subject == "same" and b is not None:
        settle_cases(register.connection, (a, b), JOINS)
    if subject == "claim" and _was_edited(register, a):
        index_claim(register.connection, a)


def _was_edited(register: Register, claim: int) -> bool:
    """True when a reviewer ever read a claim otherwise than coded: only then its sides and days may change."""
    row = register.connection.execute(
        "SELECT 1 FROM judgement WHERE subject = 'claim' AND a = ? AND record IS NOT NULL LIMIT 1", (claim,)
    ).fetchone()
    return row is not None


def undo(register: Register, key: int) -> None:
    """Take a decision back: the register is then exactly as if it had not been made."""
    with register.transaction():
        row = register.connection.execute("SELECT * FROM judgement WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise NotFound(
                "judgement-missing", f"There is no judgement {key}.", "List them with `communique judgements`."
            )
        register.connection.execute(
            "UPDATE judgement SET undone_at = ? WHERE key = ? AND undone_at IS NULL",
            (datetime.now(UTC).isoformat(timespec="seconds"), key),
        )
        _settle(register, row["subject"], row["a"], row["b"])


def undo_batch(register: Register, batch: str) -> int:
    """Take back all decisions of a batch that are still in force; return how many."""
    with register.transaction():
        rows = register.connection.execute(
            "SELECT key, subject, a, b FROM judgement WHERE batch = ? AND undone_at IS NULL", (batch,)
        ).fetchall()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        register.connection.execute(
            "UPDATE judgement SET undone_at = ? WHERE batch = ? AND undone_at IS NULL", (now, batch)
        )
        for row in rows:
            _settle(register, row["subject"], row["a"], row["b"])
    return len(rows)


def list_judgements(register: Register) -> list[Judgement]:
    """Return all decisions in the order they were made, undone ones too."""
    return [Judgement(**dict(row)) for row in register.connection.execute("SELECT * FROM judgement ORDER BY key")]
