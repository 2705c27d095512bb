"""What an input format is to the rest of the program: one value, registered by one line in `acquire/__init__.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from communique.acquire.allowance import Allowance
from communique.model.problem import Problem
from communique.model.report import RawReport

Fetch = Callable[[str], Path]
"""Fetches a link into a file, sidecar beside it, and returns the file's path; raises a `CommuniqueError`."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller says of all inputs: `columns` names a table's columns by field (`text`, `id`, `title`, …) where
    they have other names; `fetch` fetches links, which without it are entries that say so."""

    columns: Mapping[str, str] = field(default_factory=dict)
    fetch: Fetch | None = None


ONE_REPORTS_FIELDS = ("id", "title", "url", "charset")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where reports come from: `where` for messages, `stem` for ids (the file name without its suffix), `metadata` and
    `problems` from a sidecar, `columns` as in `Options`."""

    where: str
    stem: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def charset(self) -> str | None:
        """The encoding that a page's server named, as `communique fetch` keeps it in the sidecar."""
        named = self.metadata.get("charset")
        return named if isinstance(named, str) and named else None

    def unread(self, code: str, message: str, *, where: str | None = None) -> RawReport:
        """Return the entry of a report that could not be read: an id, no text, a problem that says why."""
        where = where or self.where
        return RawReport(self.stem, "", where, problems=(*self.problems, Problem(code, message, where)))

    def part(self, number: int) -> Origin:
        """Return the origin of the report of that number (or line) in a file that holds several."""
        return self.inside(f"{self.where}:{number}", f"{self.stem}:{number}")

    def inside(self, where: str, stem: str, fields: Mapping[str, Any] | None = None) -> Origin:
        """Return the origin of a report in a file that holds several. What a sidecar says of the file holds for all of
        them, but for what only one can have; `fields` are what is known of this one."""
        shared = {name: value for name, value in self.metadata.items() if name not in ONE_REPORTS_FIELDS}
        return replace(self, where=where, stem=stem, metadata={**shared, **(fields or {})})


@dataclass(frozen=True, slots=True)
class Source:
    """One input format. `suffixes` are small letters with their dot (`.gz` behind one is understood); `read` yields the
    reports of a stream of (uncompressed) bytes in order and never raises for what the bytes hold.

    `apart`: its parser may hang, take all memory or die of a strange file, so it runs in a process of its own, within
    limits (`apart.py`); what it raises is a problem. Such a file is read as a whole.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO, Origin], Iterator[RawReport]]
    apart: bool = False


class Opener(Protocol):
    """What a container has its parts read with (`opening.py`); `allowance` is what they may still unfold to."""

    options: Options
    allowance: Allowance

    def open_file(self, path: Path) -> Iterator[RawReport]:
        """Yield the reports of a file."""

    def read_member(self, name: str, stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
        """Yield the reports of a part, whose name tells its format; nothing for kinds that hold no reports."""

    def knows(self, name: str) -> bool:
        """True when a part of that name would be read, or is an entry that says why not."""

    def stem(self, name: str) -> str:
        """Return a part's file name without folders and suffix."""


@dataclass(frozen=True, slots=True)
class Container:
    """A format that holds files of other formats: as `Source`, but `read` gets what its parts are read with."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO, Origin, Opener], Iterator[RawReport]]


Format = Source | Container
