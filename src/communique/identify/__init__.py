"""Identify who is who in a report: people, bodies, sides, and what each noun phrase stands for."""

from __future__ import annotations

from communique.languages import Language
from communique.model.cast import Cast
from communique.model.reading import Reading

__all__ = ["identify"]


def identify(reading: Reading, language: Language) -> Cast:
    """Return the cast of a report."""
    return Cast(())
