"""A visitor's last decision, which one key takes back: on records (`/review`) or on links (`/review/links`).

Decisions made in one go (a batch) are taken back in one go, at `/audit`, and are none of these.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.errors import NotFound
from communique.register import Register
from communique.register.parts import marks_for

NO_REASON = "reviewed at the desk"
RECORDS = ("claim",)
LINKS = ("same", "follow-up")


@dataclass(frozen=True, slots=True)
class LastDecision:
    """The number of a judgement, and the claim (of a link: what it is about) that it names first."""

    key: int
    about: int


def find_last_decision(register: Register, who: str, subjects: tuple[str, ...]) -> LastDecision | None:
    """Return somebody's last decision on such subjects that is in force."""
    marks = marks_for(subjects)
    row = register.connection.execute(
        f"SELECT key, a FROM judgement WHERE subject IN ({marks}) AND who = ? AND undone_at IS NULL AND batch IS NULL"
        " ORDER BY key DESC LIMIT 1",
        (*subjects, who),
    ).fetchone()
    return LastDecision(int(row[0]), int(row[1])) if row else None


def need_last_decision(register: Register, who: str, subjects: tuple[str, ...]) -> LastDecision:
    """Return the last decision, or say that there is none."""
    last = find_last_decision(register, who, subjects)
    if last is None:
        raise NotFound("nothing-to-undo", "You have decided nothing that could be taken back.", "See /audit.")
    return last
