"""A process beside ours for what is slow or may go wrong: parsing a strange file, coding a report.

In: a function of a module and its arguments, with a limit of seconds. Out: what it returns, or what it raises. Who asks
is not slowed by it, as by a thread (Python runs one at a time). A call that takes too long, or whose process dies, ends
in an error that says so; the next call has a new process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from communique.errors import SourceError

T = TypeVar("T")
ENDING_SECONDS = 5  # until a process that was killed is taken for gone
SPAWN = multiprocessing.get_context("spawn")
THREAD_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


class TooSlow(SourceError):
    """A call took longer than it may."""


class Died(SourceError):
    """The process ended while it worked, perhaps for want of memory."""


class SideProcess:
    """One process, started when it is first needed; one call at a time, others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._is_warm = False

    def call(self, seconds: float, function: Callable[..., T], *args: Any) -> T:
        """Return `function(*args)`, computed in the process within so many seconds."""
        with self._lock:
            return self._call(seconds, function, *args)

    def call_warm(self, seconds: float, warm_up: Callable[[], None], function: Callable[..., T], *args: Any) -> T:
        """As `call`, but in a process that has done `warm_up` before, for which it has the same time again."""
        with self._lock:
            if not self._is_warm:
                self._call(seconds, warm_up)
                self._is_warm = True
            return self._call(seconds, function, *args)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _call(self, seconds: float, function: Callable[..., T], *args: Any) -> T:
        line = self._start()
        try:
            line.send((function, args))
            if not line.poll(seconds):
                self._end()
                raise TooSlow("too-slow", f"It took longer than {seconds:g} seconds and was stopped.")
            is_good, result = line.recv()
        except (EOFError, OSError) as error:
            self._end()
            message = "The process that worked on it died, perhaps for want of memory."
            raise Died("worker-died", message, "Cut it in parts.") from error
        if not is_good:
            raise result
        answer: T = result
        return answer

    def _start(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self._end()
        self._line, theirs = SPAWN.Pipe()
        self._process = SPAWN.Process(target=_work, args=(theirs,), daemon=True, name="communique-worker")
        self._process.start()
        theirs.close()  # so that the line ends when the process does
        return self._line

    def _end(self) -> None:
        self._is_warm = False
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.kill()
            self._process.join(ENDING_SECONDS)
            self._process = None


def _work(line: Connection) -> None:
    """Answer calls until nobody is left to ask. Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in THREAD_LIMITS:
        os.environ[name] = "1"
    while True:
        try:
            function, args = line.recv()
        except EOFError:
            return
        try:
            answer = (True, function(*args))
        except Exception as error:  # what a call raises is its caller's to handle
            answer = (False, error)
        try:
            line.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
