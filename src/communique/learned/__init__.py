"""The learned coder: a small encoder's second opinion on what the rules find and on the clauses they pass over.

In: a reading with its cast. Out: an `Adviser`, which gives probabilities for one place at a time. What is done with
them is the record kinds' business (`records/`); how the model was made, and on what, stands in docs/model-card.md.
"""

from __future__ import annotations

from communique.learned.adviser import ReportAdviser
from communique.learned.model import Model, model_of
from communique.learned.spots import Places
from communique.model.cast import Cast
from communique.model.reading import Reading

__all__ = ["Model", "adviser_for", "model_of"]


def adviser_for(model: Model, reading: Reading, cast: Cast) -> ReportAdviser:
    """Return an adviser for one report."""
    return ReportAdviser(model, Places(reading, cast))
