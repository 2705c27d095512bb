"""Figures: reported statistics and amounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.kind import Context, Kind
from communique.model.span import Evidence


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in full units; `unit` is ISO 4217, `percent`, or the noun of the thing counted."""

    id: str
    value: float
    unit: str
    measure: str
    period: str | None
    source: str | None
    evidence: Evidence
    confidence: float
    rule: str


def find_figures(context: Context) -> Iterator[Figure]:
    """Yield the figures in text order."""
    yield from ()


KIND = Kind(
    name="figures",
    singular="figure",
    prefix="f",
    record=Figure,
    find=find_figures,
    line=lambda r: f"{r.value:,g} {r.unit}: {r.measure}",
    example="Exports rose to $2.3 billion in 2024.",
    counterexample="He is 43 years old.",
)
