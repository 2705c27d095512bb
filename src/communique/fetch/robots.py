"""What sites ask of programs in their `robots.txt` (RFC 9309), read by protego and remembered for a day.

A site without one (any 4xx) allows everything; one whose answer is an error of its own (5xx, 429), or that cannot be
reached, allows nothing for now. A longer file than `ROBOTS_BYTES` is heeded as far as that.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from communique.fetch.clock import Clock
from communique.fetch.failure import FetchFailed

ROBOTS_BYTES = 500_000
DAY_SECONDS = 24 * 60 * 60.0
AGAIN_SECONDS = 10 * 60.0  # until a site that could not say is asked again
MOST_SITES = 1_000  # whose rules are remembered
MOST_DELAY = 60.0  # seconds of a Crawl-delay that are heeded; a longer one means an archive could never be read

GetRobots = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site; `parsed` is None where it could not say, and nothing may be read for now."""

    parsed: Protego | None
    until: float

    def allows(self, link: str, agent: str) -> bool:
        return self.parsed is not None and bool(self.parsed.can_fetch(link, agent))

    def delay(self, agent: str) -> float:
        """Return the seconds the site asks for between two requests; 0 where it does not say."""
        asked = self.parsed.crawl_delay(agent) if self.parsed else None
        return min(float(asked or 0.0), MOST_DELAY)


class Robots:
    """The rules of the sites asked lately."""

    def __init__(self, clock: Clock, get: GetRobots) -> None:
        self._clock = clock
        self._get = get
        self._known: OrderedDict[str, Rules] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    async def find(self, site: str) -> Rules:
        """Return the rules of a site (`https://example.org`); who asks while it is being asked waits for the answer."""
        async with self._asking.setdefault(site, asyncio.Lock()):
            rules = self._known.pop(site, None)
            if rules is None or rules.until <= self._clock.monotonic():
                rules = await self._read(site)
            self._known[site] = rules
        if len(self._known) > MOST_SITES:
            forgotten, _ = self._known.popitem(last=False)
            self._asking.pop(forgotten, None)
        return rules

    async def _read(self, site: str) -> Rules:
        now = self._clock.monotonic()
        try:
            said = await self._get(f"{site}/robots.txt")
        except FetchFailed as error:
            if error.is_temporary:
                return Rules(None, now + max(error.retry_after or 0.0, AGAIN_SECONDS))
            if error.code in ("link-private", "link-unknown"):
                raise
            said = b""
        return Rules(Protego.parse(said.decode("utf-8", "replace")), now + DAY_SECONDS)
