"""How the feeds fare that a watch polls for this register."""

from __future__ import annotations

from pathlib import Path

from communique.desk.settings import Settings
from communique.model.table import Table
from communique.watch import State, list_known_health, state_beside


def is_watched(settings: Settings) -> bool:
    """True where a watch keeps its state: beside the register, or where the desk is told."""
    return _state_of(settings).exists()


def read_feeds(settings: Settings) -> Table | None:
    """Return how the feeds fare, those first that need somebody; None where there is no watch."""
    if not is_watched(settings):
        return None
    with State(_state_of(settings), readonly=True) as state:
        return list_known_health(state)


def _state_of(settings: Settings) -> Path:
    return settings.state or state_beside(settings.register)
