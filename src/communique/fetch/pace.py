"""Politeness to a host: one request at a time, and a pause after each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from communique.fetch.clock import Clock

PAUSE_SECONDS = 1.0  # between requests to one host, unless its robots.txt asks for more
MOST_HOSTS = 1_000  # whose last request is remembered; a program that runs for weeks must not remember all


class Pace:
    """When each host may be asked again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._free_at: dict[str, float] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause: float) -> AsyncIterator[None]:
        """Wait for a turn at a host; the next one comes `pause` seconds after this one ends."""
        async with self._turns.setdefault(host, asyncio.Lock()):
            wait = self._free_at.get(host, 0.0) - self._clock.monotonic()
            if wait > 0:
                await self._clock.sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = self._clock.monotonic() + pause
        self._forget()

    def _forget(self) -> None:
        if len(self._turns) <= MOST_HOSTS:
            return
        now = self._clock.monotonic()
        for host in [host for host, turn in self._turns.items() if not turn.locked()]:
            if self._free_at.get(host, 0.0) <= now:
                del self._turns[host]
                self._free_at.pop(host, None)
