"""Adding reports from the desk: coded as `communique read` codes them, one after another, and kept as they come.

One addition at a time: coding holds a processor, and the register has one writer.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from communique.desk.desk import Desk
from communique.model.report import RawReport
from communique.register.fill import Filled, fill_register

_coding = threading.Lock()


def add_reports(desk: Desk, raws: Sequence[RawReport]) -> Iterator[Filled]:
    """Code reports and add them to the register; yield each with what adding it did."""
    from communique.workers import code_many  # loads the parser's libraries, which reading never needs

    with _coding:
        for coded in code_many(raws):
            with desk.writing() as register:
                yield from fill_register(register, [coded])
