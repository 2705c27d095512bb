"""Claims as the rows that templates show: their source cells beside the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from communique.answers.citation import source_cells
from communique.model.claim import Claim


def to_rows(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Return for each claim what `parts.source`, `verdict` and `evidence` take, and its record as `told`."""
    return [{**source_cells(claim), "told": claim.record} for claim in claims]
