"""What went wrong with one report, as data: the run goes on and ends with exit code 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read or coded.

    `code` is a stable word (`file-empty`, `language-not-coded`, …; the list is in `docs/problems.md`), `message` says
    what and what to do, `where` says where: a path, `path:line`, or character offsets.
    """

    code: str
    message: str
    where: str
