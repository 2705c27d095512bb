"""Watch feeds: poll them on schedule, fetch what is new, read it into the register, for weeks."""

from __future__ import annotations

from communique.watch.health import COLUMNS, list_health, list_known_health
from communique.watch.settings import FeedSettings, WatchSettings, read_settings
from communique.watch.state import State, state_beside
from communique.watch.watcher import Places, Watcher

__all__ = [
    "COLUMNS", "FeedSettings", "Places", "State", "WatchSettings", "Watcher", "list_health", "list_known_health",
    "read_settings", "state_beside",
]  # fmt: skip
