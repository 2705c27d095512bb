"""The misbehaving server, and `get`, which fetches from it without waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from communique.fetch import Fetched, Fetcher
from tests.misbehaving import FakeClock, Server, ToLocal, running

Get = Callable[..., Fetched | None]


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def get(server: Server, clock: FakeClock) -> Get:
    """Return a function that fetches links one after another with one fetcher: `get("/a", "/b")`; the last is given."""

    def fetch(*paths: str, seconds: float = 5.0, **options: object) -> Fetched | None:
        async def run() -> Fetched | None:
            async with Fetcher(clock, ToLocal(server.port), seconds=seconds) as fetcher:
                for path in paths:
                    link = path if path.startswith("http") else f"https://news.example{path}"
                    got = await fetcher.get(link, **options)  # type: ignore[arg-type]
                return got

        with ThreadPoolExecutor(1) as threads:  # the browser tests keep an event loop in the main thread
            return threads.submit(lambda: asyncio.run(run())).result()

    return fetch
