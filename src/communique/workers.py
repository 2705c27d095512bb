"""Code many reports, in this process or in several, in order.

Takes raw reports (any iterable, read a little ahead and never as a whole) and yields one coded report for each, in
their order; the bytes do not depend on the number of processes. How a chunk is coded is told in `chunks.py`, what is
done about a report that kills its process or never ends in `worker.py`: with one process only, nothing is, since that
process is ours.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from communique.chunks import Chunk, code_chunk, cut_chunks
from communique.errors import UsageError
from communique.model.report import RawReport
from communique.worker import Worker

if TYPE_CHECKING:
    from communique.pipeline import CodedReport

P = ParamSpec("P")
T = TypeVar("T")

# Chunks that wait for a process: one under way and one ready for each keeps all busy and little in memory.
CHUNKS_AHEAD = 2


def code_many(raws: Iterable[RawReport], jobs: int = 1, *, rules_only: bool = False) -> Iterator[CodedReport]:
    """Code reports in `jobs` processes and yield them in order; `rules_only` leaves the learned model out.

    With more than one process a script must call this under `if __name__ == "__main__":`, since each starts afresh.
    """
    if jobs < 1:
        raise UsageError("jobs-invalid", f"{jobs} processes cannot code anything.", "Ask for --jobs 1 or more.")
    chunks = cut_chunks(raws)
    if jobs == 1:
        for chunk in chunks:
            yield from code_chunk(chunk, rules_only)
    else:
        yield from _code_in_processes(chunks, jobs, rules_only)


def _code_in_processes(chunks: Iterator[Chunk], jobs: int, rules_only: bool) -> Iterator[CodedReport]:
    """Yield coded reports in order from a sliding window of chunks."""
    check_parsers()
    waiting: deque[Future[list[CodedReport]]] = deque()
    with Crew(jobs) as crew:
        while True:
            while len(waiting) < CHUNKS_AHEAD * jobs and (chunk := next(chunks, None)) is not None:
                waiting.append(crew.submit(Worker.code_chunk, chunk, rules_only))
            if not waiting:
                return
            yield from waiting.popleft().result()


def check_parsers() -> None:
    """Raise what is wrong with a language's parser here, where it is told once, rather than in every process."""
    from communique.languages import LANGUAGES

    for language in LANGUAGES.values():
        language.check_parser()


class Crew:
    """Several workers, each with a thread of ours that waits for it. Use as a context manager: what is under way when
    it ends is stopped."""

    def __init__(self, size: int) -> None:
        self._threads = ThreadPoolExecutor(size)
        self._workers = [Worker() for _ in range(size)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)

    def submit(self, function: Callable[Concatenate[Worker, P], T], *args: P.args, **named: P.kwargs) -> Future[T]:
        """Have `function(worker, …)` called in a thread, with the next worker that is free."""

        def call() -> T:
            worker = self._free.get()
            try:
                return function(worker, *args, **named)
            finally:
                self._free.put(worker)

        return self._threads.submit(call)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()
