"""Models of what the API answers, made from the columns that say what they mean: the description cannot drift."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field, create_model

from communique.model.table import Column, ColumnType

TYPES: dict[ColumnType, Any] = {
    "text": str | None,
    "date": str | None,
    "number": int | float | None,
    "key": int | None,
    "share": float | None,
    "list": list[str],
}


def make_row_model(name: str, columns: tuple[Column, ...]) -> type[BaseModel]:
    """Return the model of a row."""
    fields: dict[str, Any] = {c.name: (TYPES[c.type], Field(description=c.help)) for c in columns}
    return create_model(f"{name.title().replace(' ', '')}Row", **fields)


def make_list_model(name: str, columns: tuple[Column, ...]) -> type[BaseModel]:
    """Return the model of one page of a list."""
    fields: dict[str, Any] = {
        "rows": (list[make_row_model(name, columns)], Field(description="the rows of this page")),  # type: ignore[misc]
        "total": (int, Field(description="rows in all")),
        "next": (str | None, Field(description="what `after` takes to give the page behind this one; null at the end")),
        "notes": (list[str], Field(description="what was asked for and looked at: they bound the answer")),
    }
    return create_model(f"{name.title().replace(' ', '')}List", **fields)
