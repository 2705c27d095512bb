"""Resolve what the coders left in words: dates, places, links between records, ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from communique.model.kind import Kind
from communique.model.report import Report

__all__ = ["resolve"]


def resolve(
    found: Mapping[str, tuple[Any, ...]], report: Report, kinds: Sequence[Kind]
) -> dict[str, tuple[Any, ...]]:
    """Return the records with ids, dates and places filled."""
    return {
        kind.name: tuple(replace(record, id=f"{kind.prefix}{i}") for i, record in enumerate(found[kind.name], 1))
        for kind in kinds
    }
