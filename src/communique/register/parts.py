"""Long lists of keys as SQL takes them: a part at a time, a mark for each value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
AT_ONCE = 500  # values in one condition; a database takes only so many


def in_parts(values: Sequence[T], most: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """Yield values in runs of at most so many, in their order.

    >>> list(in_parts([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    return (values[start : start + most] for start in range(0, len(values), most))


def marks_for(values: Sequence[Any]) -> str:
    """Return the marks that stand for values in a condition.

    >>> f"key IN ({marks_for([7, 8, 9])})"
    'key IN (?,?,?)'
    """
    return ",".join("?" * len(values))
