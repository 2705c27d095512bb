"""Closed connections of this process, for who opens the same address next: making one takes as long as a hundred
questions.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from communique.register.place import PostgresAddress

if TYPE_CHECKING:
    from communique.register.engines.postgresql.connection import PostgresDatabase

IDLE_SECONDS = 60.0  # how long a closed connection is kept; a server or a firewall may end it when it does nothing
MOST_IDLE = 8  # of them in this process


class Idle:
    """Keeps the connections that were closed last."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, PostgresDatabase]] = deque()
        self._lock = threading.Lock()

    def take(self, place: PostgresAddress, works: Callable[[PostgresDatabase], bool]) -> PostgresDatabase | None:
        """Return a connection to an address that was closed a short while ago and still works."""
        while True:
            since = time.monotonic() - IDLE_SECONDS
            with self._lock:
                own = [one for one in self._kept if one[0] >= since and one[1].is_own and one[1].place == place][-1:]
                old = [one for one in self._kept if one[0] < since]
                for one in (*own, *old):
                    self._kept.remove(one)
            for _, database in old:
                database.drop()
            if not own or works(own[0][1]):
                return own[0][1] if own else None
            own[0][1].drop()

    def keep(self, database: PostgresDatabase) -> None:
        """Keep a connection; the oldest makes room."""
        with self._lock:
            self._kept.append((time.monotonic(), database))
            gone = self._kept.popleft()[1] if len(self._kept) > MOST_IDLE else None
        if gone is not None:
            gone.drop()


IDLE = Idle()
