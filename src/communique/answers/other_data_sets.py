"""What the views under other data sets' column names share: columns left empty, and precision of dates and places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from communique.model.days import days_of
from communique.model.table import Column
from communique.reference.countries import find_naming

WherePrecision = Literal["town", "country"]


def unfilled(data_set: str, *names: str) -> tuple[Column, ...]:
    """Return columns that stand there for the scripts of a data set."""
    return tuple(Column(name, f"of {data_set}; empty: the register has nothing for it", hidden=True) for name in names)


def count_days(edtf: str | None) -> int | None:
    """Return how many days a date may mean, None where there is none or one end is open.

    >>> count_days("2025-06-25/2025-06-26")
    2
    """
    days = days_of(edtf)
    if days is None or days[0] is None or days[1] is None:
        return None
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days + 1


def get_where_precision(row: Mapping[str, Any]) -> WherePrecision | None:
    """Return whether a row's place is a town with a point or a whole country; None for provinces and unknown names.

    The register does not tell a province from a name that the gazetteer lacks.
    """
    if row.get("lat") is not None:
        return "town"
    naming = find_naming(row["place"]) if row.get("place") else None
    return "country" if naming is not None and naming.use == "name" else None
