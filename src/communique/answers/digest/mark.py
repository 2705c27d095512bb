"""How far somebody has looked: the last report and the last decisions that a register had.

Numbers are taken rather than times: what is added within the same second as a digest is told in the next one, once.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.register import Register


@dataclass(frozen=True, slots=True)
class Mark:
    """The highest numbers of reports, judgements and assessments, and when the last report came in (UTC, ISO 8601)."""

    report: int = 0
    judgement: int = 0
    assessment: int = 0
    at: str = ""


def get_mark(register: Register) -> Mark:
    """Return the mark of what the register has now."""
    return _find(register, "at <> ?", "added_at <> ?", "")


def mark_at(register: Register, moment: str) -> Mark:
    """Return the mark that the register had before a moment (UTC, ISO 8601; a day means its beginning)."""
    found = _find(register, "at < ?", "added_at < ?", moment)
    return Mark(found.report, found.judgement, found.assessment, moment)


def _find(register: Register, decided: str, added: str, moment: str) -> Mark:
    db = register.connection
    report, at = db.execute(f"SELECT max(key), max(added_at) FROM report WHERE {added}", (moment,)).fetchone()
    (judgement,) = db.execute(f"SELECT max(key) FROM judgement WHERE {decided}", (moment,)).fetchone()
    (assessment,) = db.execute(f"SELECT max(key) FROM assessment WHERE {decided}", (moment,)).fetchone()
    return Mark(report or 0, judgement or 0, assessment or 0, at or "")
