"""When what is polled or fetched next: on its interval while all is well, later and later while it fails.

Intervals are stretched or cut by up to `JITTER`, so that feeds that were added together do not stay together.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

JITTER = 0.1  # share of the interval
MOST_BACKOFF = timedelta(hours=12)  # between two polls of a feed that fails: half a day's news stays in most feeds
FIRST_RETRY = timedelta(minutes=10)  # until an article that could not be fetched is tried again, then twice as long …
GIVE_UP_AFTER = timedelta(days=7)  # … until so long after it was found
GONE_AFTER = timedelta(days=1)  # a page that is not there may not be there yet: feeds are often ahead of their site
DEAD_FAILURES = 5  # in a row, besides the days that the settings say


def next_poll(now: datetime, interval: timedelta, failures: int, retry_after: float | None, random: Random) -> datetime:
    """Return when a feed is polled next after so many failures in a row."""
    wait = interval if not failures else min(interval * 2.0 ** min(failures - 1, 20), max(MOST_BACKOFF, interval))
    stretched = wait * random.uniform(1 - JITTER, 1 + JITTER)
    return now + max(stretched, timedelta(seconds=retry_after or 0.0))


def next_try(now: datetime, tries: int, retry_after: float | None) -> datetime:
    """Return when an article is fetched again that could not be fetched so many times."""
    wait = min(FIRST_RETRY * 2.0 ** min(tries - 1, 20), MOST_BACKOFF)
    return now + max(wait, timedelta(seconds=retry_after or 0.0))


def may_pass(code: str, is_temporary: bool, age: timedelta) -> bool:
    """True where an article that could not be fetched, found so long ago, is worth another try."""
    return (is_temporary and age < GIVE_UP_AFTER) or (code in ("link-gone", "link-unknown") and age < GONE_AFTER)


def is_dead(now: datetime, failures: int, last_good: datetime, dead_after: timedelta) -> bool:
    """True for a feed that has failed so often and for so long (`last_good`: its last success, else its first poll)."""
    return failures >= DEAD_FAILURES and now - last_good >= dead_after
