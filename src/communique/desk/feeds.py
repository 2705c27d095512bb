"""How the feeds fare that a watch polls for this register."""

from __future__ import annotations

from communique.desk.settings import Settings
from communique.fetch.clock import Clock
from communique.model.table import Table
from communique.watch import State, list_known_health, state_beside


def is_watched(settings: Settings) -> bool:
    """True where a watch keeps its state beside the register."""
    return state_beside(settings.register).exists()


def read_feeds(settings: Settings) -> Table | None:
    """Return how the feeds fare, those first that need somebody; None where there is no watch."""
    if not is_watched(settings):
        return None
    with State(state_beside(settings.register), readonly=True) as state:
        return list_known_health(state, Clock().now())
