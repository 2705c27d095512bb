"""Adding reports from the desk: coded as `communique read` codes them, one after another, and kept as they come.

Reports are coded in a process of their own (`worker.py`), so that readers are not slowed; each is kept in a transaction
of its own, so that decisions are made in between. One that cannot be coded within `CODE_SECONDS` is kept without
records and with a problem, as `communique read` keeps one that failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.desk.worker import Died, TooSlow, Worker
from communique.model.report import RawReport
from communique.pipeline import CodedReport
from communique.register.fill import Filled, add_coded
from communique.workers import code_chunk, failed, warm_up

if TYPE_CHECKING:
    from communique.desk.desk import Desk

# The longest text that is coded (300,000 characters) took 50 s on one slow core; loading the parser there 12 s.
CODE_SECONDS = 300.0


@lru_cache(maxsize=1)
def get_worker() -> Worker:
    """Return the one process that codes for all desks of this program."""
    return Worker()


def add_reports(desk: Desk, raws: Sequence[RawReport]) -> Iterator[Filled]:
    """Code reports and add them to the register; yield each with what adding it did."""
    for raw in raws:
        coded = code(raw)
        with desk.writing() as register:
            yield add_coded(register, coded)


def code(raw: RawReport) -> CodedReport:
    """Return a report coded by the worker, or without records where that failed."""
    try:
        return get_worker().call_warm(CODE_SECONDS, warm_up, code_chunk, [raw])[0]
    except TooSlow as error:
        return failed(raw, "coding-too-slow", error.message)
    except Died as error:
        return failed(raw, "worker-died", f"{error.message} {error.hint}")
