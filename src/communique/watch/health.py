"""How feeds fare: one row a feed, with its last success, last error, articles, and when it is polled next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from communique.model.table import Column, Table
from communique.watch.settings import WatchSettings
from communique.watch.state import Course, State

URGENCY = ("dead", "failing", "new", "good")
COLUMNS = (
    Column("feed", "its name in the settings"),
    Column("state", "new (not polled yet), good, failing, or dead (failing for as long as the settings say)"),
    Column("last_success", "when it was last read without an error, UTC"),
    Column("last_error", "when it last could not be read, UTC", wide=True),
    Column("error", "why, while it fails", wide=True),
    Column("failures", "polls in a row that failed", "number", wide=True),
    Column("articles", "items read into the register", "number"),
    Column("waiting", "items that wait to be fetched or read", "number"),
    Column("same", "items that are what another item is", "number", hidden=True),
    Column("left", "items that cannot be had", "number"),
    Column("left_because", "why the last of these cannot be had", wide=True),
    Column("last_item", "when it last had a new item, UTC", wide=True),
    Column("next_poll", "when it is polled next, UTC"),
    Column("moved_to", "where it says it is now, for good: change the settings", hidden=True),
    Column("url", "its link", hidden=True),
)


def list_health(settings: WatchSettings, state: State, now: datetime) -> Table:
    """Return how the feeds of the settings fare."""
    return _tell([(feed.name, state.get_course(feed.url, now)) for feed in settings.feeds], state)


def list_known_health(state: State) -> Table:
    """Return how all feeds fare that were ever polled, those first that need somebody; a feed is called as the settings
    called it when it was last polled, or by its link where no name was kept."""
    courses = state.list_courses()
    told = _tell([(course.name or course.url.partition("://")[2], course) for course in courses], state)
    return replace(told, rows=tuple(sorted(told.rows, key=lambda row: URGENCY.index(row["state"]))))


def _tell(feeds: Iterable[tuple[str, Course]], state: State) -> Table:
    """Return how feeds fare, each given with its name and its course."""
    rows: list[dict[str, Any]] = []
    for name, course in feeds:
        counts = state.count_items(course.url)
        last_item, left_because = state.get_last(course.url)
        rows.append(
            {
                "feed": name,
                "state": say_state(course),
                "last_success": _say(course.succeeded_at),
                "last_error": _say(course.failed_at),
                "error": course.error,
                "failures": course.failures,
                "articles": counts.get("read", 0),
                "waiting": counts.get("waiting", 0) + counts.get("kept", 0),
                "same": counts.get("same", 0),
                "left": counts.get("left", 0),
                "left_because": left_because,
                "last_item": _say(last_item),
                "next_poll": _say(course.next_at) if course.succeeded_at or course.failed_at else None,
                "moved_to": course.moved_to,
                "url": course.url,
            }
        )
    return Table("feeds", COLUMNS, tuple(rows), _say_ill(rows))


def say_state(course: Course) -> str:
    """Return how a feed fares, in a word."""
    if course.is_dead:
        return "dead"
    if course.failures:
        return "failing"
    return "good" if course.succeeded_at else "new"


def _say_ill(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return what needs somebody: dead feeds, and feeds that have moved."""
    dead = [f"{row['feed']} is dead: {row['error']}" for row in rows if row["state"] == "dead"]
    moved = [f"{row['feed']} has moved to {row['moved_to']}: change the settings." for row in rows if row["moved_to"]]
    return (*dead, *moved)


def _say(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else None
