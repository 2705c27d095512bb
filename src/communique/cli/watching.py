"""One run of `communique watch`: its places, its log on standard error, and the table of its feeds' health."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from communique.cli.answering import check_forms, show_table
from communique.errors import NotFound
from communique.fetch.clock import Clock
from communique.register import name_register, pages_beside
from communique.watch import Places, State, Watcher, WatchSettings, list_health, read_settings, state_beside


def watch_feeds(feeds: Path, state: Path | None, register: str | None, *, once: bool, is_quiet: bool) -> None:
    """Watch the feeds of a file."""
    settings = read_settings(feeds)
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    logging.getLogger("communique.watch").setLevel(logging.WARNING if is_quiet else logging.INFO)
    Watcher(settings, find_places(settings, state, register)).watch(once=once)


def show_health(feeds: Path, state: Path | None, register: str | None, *, as_json: bool, as_csv: bool) -> bool:
    """Print how the feeds of a file fare; return whether none of them is dead."""
    check_forms(as_json, as_csv)
    settings = read_settings(feeds)
    places = find_places(settings, state, register)
    if not places.state.exists():
        message = f"There is no state of a watch at {places.state}."
        raise NotFound("state-missing", message, f"Start one with `communique watch {feeds}`.")
    with State(places.state) as opened:
        table = list_health(settings, opened, Clock().now())
    show_table(table, json=as_json, csv=as_csv)
    return all(row["state"] != "dead" for row in table.rows)


def find_places(settings: WatchSettings, state: Path | None, register: str | None) -> Places:
    """Return where a watch keeps what."""
    place = name_register(register)
    return Places(place, state or state_beside(place), settings.pages or pages_beside(place))
