"""A process beside ours for what is slow or may go wrong: parsing a strange file, coding a report.

In: a function of a module and its arguments, with a limit of seconds. Out: what it returns, or what it raises. Who asks
is not slowed by it, as by a thread (Python runs one at a time). A call that takes too long, or whose process dies, ends
in an error that says so; the next call has a new process.
"""

from __future__ import annotations

import faulthandler
import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from types import ModuleType
from typing import Any, TypeVar

from communique.errors import SourceError

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

T = TypeVar("T")
READY_SECONDS = 300.0  # that a process has at least to get ready, on a machine that does much else
ENDING_SECONDS = 5  # until a process that was killed is taken for gone
SPAWN = multiprocessing.get_context("spawn")
THREAD_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


class TooSlow(SourceError):
    """A call took longer than it may."""


class Died(SourceError):
    """The process ended while it worked, perhaps for want of memory."""


class Stopped(SourceError):
    """The process was told to stop, in the middle of a call or before it."""


class SideProcess:
    """One process, started when it is first needed; one call at a time, others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._is_warm = False
        self._is_stopped = False

    def call(self, seconds: float, function: Callable[..., T], *args: Any) -> T:
        """Return `function(*args)`, computed in the process within so many seconds."""
        with self._lock:
            return self._call(seconds, function, *args)

    def call_warm(self, seconds: float, warm_up: Callable[[], None], function: Callable[..., T], *args: Any) -> T:
        """As `call`, but in a process that has done `warm_up` before, for which it has as long again, at
        least `READY_SECONDS`."""
        with self._lock:
            if not self._is_warm:
                self._warm(max(seconds, READY_SECONDS), warm_up)
            return self._call(seconds, function, *args)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def stop(self) -> None:
        """End the process for good, in the middle of its work: the call under way and later ones raise `Stopped`."""
        self._is_stopped = True
        if (process := self._process) is not None and process.is_alive():
            process.kill()

    def _warm(self, seconds: float, warm_up: Callable[[], None]) -> None:
        try:
            self._call(seconds, warm_up)
        except (TooSlow, Died) as error:
            # Not the fault of what it is to work on: who calls for many things would give up one after the other.
            message = f"A process to work in could not be made ready. {error.message}"
            raise SourceError("worker-not-ready", message, "Free memory or processors, then run again.") from error
        self._is_warm = True

    def _call(self, seconds: float, function: Callable[..., T], *args: Any) -> T:
        line = self._start()
        try:
            line.send((seconds, function, args))
            if not line.poll(seconds):
                self._end()
                raise TooSlow("too-slow", f"It took longer than {seconds:g} seconds and was stopped.")
            is_good, result = line.recv()
        except (EOFError, OSError) as error:
            self._end()
            if self._is_stopped:
                raise Stopped("worker-stopped", "The work was stopped.") from error
            message = "The process that worked on it died, perhaps for want of memory."
            raise Died("worker-died", message, "Cut it in parts.") from error
        except BaseException:  # Ctrl-C: the answer still to come must not be taken for the next call's
            self._end()
            raise
        if not is_good:
            raise result
        answer: T = result
        return answer

    def _start(self) -> Connection:
        if self._is_stopped:
            raise Stopped("worker-stopped", "The work was stopped.")
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self._end()
        self._line, theirs = SPAWN.Pipe()
        self._process = SPAWN.Process(target=_work, args=(theirs,), daemon=True, name="communique-worker")
        with _hidden_main():
            self._process.start()
        theirs.close()  # so that the line ends when the process does
        if self._is_stopped:  # since the look above
            self._process.kill()
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


class _UsedUp(BaseException):
    """The time is used up. No `Exception`: parsers catch those."""


def within_seconds(seconds: float, function: Callable[..., T], *args: object) -> T:
    """Return `function(*args)`, or raise `TooSlow` when it has taken so many seconds of the processor. A library that
    does not return to Python by then is killed with the process a second later."""

    def stop(*_: object) -> None:
        raise _UsedUp

    if resource is None:  # Windows: the clock alone ends it
        return function(*args)
    before = signal.signal(signal.SIGPROF, stop)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds) + 1, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return function(*args)
    except _UsedUp as error:
        raise TooSlow("too-slow", f"It took more than {seconds:g} seconds of the processor.") from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        signal.signal(signal.SIGPROF, before)


def limit_memory(most: int) -> None:
    """Let this process have so many bytes of memory and no more, where the system can hold it to that."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


@contextmanager
def _hidden_main() -> Iterator[None]:
    """Keep a new process from running the caller's script again, which `spawn` does for what is defined there; nothing
    that is called here is, and a script may have no main guard, or no file."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _work(line: Connection) -> None:
    """Answer calls until nobody is left to ask. Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in THREAD_LIMITS:
        os.environ[name] = "1"
    with open(os.devnull, "w") as nowhere:
        while True:
            try:
                seconds, function, args = line.recv()
            except EOFError:
                return
            # Who asks ends a call that takes too long; should it have been killed itself meanwhile, this does.
            faulthandler.dump_traceback_later(seconds + ENDING_SECONDS, exit=True, file=nowhere)
            try:
                answer = (True, function(*args))
            except Exception as error:  # what a call raises is its caller's to handle
                answer = (False, _as_sent(error))
            faulthandler.cancel_dump_traceback_later()
            try:
                line.send(answer)
            except (BrokenPipeError, ConnectionResetError):
                return


def _as_sent(error: Exception) -> Exception:
    """Return the error, or one that says the same where it cannot be sent: a library's own may hold what only its
    process has (lxml's do), or be made anew from other arguments than it keeps."""
    try:
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # whatever its own making raises
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
