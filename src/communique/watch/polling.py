"""One poll of a feed: what it has is kept with the fact that it was polled, in one step."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime
from random import Random

from communique.acquire.feed import Feed, parse_feed
from communique.errors import BrokenPromise, CommuniqueError, SourceError
from communique.fetch import Fetcher, FetchFailed
from communique.side_process import SideProcess, Stopped
from communique.watch.schedule import is_dead, next_poll
from communique.watch.settings import FeedSettings, WatchSettings
from communique.watch.state import Course, State

PARSE_SECONDS = 120.0  # a feed of 10,000 items took 12 s on one slow core

log = logging.getLogger("communique.watch")


class Poller:
    """Polls feeds. Feeds are parsed in a process beside, within a time: they are anybody's."""

    def __init__(self, settings: WatchSettings, state: State, fetcher: Fetcher, parser: SideProcess, random: Random):
        self._settings = settings
        self._state = state
        self._fetcher = fetcher
        self._parser = parser
        self._random = random

    async def poll(self, feed: FeedSettings, now: datetime) -> None:
        """Poll a feed and keep what came of it, good or bad."""
        course = replace(self._state.get_course(feed.url, now), name=feed.name)
        try:
            fetched = await self._fetcher.get(feed.url, course.validators, any_type=True)
            parsed = await asyncio.to_thread(self._parse, fetched.data) if fetched else Feed("", None, None, ())
        except Stopped:
            return
        except CommuniqueError as error:
            self._keep_failure(feed, course, error, now)
            return
        except Exception as error:  # the boundary of a feed: the others go on
            log.error("a defect of ours: %s", feed.name, exc_info=error)
            failure = BrokenPromise("feed-defect", f"a defect of ours: {type(error).__name__}: {error}")
            self._keep_failure(feed, course, failure, now)
            return
        if fetched is not None:
            course = replace(course, validators=fetched.validators, moved_to=fetched.link if fetched.is_moved else None)
        next_at = next_poll(now, feed.interval, 0, None, self._random)
        base = fetched.link if fetched else feed.url
        new = self._state.keep_success(course, parsed.items, base, feed.text == "feed", now, next_at)
        if course.is_dead:
            log.warning("%s lives again", feed.name)
        log.info("%s: %d items, %d new or changed", feed.name, len(parsed.items), new)

    def _parse(self, data: bytes) -> Feed:
        try:
            parsed = self._parser.call(PARSE_SECONDS, parse_feed, data)
        except CommuniqueError:
            raise
        except Exception as error:  # what breaks the library is data
            message = f"What it leads to is no feed that could be read ({type(error).__name__}: {error})."
            raise SourceError("feed-broken", message) from error
        if not parsed.version and not parsed.items:
            raise SourceError("feed-broken", "What it leads to is no RSS or Atom feed.")
        return parsed

    def _keep_failure(self, feed: FeedSettings, course: Course, error: CommuniqueError, now: datetime) -> None:
        failures = course.failures + 1
        retry_after = error.retry_after if isinstance(error, FetchFailed) else None
        dead = is_dead(now, failures, course.succeeded_at or course.begun_at, self._settings.dead_after)
        next_at = next_poll(now, feed.interval, failures, retry_after, self._random)
        self._state.keep_failure(course, error.message, dead, now, next_at)
        if dead and not course.is_dead:
            since = course.succeeded_at or course.begun_at
            log.error("%s is dead: nothing came since %s (%s)", feed.name, since.date(), error.message)
        else:
            log.warning("%s could not be polled, %d in a row: %s", feed.name, failures, error.message)
