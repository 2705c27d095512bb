"""What a watch knows: each feed's course and each item's, in a small SQLite file beside the register.

An item is `waiting` (found, to be fetched), `kept` (its page is in the folder), `read` (its report is in the register),
`same` (it is what another item is) or `left` (it cannot be had; `error` says why). Every step is one transaction, and
what it rests on is done before: a watch that is killed between any two of them does the step again, and doing a step
again changes nothing. Rows of items stay, about 0.5 kB each, so that nothing is read twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from communique.acquire.feed import Item
from communique.errors import RegisterError
from communique.fetch import Validators
from communique.register import Place, file_beside
from communique.register.parts import marks_for
from communique.watch.items import is_one_site, read_link

BUSY_SECONDS = 30.0
SCHEMA = (
    """CREATE TABLE IF NOT EXISTS feed (
        url TEXT PRIMARY KEY,
        name TEXT,                         -- as the settings had it at the last poll
        etag TEXT, modified TEXT,          -- as the last good answer gave them
        begun_at TEXT NOT NULL,            -- when it was first polled
        succeeded_at TEXT, failed_at TEXT, error TEXT,
        failures INTEGER NOT NULL DEFAULT 0,  -- in a row
        next_at TEXT NOT NULL,
        is_dead INTEGER NOT NULL DEFAULT 0,
        moved_to TEXT                      -- where it says it is now, for good
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS item (
        key INTEGER PRIMARY KEY,
        feed TEXT NOT NULL,
        guid TEXT, link TEXT, title TEXT, published TEXT, updated TEXT,
        text TEXT,                         -- where the feed's own text is read
        state TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'read', 'same', 'left')),
        file TEXT, canonical TEXT, text_sha256 TEXT, report TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        found_at TEXT NOT NULL, next_at TEXT NOT NULL, read_at TEXT
    )""",
    "CREATE INDEX IF NOT EXISTS item_guid ON item (feed, guid)",
    "CREATE INDEX IF NOT EXISTS item_link ON item (link)",
    "CREATE INDEX IF NOT EXISTS item_canonical ON item (canonical)",
    "CREATE INDEX IF NOT EXISTS item_text ON item (text_sha256)",
    "CREATE INDEX IF NOT EXISTS item_waiting ON item (state, next_at) WHERE state IN ('waiting', 'kept')",
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


@dataclass(frozen=True, slots=True)
class Course:
    """How a feed has fared."""

    url: str
    validators: Validators
    begun_at: datetime
    succeeded_at: datetime | None
    failed_at: datetime | None
    error: str | None
    failures: int
    next_at: datetime
    is_dead: bool
    moved_to: str | None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the state keeps it; `found_at` says when the feed first had it."""

    key: int
    feed: str
    guid: str | None
    link: str | None
    title: str | None
    published: str | None
    text: str | None
    file: str | None
    canonical: str | None
    report: str | None
    tries: int
    found_at: datetime


def state_beside(register: Place) -> Path:
    """Return the file of the state that a watch on a register keeps, unless it is told another."""
    return file_beside(register, ".watch.db")


