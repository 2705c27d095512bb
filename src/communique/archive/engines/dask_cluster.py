"""Code shards on a Dask cluster: one that runs already (named by its scheduler), else one made on this machine.

Every Dask worker codes in a side process of its own, as the local engine does: a report that kills the coder, or never
ends, costs the cluster nothing. What else may happen, and what is done about it:

- a Dask worker dies: Dask gives its shard to another one;
- a shard kills every Dask worker that it is given to: the reports that do it are found by halving, and given up;
- the scheduler goes away: it is waited for, and what was under way is handed out again.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import uuid4

from communique.archive.coding import Settings, code_shard
from communique.archive.engines.engine import SHARDS_AHEAD, count_processors
from communique.archive.shard import Shard
from communique.archive.tables import Packed
from communique.errors import SourceError, UsageError
from communique.worker import CODER, Worker

# How long a scheduler that went away is waited for; how often it is looked for, and finished shards are.
PATIENCE_SECONDS = 600.0
LOOK_SECONDS = 2.0
# A scheduler that does not answer within this at the start is taken for not there.
CONNECT_SECONDS = 30.0

_own = threading.local()


def code_on_cluster(shard: Shard, settings: Settings, killers: frozenset[int] = frozenset()) -> Packed:
    """Code a shard on a Dask worker, in the side process that its thread has."""
    from communique.register.fill import get_coder

    if settings.coder == CODER and get_coder() != settings.coder_name:
        message = f"A worker has {get_coder()}, but this run is of {settings.coder_name}."
        raise UsageError("coders-differ", message, "Install the same version on all machines of the cluster.")
    # Dask starts its workers as daemons, which may have no processes of their own; ours ends when its worker does.
    multiprocessing.current_process().daemon = False
    if not hasattr(_own, "worker"):
        _own.worker = Worker()
    return code_shard(_own.worker, shard, settings, killers)


class SchedulerGone(Exception):
    """The connection to the scheduler is lost, and with it all that was under way."""


class DaskEngine:
    """A cluster named by the address of its scheduler, else one of so many workers on this machine."""

    def __init__(self, scheduler: str | None = None, workers: int | None = None) -> None:
        self.scheduler = scheduler
        self.workers = workers or count_processors()

    def code(self, shards: Iterator[Shard], settings: Settings) -> Generator[tuple[Shard, Packed]]:
        """Yield every shard with its files, in the order in which they get done."""
        import_distributed()
        undone: dict[int, Shard] = {}
        with ExitStack() as stack:
            address = self.scheduler or stack.enter_context(self._make_cluster()).scheduler_address
            patience = CONNECT_SECONDS
            while True:
                try:
                    yield from self._code_connected(address, patience, shards, settings, undone)
                    return
                except SchedulerGone:
                    patience = PATIENCE_SECONDS

    def _make_cluster(self) -> Any:
        from distributed import LocalCluster

        # The memory that counts is the side process's, which Dask does not see.
        return LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=self.workers,
            threads_per_worker=1,
            memory_limit=0,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )

    def _code_connected(
        self,
        address: str,
        patience: float,
        shards: Iterator[Shard],
        settings: Settings,
        undone: dict[int, Shard],
    ) -> Iterator[tuple[Shard, Packed]]:
        """Yield shards that get done until all are; those under way when the scheduler goes stay in `undone`."""
        client = connect(address, patience)
        waiting: dict[Any, Shard] = {}
        try:
            for shard in undone.values():
                waiting[self._submit(client, shard, settings)] = shard
            while True:
                room = SHARDS_AHEAD * count_threads(client) - len(waiting)
                for shard in islice(shards, max(0, room)):
                    undone[shard.number] = shard
                    waiting[self._submit(client, shard, settings)] = shard
                if not waiting:
                    return
                for future in wait_for_some(client, waiting):
                    shard = waiting.pop(future)
                    packed = self._result(client, future, shard, settings)
                    del undone[shard.number]
                    yield shard, packed
        finally:
            close(client, waiting)

    def _submit(self, client: Any, shard: Shard, settings: Settings, killers: frozenset[int] = frozenset()) -> Any:
        key = f"shard-{shard.number}-{uuid4().hex}"  # others may code an archive on this cluster too
        return client.submit(code_on_cluster, shard, settings, killers, key=key, pure=False)

    def _result(self, client: Any, future: Any, shard: Shard, settings: Settings) -> Packed:
        """Return the files of a shard that is done; one that killed its workers is coded without what did it."""
        from distributed import KilledWorker

        def is_deadly(places: range) -> bool:
            part = replace(shard, raws=tuple(shard.raws[place] for place in places), duplicates=())
            try:
                get(client, self._submit(client, part, settings))
            except KilledWorker:
                return True
            return False

        try:
            return get(client, future)
        except KilledWorker:
            # Dask blames whatever was on a worker that died: only what kills one again is deadly.
            places = range(len(shard.raws))
            killers = frozenset(find_killers(places, is_deadly) if is_deadly(places) else ())
            try:
                return get(client, self._submit(client, shard, settings, killers))
            except KilledWorker as error:
                message = f"Every worker that was given shard {shard.number} died, and no report of it does so alone."
                hint = "Give workers more memory, then run again: it goes on there."
                raise SourceError("shard-deadly", message, hint) from error


def find_killers(places: range, is_deadly: Callable[[range], bool]) -> Iterator[int]:
    """Yield the places of those reports that are deadly, given that together they are; by halving."""
    if len(places) == 1:
        yield places[0]
        return
    middle = len(places) // 2
    for half in (places[:middle], places[middle:]):
        if is_deadly(half):
            yield from find_killers(half, is_deadly)


def import_distributed() -> None:
    """Import Dask's cluster, or say how to get it; its log is not for who runs this command."""
    try:
        import distributed
    except ImportError as error:
        message = "The engine dask needs distributed, which is not installed."
        raise UsageError("extra-missing", message, "pip install 'communique[dask]'") from error
    logging.getLogger(distributed.__name__).setLevel(logging.CRITICAL)


