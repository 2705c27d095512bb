"""Feeds on the misbehaving server, and a watch that neither waits nor loads the parser."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar, cast

import pytest

from communique.model.report import RawReport, Report
from communique.pipeline import CodedReport
from communique.records import KINDS
from communique.watch import FeedSettings, Places, State, Watcher, WatchSettings
from communique.worker import Worker
from tests.misbehaving import FakeClock, Server, ToLocal, respond, running

T = TypeVar("T")
FEED = "https://news.example/rss"


class FakeWorker:
    """Codes and parses at once, in this process; `coded` are the ids it coded."""

    def __init__(self) -> None:
        self.coded: list[str] = []

    def call(self, seconds: float, function: Callable[..., T], *args: Any) -> T:
        return function(*args)

    def code(self, raw: RawReport) -> CodedReport:
        self.coded.append(raw.id)
        report = Report(
            raw.id, raw.text, raw.title, raw.outlet, raw.published, raw.url, "en", None, Report.hash_of(raw.text)
        )
        return CodedReport(report, {kind.name: () for kind in KINDS}, ())

    def stop(self) -> None: ...

    def close(self) -> None: ...


class Desk:
    """A watch on one feed or several, with its clock, its worker and its places."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.clock = FakeClock()
        self.worker = FakeWorker()
        self.settings = WatchSettings((FeedSettings("The Example", FEED, "The Example"),))
        self.places = Places(folder / "r.db", folder / "r.watch.db", folder / "r.pages")

    def make(self) -> Watcher:
        return Watcher(
            self.settings,
            self.places,
            clock=self.clock,
            transport=ToLocal(self.server.port),
            random=Random(1),
            worker=cast(Worker, self.worker),
        )

    def run(self, *, later: timedelta = timedelta()) -> None:
        """Poll every feed once and read what is new, after some time."""
        self.clock.seconds += later.total_seconds()
        with ThreadPoolExecutor(1) as threads:  # the browser tests keep an event loop in the main thread
            threads.submit(lambda: self.make().watch(once=True)).result()

    def feed(self, *items: str, path: str = "/rss", **headers: str) -> None:
        """Let the feed have these items, the XML within each `<item>`."""
        body = "".join(f"<item>{item}</item>" for item in items)
        xml = f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{body}</channel></rss>'
        self.server.routes[path] = respond(xml, content_type="application/rss+xml", **headers)

    def article(self, path: str, words: str, **headers: str) -> None:
        self.server.routes[path] = respond(words, content_type="text/plain", **headers)

    def reports(self) -> list[tuple[str, int, str]]:
        """Return (id, version, text) of all versions in the register."""
        with sqlite3.connect(self.places.register) as db:
            return db.execute("SELECT id, version, text FROM report ORDER BY key").fetchall()

    def items(self) -> list[tuple[str, str | None]]:
        """Return (state, error) of the items."""
        with sqlite3.connect(self.places.state) as db:
            return db.execute("SELECT state, error FROM item ORDER BY key").fetchall()

    def state(self) -> State:
        return State(self.places.state)


def item(name: str, more: str = "") -> str:
    return f"<title>Title {name}</title><guid>{name}</guid><link>https://news.example/{name}</link>{more}"


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def desk(server: Server, tmp_path: Path) -> Desk:
    return Desk(server, tmp_path)
