"""The order of a brief: by the day of what is told."""

from __future__ import annotations

from collections.abc import Sequence

from communique.model.claim import Claim
from communique.model.days import days_of


def day_of(claims: Sequence[Claim]) -> str:
    """Return the day to sort by: of the event, else of the publication, else nothing."""
    for claim in claims:
        days = days_of(claim.record.get("date"))
        if days and (days[0] or days[1]):
            return str(days[0] or days[1])
    return claims[0].source.published or ""
