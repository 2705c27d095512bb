"""Measure whether a watch stays as small as it began: memory of its own process over many polls.

A feed that has five new articles at every poll is watched over a transport that asks no network; coding is left out
(it runs in a process of its own that is renewed after `RENEWED_AFTER` reports). Prints one line for every tenth of the
polls: polls, articles, MB resident, MB of the state's file, articles a second. docs/watching.md has the figures.

    python evaluation/bench_watch.py --polls 1000
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar, cast

import httpx

from communique.fetch.clock import Clock
from communique.model.report import RawReport, Report
from communique.pipeline import CodedReport
from communique.records import KINDS
from communique.watch import FeedSettings, Places, Watcher, WatchSettings
from communique.worker import Worker

T = TypeVar("T")
NEW = 5  # articles at each poll
KEPT = 20  # items that the feed shows
HOST = "https://feeds.example"


class PassingClock(Clock):
    """Time passes by sleeping, at once."""

    def __init__(self) -> None:
        self._at = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return self._at.timestamp()

    async def sleep(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class NoCoder:
    """Parses in this process and finds no records."""

    def call(self, seconds: float, function: Callable[..., T], *args: Any) -> T:
        return function(*args)

    def code(self, raw: RawReport) -> CodedReport:
        report = Report(
            raw.id, raw.text, raw.title, raw.outlet, raw.published, raw.url, sha256=Report.hash_of(raw.text)
        )
        return CodedReport(report, {kind.name: () for kind in KINDS}, ())

    def stop(self) -> None: ...

    def close(self) -> None: ...


class Enough(BaseException):
    """The polls are over."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--polls", type=int, default=1000)
    polls = parser.parse_args().polls
    began, asked = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "r.db", Path(folder) / "r.watch.db", Path(folder) / "pages")

        def answer(request: httpx.Request) -> httpx.Response:
            nonlocal asked
            if request.url.path == "/robots.txt":
                return httpx.Response(404, stream=httpx.ByteStream(b""))
            if request.url.path != "/rss":
                words = f"Article {request.url.path} of the day. The ministers met and spoke of trade. ".encode() * 40
                return httpx.Response(200, headers={"Content-Type": "text/plain"}, stream=httpx.ByteStream(words))
            asked += 1
            if asked % max(1, polls // 10) == 0:
                print(
                    f"{asked:6} polls {asked * NEW:7,} articles {read_resident():7.1f} MB"
                    f" {places.state.stat().st_size / 1e6:6.1f} MB state"
                    f" {asked * NEW / (time.monotonic() - began):6.1f} articles/s"
                )
            if asked > polls:
                raise Enough
            numbers = range(max(0, asked * NEW - KEPT), asked * NEW)
            items = "".join(
                f"<item><title>T{n}</title><guid>g{n}</guid><link>{HOST}/{n}</link></item>" for n in numbers
            )
            xml = f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()
            return httpx.Response(200, headers={"Content-Type": "text/xml"}, stream=httpx.ByteStream(xml))

        settings = WatchSettings((FeedSettings("Bench", f"{HOST}/rss"),))
        watcher = Watcher(
            settings, places, clock=PassingClock(), transport=httpx.MockTransport(answer), random=Random(1),
            worker=cast(Worker, NoCoder()),
        )  # fmt: skip
        with suppress(Enough):
            watcher.watch()


def read_resident() -> float:
    """Return the megabytes of this process that are in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
