"""The bundled samples, read and coded as a user's run would: what the gate and the golden tests look at."""

from __future__ import annotations

from functools import cache

from communique.acquire import acquire
from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report
from communique.samples import sample_folder


def load_samples() -> list[RawReport]:
    """Return the bundled reports in order of their ids."""
    return sorted(acquire([sample_folder()]), key=lambda raw: raw.id)


@cache
def coded_samples() -> tuple[CodedReport, ...]:
    """Return the bundled reports, coded (once per process: it takes a few seconds)."""
    return tuple(code_report(raw) for raw in load_samples())
