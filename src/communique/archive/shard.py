"""Cut reports into shards, each report once.

In: raw reports in the order in which they are given. Out: shards in that order, cut by count and length alone, so that
the same input gives the same shards. What is given a second time (same id, same text) is left out and told; a second
report under an id, and a text that has come under another id, are coded as `communique read` codes them, and told too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace

from communique.model.report import RawReport, Report

# A shard is what is written at once, and what a killed run loses of each worker: half a minute of work. More would
# lose more, fewer make many small files: 8,000 shards for a million reports.
SHARD_REPORTS = 128
SHARD_CHARS = 1_500_000


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A report that is like an earlier one: `same` says in what (`report`, `id`, `text`), `of` is the earlier one's
    number in the archive. Only one that is the same report is left out."""

    id: str
    where: str
    of: int
    same: str


@dataclass(frozen=True, slots=True)
class Shard:
    """Reports that are coded and written together; `first` is the number of the first of them in the archive."""

    number: int
    first: int
    raws: tuple[RawReport, ...]
    duplicates: tuple[Duplicate, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return a hash of all that coding depends on. A report may have moved to another file meanwhile."""
        digest = hashlib.sha256()
        for raw in self.raws:
            problems = tuple(replace(problem, where="") for problem in raw.problems)
            digest.update(_to_bytes(astuple(replace(raw, where="", problems=problems))))
        for duplicate in self.duplicates:
            digest.update(_to_bytes(astuple(replace(duplicate, where=""))))
        return digest.hexdigest()


def cut_shards(raws: Iterable[RawReport], reports: int = SHARD_REPORTS, chars: int = SHARD_CHARS) -> Iterator[Shard]:
    """Yield shards of at most so many reports and characters; one longer report is a shard of its own."""
    seen = Seen()
    number = first = length = 0
    held: list[RawReport] = []
    duplicates: list[Duplicate] = []
    for raw in raws:
        duplicate = seen.look(raw, first + len(held))
        if duplicate is not None and duplicate.same == "report":
            duplicates.append(duplicate)
            continue
        if held and (len(held) == reports or length + len(raw.text) > chars):
            yield Shard(number, first, tuple(held), tuple(duplicates))
            number, first, length = number + 1, first + len(held), 0
            held, duplicates = [], []
        if duplicate is not None:
            duplicates.append(duplicate)
        held.append(raw)
        length += len(raw.text)
    if held:
        yield Shard(number, first, tuple(held), tuple(duplicates))


class Seen:
    """The ids and texts that have come, in a database on disk that ends with the process: a million need 220 MB."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE report (id BLOB, text BLOB, outlet TEXT, url TEXT, number INTEGER)")
        self._db.execute("CREATE INDEX by_id ON report (id)")
        self._db.execute("CREATE INDEX by_text ON report (text)")

    def look(self, raw: RawReport, number: int) -> Duplicate | None:
        """Return what earlier report this one is like, if any, and remember it under the number it has if it is kept.

        Entries without a text are places that could not be read: each has a problem of its own to tell.
        """
        if not raw.text:
            return None
        name, text = _to_bytes(raw.id), bytes.fromhex(Report.hash_of(raw.text))
        found: tuple[str, int] | None = None
        for row in self._db.execute("SELECT text, outlet, url, number FROM report WHERE id = ?", (name,)):
            if row[0] == text and not _is_other(raw, row[1], row[2]):
                return Duplicate(raw.id, raw.where, row[3], "report")
            found = found or ("id", row[3])
        if found is None:
            row = self._db.execute("SELECT number FROM report WHERE text = ? ORDER BY number", (text,)).fetchone()
            found = ("text", row[0]) if row else None
        outlet, url = (None if said is None else _to_bytes(said) for said in (raw.outlet, raw.url))
        self._db.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?)", (name, text, outlet, url, number))
        return Duplicate(raw.id, raw.where, found[1], found[0]) if found else None


def _is_other(raw: RawReport, outlet: bytes | None, url: bytes | None) -> bool:
    """True for a report of the same id that names another outlet or link: the register keeps it as another report."""
    pairs = ((url, raw.url), (outlet, raw.outlet))
    return any(known is not None and own is not None and known != _to_bytes(own) for known, own in pairs)


def _to_bytes(value: object) -> bytes:
    """Return bytes that tell values apart, whatever characters they hold."""
    return json.dumps(value).encode()
