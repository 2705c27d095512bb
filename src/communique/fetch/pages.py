"""Pages as they were received, in a folder: nothing is made of them here, so that anybody can check what we read.

    20261122T081500Z-3f2a…-9c01….html        the page, byte for byte after unpacking
    20261122T081500Z-3f2a…-9c01….meta.json   its link, its SHA-256, when and from where it came
    links.db                                 what each link last led to, to ask whether it changed, or why nowhere

The names begin with the time, then the first digits of the page's SHA-256, then those of its link's: so that
`communique read FOLDER` reads versions of a page in the order they came. The sidecar is one that `read` knows. A page
that has not changed is not kept twice. Killed at any moment, the folder is right: the row names the file before it is
written, a page has its sidecar before it has its name, and a row whose file is missing counts for nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from communique.acquire.page import name_link, page_fields
from communique.errors import SourceError
from communique.fetch.clock import Clock
from communique.fetch.failure import FetchFailed
from communique.fetch.fetcher import NOTHING, Fetched, Fetcher, Validators
from communique.fetch.links import clean_link

LINKS = "links.db"
PART = ".part"
NAME_DIGITS, LINK_DIGITS = 16, 8
BUSY_SECONDS = 30.0
SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
    link TEXT PRIMARY KEY,      -- as it was asked for, cleaned
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,       -- of the page as received
    id TEXT NOT NULL,           -- of its report
    etag TEXT,
    modified TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failure (
    link TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    hint TEXT NOT NULL
) WITHOUT ROWID"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page in the folder. `id` is that of its report, `link` the one it wants to be known by (empty where it was not
    fetched anew); `is_new` is False where the very same page was there."""

    path: Path
    id: str
    sha256: str
    is_new: bool
    link: str = ""


class Pages:
    """A folder of pages. Each call opens and closes what it needs, so that several programs may share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def fetch(
        self, fetcher: Fetcher, link: str, clock: Clock, fields: Mapping[str, str | None] | None = None
    ) -> Kept:
        """Fetch a link and keep what it leads to, unless that has not changed. `fields` (title, published, outlet) go
        into the sidecar, where reading prefers them to what the page says."""
        known = self.find(link)
        fetched = await fetcher.get(clean_link(link), known[1] if known else NOTHING)
        if fetched is None:
            assert known is not None, "nothing was known that could be unchanged"
            return known[0]
        return self.keep(link, fetched, clock.now(), fields or {})

    def find(self, asked: str) -> tuple[Kept, Validators] | None:
        """Return what a link last led to, where the page is still there."""
        with closing(self._open()) as db:
            row = db.execute(
                "SELECT file, id, sha256, etag, modified FROM page WHERE link = ?", (clean_link(asked),)
            ).fetchone()
        if row is None or not (self.folder / row[0]).is_file():
            return None
        return Kept(self.folder / row[0], row[1], row[2], is_new=False), Validators(row[3], row[4])

    def keep(self, asked: str, fetched: Fetched, at: datetime, fields: Mapping[str, str | None]) -> Kept:
        """Keep a page that was fetched at a UTC time, and return where."""
        asked = clean_link(asked)
        sha256 = hashlib.sha256(fetched.data).hexdigest()
        link = fetched.canonical
        digits = f"{sha256[:NAME_DIGITS]}-{_digest(asked)[:LINK_DIGITS]}"
        name = self._find_same(asked, sha256) or f"{at:%Y%m%dT%H%M%SZ}-{digits}{fetched.suffix or '.html'}"
        path = self.folder / name
        is_new = not path.is_file()
        about = {
            "id": name_link(link), **page_fields(link, fetched.content_type),
            **{key: said for key, said in fields.items() if said},
            "asked": asked, "led_to": fetched.link, "fetched_at": at.isoformat(timespec="seconds"), "sha256": sha256,
            "content_type": fetched.content_type,
        }  # fmt: skip
        try:
            with closing(self._open()) as db, db:
                db.execute(
                    "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?)",
                    (asked, name, sha256, name_link(link), fetched.validators.etag, fetched.validators.modified),
                )
            if is_new:
                told = json.dumps(about, ensure_ascii=False, indent=1)
                _place(path.with_name(f"{path.stem}.meta.json"), told.encode("utf-8", "replace"))
                _place(path, fetched.data)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(self.folder, error) from error
        return Kept(path, name_link(link), sha256, is_new, link)

    def recall(self, asked: str) -> Path | None:
        """Return the page that came of a link when it was last fetched, None where it never was; raise what was raised
        then (`remember`)."""
        with closing(self._open()) as db:
            row = db.execute("SELECT code, message, hint FROM failure WHERE link = ?", (clean_link(asked),)).fetchone()
        if row is not None:
            raise FetchFailed(*row)
        known = self.find(asked)
        return known[0].path if known else None

    def remember(self, asked: str, failure: FetchFailed | None) -> None:
        """Keep why a link could not be fetched, or that it could."""
        link = clean_link(asked)
        try:
            with closing(self._open()) as db, db:
                db.execute("DELETE FROM failure WHERE link = ?", (link,))
                if failure is not None:
                    told = (link, failure.code, failure.message, failure.hint)
                    db.execute("INSERT INTO failure VALUES (?, ?, ?, ?)", told)
        except sqlite3.Error as error:
            raise _unusable(self.folder, error) from error

    def _find_same(self, asked: str, sha256: str) -> str | None:
        """Return the name of the file that has this very page of this link, whether or not it was written yet."""
        with closing(self._open()) as db:
            row = db.execute("SELECT file FROM page WHERE link = ? AND sha256 = ?", (asked, sha256)).fetchone()
        return str(row[0]) if row else None

    def _open(self) -> sqlite3.Connection:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self.folder / LINKS, timeout=BUSY_SECONDS)
            db.executescript(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(self.folder, error) from error
        return db


@contextmanager
def fetch_to(folder: Path, *, is_once: bool = False) -> Iterator[Callable[[str], Path]]:
    """Give a function that fetches one link into a folder and returns its file: how a list of links is read.

    With `is_once` what became of a link before, in this run or an earlier one, is what becomes of it again: its page is
    read from the folder, and one that could not be fetched is not asked for again.
    """
    pages, clock = Pages(folder), Clock()
    with asyncio.Runner() as runner:
        fetcher = Fetcher(clock)

        def fetch_link(link: str) -> Path:
            if is_once and (kept := pages.recall(link)):
                return kept
            try:
                path = runner.run(pages.fetch(fetcher, link, clock)).path
            except FetchFailed as error:
                pages.remember(link, error)
                raise
            pages.remember(link, None)
            return path

        try:
            yield fetch_link
        finally:
            runner.run(fetcher.aclose())


def _place(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + PART)
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _unusable(folder: Path, error: Exception) -> SourceError:
    message = f"Pages cannot be kept in {folder}: {error}."
    return SourceError("pages-not-written", message, "Make room on the disk, or name another folder.")
