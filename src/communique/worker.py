"""One process beside ours that codes reports: what hangs or kills it costs one report.

A report that kills its process or never ends is found by halving the reports it came with; it is kept without records
and with a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from communique.chunks import code_chunk, failed, warm_up
from communique.model.report import RawReport
from communique.side_process import Died, SideProcess, TooSlow

if TYPE_CHECKING:
    from communique.pipeline import CodedReport

# How long a chunk may take. The longest text that is coded (300,000 characters) took 50 s on one slow core, a full
# chunk 7 s; loading the parser there 12 s.
CODE_SECONDS = 300.0
# A report alone with its process is held to have killed it after so many deaths: one may have come from outside.
DEATHS = 2


class Coder(NamedTuple):
    """What codes a chunk, and what a process does once before the first."""

    warm_up: Callable[[], None]
    code: Callable[[Sequence[RawReport], bool], list[CodedReport]]


CODER = Coder(warm_up, code_chunk)


class Worker(SideProcess):
    """A side process that codes."""

    def code(self, raw: RawReport) -> CodedReport:
        """Return a report coded in the process, or without records and with a problem where that failed."""
        return self.code_chunk([raw])[0]

    def code_chunk(
        self, raws: Sequence[RawReport], rules_only: bool = False, seconds: float = CODE_SECONDS, coder: Coder = CODER
    ) -> list[CodedReport]:
        """Return reports coded together in the process. One that kills it, or takes longer than `seconds` alone, has no
        records and a problem."""
        failure = ("", "")
        for _ in range(DEATHS if len(raws) == 1 else 1):
            try:
                return self.call_warm(seconds, coder.warm_up, coder.code, raws, rules_only)
            except TooSlow as error:
                failure = "coding-too-slow", str(error)
                break
            except Died as error:
                failure = "worker-died", str(error)
        if len(raws) == 1:
            return [failed(raws[0], *failure)]
        middle = len(raws) // 2
        halves = raws[:middle], raws[middle:]
        return [coded for half in halves for coded in self.code_chunk(half, rules_only, seconds=seconds, coder=coder)]
