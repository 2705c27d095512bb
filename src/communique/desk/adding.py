"""Adding reports from the desk: coded as `communique read` codes them, one after another, and kept as they come.

Reports are coded in a process of their own (`worker.py`), so that readers are not slowed; each is kept in a transaction
of its own, so that decisions are made in between. One that cannot be coded in time is kept without records and with a
problem, as `communique read` keeps one that failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.model.report import RawReport
from communique.register.fill import Filled, add_coded
from communique.worker import Worker

if TYPE_CHECKING:
    from communique.desk.desk import Desk


@lru_cache(maxsize=1)
def get_worker() -> Worker:
    """Return the one process that codes for all desks of this program."""
    return Worker()


def add_reports(desk: Desk, raws: Sequence[RawReport]) -> Iterator[Filled]:
    """Code reports and add them to the register; yield each with what adding it did."""
    for raw in raws:
        coded = get_worker().code(raw)
        with desk.writing() as register:
            yield add_coded(register, coded)
