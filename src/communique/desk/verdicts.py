"""What people decided about the records of some rows: candidate until somebody confirms or rejects it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from communique.register import Register
from communique.register.parts import in_parts, marks_for

CANDIDATE = "candidate"


def find_verdicts(register: Register, rows: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Return claim number → confirmed, rejected or unsure, for those of the rows' claims that were judged."""
    claims = sorted({row["claim"] for row in rows if row.get("claim")})
    found: dict[int, str] = {}
    for part in in_parts(claims):
        for row in register.connection.execute(
            f"SELECT claim, verdict FROM claim_verdict WHERE claim IN ({marks_for(part)})",
            part,
        ):
            found[row["claim"]] = row["verdict"]
    return found
