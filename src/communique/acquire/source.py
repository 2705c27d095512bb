"""What an input format is to the rest of the program: one value, registered by one line in `acquire/__init__.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from communique.model.problem import Problem
from communique.model.report import RawReport


@dataclass(frozen=True, slots=True)
class Origin:
    """Where reports come from: `where` for messages, `stem` for ids (the file name without its suffix), `metadata` and
    `problems` from a sidecar."""

    where: str
    stem: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def unread(self, code: str, message: str, *, where: str | None = None, id: str | None = None) -> RawReport:
        """Return the entry of a report that could not be read: an id, no text, a problem that says why."""
        where = where or self.where
        return RawReport(id or self.stem, "", where, problems=(*self.problems, Problem(code, message, where)))


@dataclass(frozen=True, slots=True)
class Source:
    """One input format. `suffixes` are small letters with their dot (`.gz` behind one is understood); `read` yields the
    reports of a stream of (uncompressed) bytes in order and never raises for what the bytes hold."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO, Origin], Iterator[RawReport]]