def connect(address: str, patience: float) -> Any:
    """Return a client of the scheduler at an address, which may take its time to come up."""
    from distributed import Client

    until = time.monotonic() + patience
    while True:
        try:
            return Client(address, timeout=min(CONNECT_SECONDS, patience), set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TypeError) as error:
            if isinstance(error, ValueError | TypeError) or time.monotonic() > until:
                message = f"No scheduler answers at {address}: {error}."
                hint = "Start one with `dask scheduler`; what was done is kept, running again goes on there."
                raise SourceError("scheduler-missing", message, hint) from error
            time.sleep(LOOK_SECONDS)


def count_threads(client: Any) -> int:
    """Return how many shards the cluster can code at a time; at least one, for workers that are still to come."""
    try:
        threads: dict[str, int] = client.nthreads()
        return max(1, sum(threads.values()))
    except (OSError, ValueError) as error:
        raise SchedulerGone from error


def wait_for_some(client: Any, futures: Collection[Any]) -> list[Any]:
    """Return futures that are done, at least one; raise where the scheduler has gone meanwhile."""
    while True:
        check(client)
        done = [future for future in futures if future.status in ("finished", "error")]
        if done:
            return done
        if any(future.status in ("lost", "cancelled") for future in futures):
            raise SchedulerGone
        time.sleep(LOOK_SECONDS / 20)


def get(client: Any, future: Any) -> Packed:
    """Return the result of one future, or raise what it raised; the scheduler may go meanwhile."""
    from distributed import CancelledError

    wait_for_some(client, [future])
    if future.status == "error":
        raised: Exception = future.exception()
        raise raised
    try:
        packed: Packed = future.result(timeout=CONNECT_SECONDS)
    except (CancelledError, OSError) as error:
        raise SchedulerGone from error
    return packed


def check(client: Any) -> None:
    """Raise where a client has no scheduler."""
    if client.status != "running":
        raise SchedulerGone


def close(client: Any, waiting: dict[Any, Shard]) -> None:
    """Leave a cluster, and nothing of ours under way on it."""
    from contextlib import suppress

    from distributed import CancelledError

    with suppress(OSError, CancelledError, ValueError):
        if client.status == "running":
            client.cancel(list(waiting), force=True)
        client.close(timeout=LOOK_SECONDS)
