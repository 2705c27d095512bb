"""What the views under other data sets' column names share: columns left empty, and precision of dates and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from communique.model.days import count_days
from communique.model.table import Column
from communique.reference.countries import find_naming

WherePrecision = Literal["town", "country"]


def unfilled(data_set: str, *names: str) -> tuple[Column, ...]:
    """Return columns that stand there for the scripts of a data set."""
    return tuple(Column(name, f"of {data_set}; empty: the register has nothing for it", hidden=True) for name in names)


def get_date_precision(edtf: str | None, codes: Iterable[tuple[int, int]]) -> int | None:
    """Return a date's code of `codes` (up to so many days, the code); None where it is less exact than any, or none.

    >>> get_date_precision("2025-06-25/2025-06-26", ((1, 1), (7, 2)))
    2
    """
    days = count_days(edtf)
    return next((code for most, code in codes if days is not None and days <= most), None)


def get_where_precision(row: Mapping[str, Any]) -> WherePrecision | None:
    """Return whether a row's place is a town with a point or a whole country; None for provinces and unknown names.

    The register does not tell a province from a name that the gazetteer lacks.
    """
    if row.get("lat") is not None:
        return "town"
    naming = find_naming(row["place"]) if row.get("place") else None
    return "country" if naming is not None and naming.use == "name" else None
