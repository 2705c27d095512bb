"""What a record kind is to the rest of the program: one value, registered by one line in `records/__init__.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from communique.model.cast import Cast
from communique.model.opinion import Adviser
from communique.model.reading import Reading

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a kind's `find` may look at: the reading, the cast, and the records of the kinds before it.

    `adviser` gives the learned model's opinion; it is None where only rules are to code. `remembered` holds what
    functions marked `once` have found for this report.
    """

    reading: Reading
    cast: Cast
    found: Mapping[str, tuple[Any, ...]]
    adviser: Adviser | None = None
    remembered: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)


def once(find: Callable[[Context], Found]) -> Callable[[Context], Found]:
    """Let a function of a report's context run once, where several kinds ask for what it finds."""

    @wraps(find)
    def remember(context: Context) -> Found:
        if find not in context.remembered:
            context.remembered[find] = find(context)
        found: Found = context.remembered[find]
        return found

    return remember


@dataclass(frozen=True, slots=True)
class Kind:
    """One record kind. `name` is its plural key in the record format, `prefix` begins its ids (`e1`, `e2`, …),
    `record` its frozen dataclass, `find` the coder, `line` one readable line for a terminal, `example` a sentence of
    ours from which exactly one record of the kind must come, `counterexample` one from which none may."""

    name: str
    singular: str
    prefix: str
    record: type
    find: Callable[[Context], Iterable[Any]]
    line: Callable[[Any], str]
    example: str
    counterexample: str
