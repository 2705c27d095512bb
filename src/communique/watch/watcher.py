"""The watch: rounds of polling what is due, fetching what waits, and reading what was fetched, until it is stopped.

One round takes a few items of each feed, so that a feed of 10,000 keeps no other waiting. Memory stays flat: what is
known stands in the state, a register is open only while a report is added, and the process that codes is a new one
after `RENEWED_AFTER` reports. A stop is heeded at once: what is under way is a step that was not done, and is done at
the next start.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import httpx
from filelock import FileLock, Timeout

from communique.errors import CommuniqueError, RegisterError
from communique.fetch import Fetcher, Pages
from communique.fetch.clock import Clock
from communique.model.report import RawReport
from communique.pipeline import CodedReport
from communique.register import Place, Register
from communique.register.joining import join_missing
from communique.watch.polling import Poller
from communique.watch.reading import Reader
from communique.watch.settings import FeedSettings, WatchSettings
from communique.watch.state import Entry, State
from communique.worker import Worker

ROUND_ITEMS, ROUND_OF_FEED = 20, 5  # items fetched in one round, of them of one feed
TOGETHER = 8  # feeds or pages under way at once; those of one host wait for each other all the same
RENEWED_AFTER = 500  # reports coded by one process
LONGEST_SLEEP = timedelta(minutes=10)  # then the state is looked at again, whatever was due

log = logging.getLogger("communique.watch")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a watch keeps what: its register, its state, the pages it fetched."""

    register: Place
    state: Path
    pages: Path

    @property
    def register_name(self) -> str:
        """How the state calls its register: by name where it lies beside it, so that both may be moved together."""
        if not isinstance(self.register, Path):
            return str(self.register)
        path = self.register.resolve()
        return path.name if path.parent == self.state.resolve().parent else str(path)


class Watcher:
    """Watches the feeds of its settings. `clock`, `transport`, `random`, `worker` stand in for the world in tests."""

    def __init__(
        self,
        settings: WatchSettings,
        places: Places,
        *,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        random: Random | None = None,
        worker: Worker | None = None,
    ) -> None:
        self._settings = settings
        self._places = places
        self._clock = clock or Clock()
        self._transport = transport
        self._random = random or Random()
        self._worker = worker or Worker()
        self._coded = 0

    def watch(self, *, once: bool = False) -> None:
        """Watch until SIGTERM or Ctrl-C; `once`: poll each feed once and read what is new."""
        lock = FileLock(self._places.state.with_suffix(".lock"))
        self._places.state.parent.mkdir(parents=True, exist_ok=True)
        try:
            with lock.acquire(timeout=0), State(self._places.state, self._places.register_name) as state:
                asyncio.run(self._run(state, once))
        except Timeout as error:
            message = f"Another watch is running on {self._places.state}."
            raise RegisterError("watch-running", message, "Stop it first, or name another state.") from error
        finally:
            self._worker.stop()

    async def _run(self, state: State, once: bool) -> None:
        """Run rounds until there is nothing to do (`once`), or until a signal stops them."""
        work = asyncio.create_task(self._go_rounds(state, once))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError, ValueError, RuntimeError):  # not on Windows, nor in a test's thread
                loop.add_signal_handler(number, self._stop, work)
        with suppress(asyncio.CancelledError):
            await work

    def _stop(self, work: asyncio.Task[None]) -> None:
        log.info("stopping")
        self._worker.stop()
        work.cancel()

    async def _go_rounds(self, state: State, once: bool) -> None:
        with Register(self._places.register) as register:
            join_missing(register)
        feeds = {feed.url: feed for feed in self._settings.feeds}
        pages = Pages(self._places.pages)
        async with Fetcher(self._clock, self._transport, contact=self._settings.contact) as fetcher:
            poller = Poller(self._settings, state, fetcher, self._worker, self._random)
            reader = Reader(feeds, state, self._places.register, pages, self._clock, self._code)
            due: Sequence[FeedSettings] = self._settings.feeds if once else self._find_due(state)
            while True:
                await self._each(due, lambda feed: poller.poll(feed, self._clock.now()))
                is_done = not await self._read_some(state, fetcher, reader)
                if is_done and once:
                    return
                if is_done:
                    await self._sleep(state)
                due = () if once else self._find_due(state)

    def _find_due(self, state: State) -> list[FeedSettings]:
        now = self._clock.now()
        return [feed for feed in self._settings.feeds if state.get_course(feed.url, now).next_at <= now]

    async def _read_some(self, state: State, fetcher: Fetcher, reader: Reader) -> bool:
        """Fetch and read some items; return whether there were any."""
        waiting = state.find_due("waiting", self._clock.now(), ROUND_ITEMS, ROUND_OF_FEED)
        await self._each(waiting, lambda entry: _guard(reader, entry, reader.fetch(fetcher, entry)))
        kept = state.find_due("kept", self._clock.now(), ROUND_ITEMS, ROUND_OF_FEED)
        for entry in kept:
            await _guard(reader, entry, reader.read(entry))
        return bool(waiting or kept)

    async def _each(self, things: Sequence[T], do: Callable[[T], Awaitable[None]]) -> None:
        """Do something with each of several things, a few at a time."""
        under_way = asyncio.Semaphore(TOGETHER)

        async def do_one(thing: T) -> None:
            async with under_way:
                await do(thing)

        await asyncio.gather(*map(do_one, things))

    async def _sleep(self, state: State) -> None:
        """Sleep until the next feed or item is due."""
        now = self._clock.now()
        next_at = state.get_next([feed.url for feed in self._settings.feeds]) or now
        wait = min(max(next_at - now, timedelta(seconds=1)), LONGEST_SLEEP)
        await self._clock.sleep(wait.total_seconds())

    def _code(self, raw: RawReport) -> CodedReport:
        """Code a report in the process beside, a new one after `RENEWED_AFTER` reports."""
        self._coded += 1
        if self._coded % RENEWED_AFTER == 0:
            self._worker.close()
        return self._worker.code(raw)


async def _guard(reader: Reader, entry: Entry, step: Awaitable[None]) -> None:
    """Take a step with one item; what goes wrong with it stops no other."""
    try:
        await step
    except CommuniqueError as error:
        reader.keep_trouble(entry, error)
    except Exception as error:  # the boundary of an item: the others go on
        reader.keep_defect(entry, error)
