"""Read follow-ups and assessments back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from communique.errors import NotFound, UsageError
from communique.register.in_force import BOTH_IN_FORCE
from communique.register.parts import in_parts, marks_for
from communique.register.register import Register

# The dated states of an undertaking. Nothing is ever assumed: without an assessment it is "not yet assessed".
STATUSES = (
    "not yet assessed",
    "reaffirmed",
    "in progress",
    "partly done",
    "done",
    "stalled",
    "withdrawn",
    "contradicted",
    "expired with nothing found",
)


@dataclass(frozen=True, slots=True)
class Following:
    """A link between an earlier and a later claim, published on `day`.

    `verdict`, `who` and `why` are None while it waits for a person.
    """

    key: int
    earlier: int
    later: int
    relation: str
    score: float
    verdict: str | None
    who: str | None
    why: str | None
    day: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A status that a person gave an undertaking on a day, with the claim that shows it."""

    key: int
    undertaking: int
    status: str
    day: str
    evidence: int | None
    who: str
    why: str


def find_followings(register: Register, claims: Iterable[int], end: str = "earlier") -> dict[int, list[Following]]:
    """Return the follow-ups of claims (`end` = earlier: what follows them; later: what they follow), not the
    rejected.
    """
    found: dict[int, list[Following]] = {}
    wanted = sorted(set(claims))
    for part in in_parts(wanted):
        rows = register.connection.execute(
            "SELECT f.key, f.earlier, f.later, f.relation, f.score, j.verdict, j.who, j.why, lr.published"
            " FROM follow_link f"
            " JOIN claim l ON l.key = f.later JOIN claim e ON e.key = f.earlier"
            " JOIN report lr ON lr.key = l.report JOIN report er ON er.key = e.report"
            " JOIN coding lg ON lg.key = l.coding JOIN coding eg ON eg.key = e.coding"
            " LEFT JOIN judgement j ON j.key = (SELECT max(key) FROM judgement WHERE subject = 'follow-up'"
            " AND a = f.earlier AND b = f.later AND undone_at IS NULL)"
            f" WHERE lr.current AND er.current AND lg.current AND eg.current AND {BOTH_IN_FORCE}"
            f" AND f.{end} IN ({marks_for(part)})"
            " ORDER BY lr.published NULLS FIRST, f.score DESC, f.key",
            part,
        )
        for row in rows:
            following = Following(*row)
            if following.verdict != "rejected":
                found.setdefault(getattr(following, end), []).append(following)
    return found


def assess(
    register: Register, undertaking: int, status: str, day: str, evidence: int | None, who: str, why: str
) -> int:
    """Add a dated status to an undertaking's series; return its key. Earlier ones stay."""
    if status not in STATUSES:
        raise UsageError("status-unknown", f"'{status}' is no status.", f"Choose of {', '.join(STATUSES)}.")
    kind = register.connection.execute("SELECT kind FROM claim WHERE key = ?", (undertaking,)).fetchone()
    if kind is None or kind["kind"] != "undertakings":
        raise NotFound("undertaking-missing", f"Claim {undertaking} is no undertaking.", "See `communique ledger`.")
    with register.transaction():
        return register.connection.insert(
            "INSERT INTO assessment (undertaking, status, day, evidence, who, why, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (undertaking, status, day, evidence, who, why, datetime.now(UTC).isoformat(timespec="seconds")),
        )


def find_assessments(register: Register, claims: Iterable[int]) -> dict[int, list[Assessment]]:
    """Return the assessments in force by undertaking, in order of day."""
    found: dict[int, list[Assessment]] = {}
    wanted = sorted(set(claims))
    for part in in_parts(wanted):
        for row in register.connection.execute(
            "SELECT key, undertaking, status, day, evidence, who, why FROM assessment WHERE undone_at IS NULL"
            f" AND undertaking IN ({marks_for(part)}) ORDER BY day, key",
            part,
        ):
            found.setdefault(row["undertaking"], []).append(Assessment(*row))
    return found
