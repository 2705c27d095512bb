"""Run a parser in a process of its own, with a deadline and a limit of memory: a strange file costs itself alone.

In: a function of a source and its arguments. Out: what it returns, or the entry that says why nothing came. The process
is started when the first such file comes and serves all further ones; a file that hangs or kills it takes it along.
"""

from __future__ import annotations

import io
import multiprocessing
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TypeVar

from communique.acquire.source import Origin, Source
from communique.errors import CommuniqueError
from communique.model.report import RawReport
from communique.side_process import Died, SideProcess, TooSlow, limit_memory, within_seconds

T = TypeVar("T")

# Of one file, in processor time, so that it matters little what else the machine does. A PDF of 393 pages takes 4 s on
# one slow core, a feed of 10,000 whole articles (18 MB) 9 s.
SECONDS = 60.0
# Of one file, by the clock: for what waits and does nothing.
WAIT_SECONDS = 600.0
# What the process may take of memory; its libraries alone map 1.4 GB (`VmPeak` after a file of each format), use 0.13.
MEMORY_BYTES = 4 * 1024**3


def read_apart(source: Source, data: bytes, origin: Origin) -> list[RawReport]:
    """Return the reports of a file, or the entry that says why there are none."""
    found = call_apart(origin, _collect, source, data, origin)
    return [found] if isinstance(found, RawReport) else found


def call_apart(origin: Origin, function: Callable[..., T], *args: object) -> T | RawReport:
    """Return `function(*args)`, computed apart, or the entry that says why not."""
    try:
        if multiprocessing.current_process().daemon:  # already apart, with a deadline; it may have no child
            return function(*args)
        limited = partial(limit_memory, MEMORY_BYTES)
        answer: T = _side_process().call_warm(WAIT_SECONDS, limited, within_seconds, SECONDS, function, *args)
        return answer
    except TooSlow:
        message = f"it could not be read within {SECONDS:g} seconds and was given up; save its text as .txt"
        return origin.unread("parser-too-slow", message)
    except (Died, MemoryError):
        message = "the parser died of it, perhaps for want of memory or time; save its text as .txt"
        return origin.unread("parser-died", message)
    except CommuniqueError:  # of the process, not of the file
        raise
    except Exception as error:  # the boundary of one file: what breaks a parser is data
        said = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        return origin.unread("file-broken", f"it could not be read ({said}); save it anew, or its text as .txt")


@lru_cache(maxsize=1)
def _side_process() -> SideProcess:
    return SideProcess()


def _collect(source: Source, data: bytes, origin: Origin) -> list[RawReport]:
    return list(source.read(io.BytesIO(data), origin))
