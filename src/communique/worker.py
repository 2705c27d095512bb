"""One process beside ours that codes reports, for the desk and the watch: what hangs or kills it costs one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.report import RawReport
from communique.side_process import Died, SideProcess, TooSlow
from communique.workers import code_chunk, failed, warm_up

if TYPE_CHECKING:
    from communique.pipeline import CodedReport

# The longest text that is coded (300,000 characters) took 50 s on one slow core; loading the parser there 12 s.
CODE_SECONDS = 300.0


class Worker(SideProcess):
    """A side process that codes."""

    def code(self, raw: RawReport) -> CodedReport:
        """Return a report coded in the process, or without records and with a problem where that failed."""
        try:
            return self.call_warm(CODE_SECONDS, warm_up, code_chunk, [raw])[0]
        except TooSlow as error:
            return failed(raw, "coding-too-slow", error.message)
        except Died as error:
            return failed(raw, "worker-died", f"{error.message} {error.hint}")