class State:
    """An open state. `register` is the register it is of; another one's is refused. `readonly` only looks at one that
    is there."""

    def __init__(self, path: Path, register: str = "", *, readonly: bool = False) -> None:
        try:
            if readonly:
                self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
                self._db.row_factory = sqlite3.Row
                self._db.execute("SELECT 1 FROM feed LIMIT 1")
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            for statement in SCHEMA:
                self._db.execute(statement)
            if all(row["name"] != "name" for row in self._db.execute("PRAGMA table_info(feed)")):
                self._db.execute("ALTER TABLE feed ADD COLUMN name TEXT")  # a state of before feeds had names
            self._db.execute("INSERT OR IGNORE INTO about VALUES ('register', ?)", (register,))
            kept = str(self._db.execute("SELECT value FROM about WHERE name = 'register'").fetchone()[0])
        except (OSError, sqlite3.Error) as error:
            message = f"The watch's state {path} cannot be opened: {error}."
            raise RegisterError("state-unusable", message, "Check the path and its rights.") from error
        if register and kept != register:
            message = f"{path} is the state of a watch on the register {kept}, not on {register}."
            raise RegisterError("state-of-another", message, "Name another with --state, or move it away.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def _step(self) -> Iterator[sqlite3.Connection]:
        """One step: everything inside happens whole or not at all."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                message = f"The watch's state could not be written: {error}. What was kept before is whole."
                raise RegisterError("state-not-written", message, "Make room on the disk, then start again.") from error
            raise

    # ------------------------------------------------------------------ feeds

    def get_course(self, url: str, now: datetime) -> Course:
        """Return how a feed has fared; one that was never polled is due now."""
        row = self._db.execute("SELECT * FROM feed WHERE url = ?", (url,)).fetchone()
        if row is None:
            return Course(url, Validators(), now, None, None, None, 0, now, False, None)
        return _course_in(row)

    def keep_success(
        self, course: Course, items: Iterable[Item], base: str, own_text: bool, now: datetime, next_at: datetime
    ) -> int:
        """Keep what a poll found, and that it did, in one step; return how many items are new or changed.

        `own_text`: the feed's own text is to be read. `base` is what relative links are relative to.
        """
        with self._step() as db:
            found = sum(self._keep_item(course.url, item, base, own_text, now) for item in items)
            self._keep_course(course, now, next_at)
            db.execute(
                "UPDATE feed SET etag = ?, modified = ?, succeeded_at = ?, error = NULL, failures = 0, is_dead = 0,"
                " moved_to = ? WHERE url = ?",
                (course.validators.etag, course.validators.modified, _say(now), course.moved_to, course.url),
            )
        return found

    def keep_failure(self, course: Course, error: str, is_dead: bool, now: datetime, next_at: datetime) -> None:
        with self._step() as db:
            self._keep_course(course, now, next_at)
            db.execute(
                "UPDATE feed SET failed_at = ?, error = ?, failures = ?, is_dead = ? WHERE url = ?",
                (_say(now), error, course.failures + 1, is_dead, course.url),
            )

    def _keep_course(self, course: Course, now: datetime, next_at: datetime) -> None:
        self._db.execute(
            "INSERT INTO feed (url, name, begun_at, next_at) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (url) DO UPDATE SET name = ?2, next_at = ?4",
            (course.url, course.name, _say(now), _say(next_at)),
        )

    # ------------------------------------------------------------------ items

    def _keep_item(self, feed: str, item: Item, base: str, own_text: bool, now: datetime) -> bool:
        """Keep an item that a feed has; return whether there is something to do about it.

        Known is one with the same link, in whatever feed, or with the same guid and title in this one: some feeds have
        other links at every poll, and some give one guid to all.
        """
        link, error = read_link(item, base)
        text = item.text if own_text or (link is None and not item.is_summary) else None
        if text:
            error = None
        known = self._db.execute(
            "SELECT key, feed, updated, text FROM item WHERE link = ? UNION ALL"
            " SELECT key, feed, updated, text FROM item WHERE feed = ? AND guid = ? AND title IS ? LIMIT 1",
            (link, feed, item.id, item.title),
        ).fetchone()
        if known is None:
            self._db.execute(
                "INSERT INTO item (feed, guid, link, title, published, updated, text, state, error, found_at, next_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    feed, item.id, link, item.title, item.published, item.updated, text, "left" if error else "waiting",
                    error, _say(now), _say(now),
                ),
            )  # fmt: skip
            return error is None
        if known["feed"] != feed:  # what two feeds say of one page differs; the one that had it first tells of changes
            return False
        is_changed = bool(item.updated and known["updated"] and item.updated != known["updated"])
        if is_changed or (text and known["text"] and text != known["text"]):
            self._db.execute(
                "UPDATE item SET updated = ?, title = ?, text = ?, state = 'waiting', tries = 0,"
                " error = NULL, found_at = ?, next_at = ? WHERE key = ?",
                (item.updated, item.title, text, _say(now), _say(now), known["key"]),
            )
            return True
        return False

    def find_due(self, state: str, now: datetime, most: int, most_of_feed: int) -> list[Entry]:
        """Return items of a state whose time has come, the longest found first, not all of one feed."""
        rows = self._db.execute(
            "SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY feed ORDER BY key) AS place FROM item"
            " WHERE state = ? AND next_at <= ?) WHERE place <= ? ORDER BY key LIMIT ?",
            (state, _say(now), most_of_feed, most),
        )
        return [
            Entry(
                row["key"], row["feed"], row["guid"], row["link"], row["title"], row["published"], row["text"],
                row["file"], row["canonical"], row["report"], row["tries"], _moment(row["found_at"]),
            )
            for row in rows
        ]  # fmt: skip

    def get_next(self, feeds: Sequence[str]) -> datetime | None:
        """Return when the next feed or item is due."""
        marks = marks_for(feeds)
        row = self._db.execute(
            f"SELECT min(next_at) FROM (SELECT next_at FROM feed WHERE url IN ({marks}) UNION ALL"
            " SELECT next_at FROM item WHERE state IN ('waiting', 'kept'))",
            tuple(feeds),
        ).fetchone()
        return _maybe(row[0])

    def keep_page(self, entry: Entry, file: str, canonical: str) -> None:
        """Keep that an item's page was fetched."""
        self._set(entry, state="kept", file=file, canonical=canonical, error=None)

    def keep_read(self, entry: Entry, report: str | None, text_sha256: str, now: datetime) -> None:
        """Keep that an item's report is in the register."""
        self._set(entry, state="read", report=report, text_sha256=text_sha256, read_at=_say(now), error=None)

    def keep_same(self, entry: Entry, other: int) -> None:
        """Keep that an item is what another one is."""
        self._set(entry, state="same", error=f"as item {other}")

    def keep_left(self, entry: Entry, error: str) -> None:
        """Keep that an item cannot be had."""
        self._set(entry, state="left", error=error)

    def keep_try(self, entry: Entry, error: str, next_at: datetime) -> None:
        """Keep that an item could not be fetched this time."""
        self._set(entry, tries=entry.tries + 1, error=error, next_at=_say(next_at))

    def find_same(self, entry: Entry, canonical: str | None, text_sha256: str) -> int | None:
        """Return another item that was read: of this very text, and of the same canonical link or site."""
        rows = self._db.execute(
            "SELECT key, canonical, link FROM item WHERE text_sha256 = ? AND key <> ? AND state = 'read' ORDER BY key",
            (text_sha256, entry.key),
        )
        return next((row["key"] for row in rows if is_one_site(canonical, row["canonical"] or row["link"])), None)

    def find_claimant(self, entry: Entry, canonical: str | None) -> tuple[int, str | None] | None:
        """Return key and title of another item that was read under the same canonical link."""
        row = self._db.execute(
            "SELECT key, title FROM item WHERE canonical = ? AND key <> ? AND state = 'read' ORDER BY key LIMIT 1",
            (canonical, entry.key),
        ).fetchone()
        return (row["key"], row["title"]) if row else None

    def _set(self, entry: Entry, **values: Any) -> None:
        marks = ", ".join(f"{name} = ?" for name in values)
        with self._step() as db:
            db.execute(f"UPDATE item SET {marks} WHERE key = ?", (*values.values(), entry.key))

    # ------------------------------------------------------------------ health

    def list_courses(self) -> list[Course]:
        """Return how all feeds have fared that were ever polled, by their links."""
        return [_course_in(row) for row in self._db.execute("SELECT * FROM feed ORDER BY url")]

    def count_items(self, feed: str) -> dict[str, int]:
        """Return how many items of a feed are in each state."""
        rows = self._db.execute("SELECT state, count(*) FROM item WHERE feed = ? GROUP BY state", (feed,))
        return {row[0]: int(row[1]) for row in rows}

    def get_last(self, feed: str) -> tuple[datetime | None, str | None]:
        """Return when an item of a feed was last found, and why the last one that was left could not be had."""
        found = self._db.execute("SELECT max(found_at) FROM item WHERE feed = ?", (feed,)).fetchone()
        left = self._db.execute(
            "SELECT error FROM item WHERE feed = ? AND state = 'left' ORDER BY key DESC LIMIT 1", (feed,)
        ).fetchone()
        return _maybe(found[0]), left[0] if left else None


def _course_in(row: sqlite3.Row) -> Course:
    return Course(
        row["url"], Validators(row["etag"], row["modified"]), _moment(row["begun_at"]), _maybe(row["succeeded_at"]),
        _maybe(row["failed_at"]), row["error"], row["failures"], _moment(row["next_at"]), bool(row["is_dead"]),
        row["moved_to"], row["name"] if "name" in row.keys() else None,  # noqa: SIM118 - `in` looks at values
    )  # fmt: skip


def _say(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said)


def _maybe(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
