"""One run of `communique digest`, and how far each follow list's digests have come.

That stands in a small file beside the register and is moved on when a digest is written whole: one that was not is told
again, none is lost.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from communique.answers.digest import Follow, Mark, get_digest, get_mark, mark_at, read_follow
from communique.answers.digest.subjects import make_follow
from communique.cli.answering import open_register, print_bytes
from communique.errors import SourceError, UsageError
from communique.exports.placed import placed_file
from communique.model.days import days_of
from communique.present.brief_files import make_markdown
from communique.present.digest_files import get_digest_file
from communique.register import Place, file_beside, name_register

MARKS = ".digests.json"  # beside a register
FIRST_DAYS = 7  # that a first digest tells of
Followed = tuple[Sequence[Sequence[str]], Sequence[str], Sequence[str]]


def write_digest(
    register: str | None, since: str, file: Path | None, followed: Followed, output: Path | None, sender: str, to: str
) -> None:
    """Write a digest, and remember how far it has come where it follows on the last."""
    if file is not None and any(followed):
        raise UsageError("follow-twice", "--follow and --pair, --person, --place cannot both hold.", "Choose one.")
    follow = read_follow(file) if file else make_follow(*followed)
    make = get_digest_file(output, sender, to) if output else None
    marks = Marks(name_register(register))
    with open_register(register) as opened:
        until = get_mark(opened)
        begun = marks.find(follow, until) if since == "last" else None
        brief = get_digest(opened, follow, begun or mark_at(opened, find_day(since, until)), until)
    at = datetime.fromisoformat(until.at) if until.at else datetime.fromtimestamp(0, UTC)
    if output is None or make is None:
        print_bytes(make_markdown(brief).decode("utf-8"))
    else:
        data = make(brief, at)
        with placed_file(output) as target:
            target.buffer.write(data)
    if since == "last":
        marks.keep(follow, until)


def find_day(since: str, until: Mark) -> str:
    """Return the first day that is told of: the one that was named, else some before the last report came."""
    if since == "last":
        last = datetime.fromisoformat(until.at) if until.at else None
        return (last - timedelta(days=FIRST_DAYS)).date().isoformat() if last else ""
    days = days_of(since)
    if not days or not days[0]:
        raise UsageError("date-invalid", f"--since {since} is not a date.", "Write 2025-06-26, 2025-06 or last.")
    return days[0]


class Marks:
    """How far the digests of each follow list of a register have come."""

    def __init__(self, register: Place) -> None:
        self._path = file_beside(register, MARKS)

    def find(self, follow: Follow, now: Mark) -> Mark | None:
        """Return how far they have come; None for a list that had none, or whose register has been made anew."""
        kept = self._read().get(follow.key)
        mark = Mark(**kept) if kept else None
        return mark if mark and mark.report <= now.report and mark.at <= now.at else None

    def keep(self, follow: Follow, mark: Mark) -> None:
        """Keep how far they have come."""
        told = self._read() | {follow.key: asdict(mark)}
        self._path.parent.mkdir(parents=True, exist_ok=True)  # a database has no folder of its own on this machine
        with placed_file(self._path) as file:
            file.write(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            kept: dict[str, dict[str, Any]] = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            message = f"{self._path} cannot be read: {error}."
            raise SourceError("digests-unreadable", message, "Move it away, and give --since DATE.") from error
        return kept
