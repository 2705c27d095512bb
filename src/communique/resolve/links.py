"""Give records their ids and turn provisional links into final ones.

While coding, a record is pointed to by a provisional key: its own `id` if the coder gave one (a person's or a body's is
its actor's key), or `<kind>:<its place among the found>` ("engagement:0"). Final ids are counted in text order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from communique.model.kind import Kind

__all__ = ["final_ids", "relink", "text_position"]

# Fields that hold another record's id, in a record or in a part of it (a participant).
LINKS = frozenset({"person", "speaker", "engagement"})


def text_position(record: Any) -> tuple[tuple[int, int], ...]:
    """Return where the record's words stand, to sort by: its evidence, or its mentions."""
    return tuple(getattr(record, "evidence", None) or getattr(record, "mentions", None) or ())


def final_ids(found: Mapping[str, tuple[Any, ...]], kinds: Sequence[Kind]) -> dict[str, str]:
    """Return the final id of every provisional key."""
    ids: dict[str, str] = {}
    for kind in kinds:
        records = found[kind.name]
        order = sorted(range(len(records)), key=lambda i: (text_position(records[i]), i))
        for number, index in enumerate(order, 1):
            final = f"{kind.prefix}{number}"
            ids[f"{kind.singular}:{index}"] = final
            if records[index].id:
                ids[records[index].id] = final
    return ids


def relink(record: Any, ids: Mapping[str, str]) -> Any:
    """Return the record with every link in it final; a link to nothing becomes None."""
    changes: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in LINKS:
            new: Any = ids.get(value) if value is not None else None
        elif isinstance(value, tuple) and any(is_dataclass(part) for part in value):
            new = tuple(relink(part, ids) if is_dataclass(part) else part for part in value)
        else:
            continue
        if new != value:
            changes[field.name] = new
    return replace(record, **changes) if changes else record
