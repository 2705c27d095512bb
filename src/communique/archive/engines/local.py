"""Code shards in processes of this machine."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait

from communique.archive.coding import Settings, code_shard
from communique.archive.engines.engine import SHARDS_AHEAD, count_processors
from communique.archive.shard import Shard
from communique.archive.tables import Packed
from communique.workers import Crew, check_parsers


class LocalEngine:
    """So many worker processes (default: one a processor), each watched by a thread of this one."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or count_processors()

    def code(self, shards: Iterator[Shard], settings: Settings) -> Generator[tuple[Shard, Packed]]:
        """Yield every shard with its files, in the order in which they get done."""
        check_parsers()
        waiting: dict[Future[Packed], Shard] = {}
        with Crew(self.workers) as crew:
            while True:
                while len(waiting) < SHARDS_AHEAD * self.workers and (shard := next(shards, None)) is not None:
                    waiting[crew.submit(code_shard, shard, settings)] = shard
                if not waiting:
                    return
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    yield waiting.pop(future), future.result()
