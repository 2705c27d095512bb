"""What people decide about links and claims: who, why, when; undone, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from communique.errors import NotFound, UsageError
from communique.join import JOINS
from communique.register.cases import settle_cases
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


def judge(register: Register, subject: str, a: int, b: int | None, verdict: str, who: str, why: str) -> int:
    """Record a decision and settle the cases it touches; return its key. A later one on the same pair replaces it."""
    if verdict not in VERDICTS.get(subject, ()):
        choices = "; ".join(f"{s}: {', '.join(v)}" for s, v in VERDICTS.items())
        raise UsageError("verdict-unknown", f"'{verdict}' is no verdict on '{subject}'.", f"Choose of {choices}.")
    if b is not None and subject == "same":
        a, b = min(a, b), max(a, b)
    with register.transaction():
        cursor = register.connection.execute(
            "INSERT INTO judgement (subject, a, b, verdict, who, why, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (subject, a, b, verdict, who, why, datetime.now(UTC).isoformat(timespec="seconds")),
        )
        if subject == "same" and b is not None:
            settle_cases(register.connection, (a, b), JOINS)
    return int(cursor.lastrowid or 0)


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
        if row["subject"] == "same" and row["b"] is not None:
            settle_cases(register.connection, (row["a"], row["b"]), JOINS)


def list_judgements(register: Register) -> list[Judgement]:
    """Return all decisions in the order they were made, undone ones too."""
    return [Judgement(**dict(row)) for row in register.connection.execute("SELECT * FROM judgement ORDER BY key")]
