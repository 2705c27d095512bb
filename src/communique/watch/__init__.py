"""Watch feeds: poll them on schedule, fetch what is new, read it into the register, for weeks."""

from __future__ import annotations

from communique.watch.health import list_health
from communique.watch.settings import FeedSettings, WatchSettings, read_settings
from communique.watch.state import State
from communique.watch.watcher import Places, Watcher

__all__ = ["FeedSettings", "Places", "State", "WatchSettings", "Watcher", "list_health", "read_settings"]
