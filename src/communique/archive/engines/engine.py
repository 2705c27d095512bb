"""What an engine is to the rest of the program: it has shards coded, each once, in any order, few at a time."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import Protocol

from communique.archive.coding import Settings
from communique.archive.shard import Shard
from communique.archive.tables import Packed

# Shards handed out for each worker: one under way, one ready.
SHARDS_AHEAD = 2


class Engine(Protocol):
    """`code` takes shards when it has a worker for them and yields them with their files as they get done. What is
    under way when it is closed, or an error ends it, is stopped."""

    def code(self, shards: Iterator[Shard], settings: Settings) -> Generator[tuple[Shard, Packed]]:
        """Yield every shard with its files, in the order in which they get done."""


def count_processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
