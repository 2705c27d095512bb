"""Coders that cost nothing, for what is tested of engines: they run in side processes, so they are a module's."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from communique.chunks import failed
from communique.model.report import RawReport, Report
from communique.pipeline import CodedReport
from communique.worker import Coder

ENDLESS, DEADLY, DEADLIER, SLOW = "ENDLESS", "DEADLY", "DEADLIER", "SLOW"
# Not taken from the registry: importing the real coder would cost every process of a test a second.
KIND_NAMES = (
    "people",
    "bodies",
    "engagements",
    "undertakings",
    "statements",
    "actions",
    "incidents",
    "figures",
    "developments",
)


def pass_by() -> None:
    """Warm up nothing."""


def code_cheaply(raws: Sequence[RawReport], _rules_only: bool) -> list[CodedReport]:
    """Find one statement in each report, its first word; die, kill the parent, or never end where the text says so."""
    return [_code(raw) for raw in raws]


def _code(raw: RawReport) -> CodedReport:
    if not raw.text:
        return failed(raw, "text-missing", "There is no text.")
    while raw.text.startswith(ENDLESS):
        time.sleep(1)
    if raw.text.startswith(DEADLIER):
        os.kill(os.getppid(), signal.SIGKILL)
    if raw.text.startswith((DEADLY, DEADLIER)):
        os._exit(9)
    if raw.text.startswith(SLOW):  # until somebody takes the file away that it names; it says whose process it is
        gate = Path(raw.text.split()[1])
        if gate.exists():
            gate.with_suffix(".begun").write_text(str(os.getppid()))
        while gate.exists():
            time.sleep(0.02)
    report = Report(raw.id, raw.text, raw.title, raw.outlet, raw.published, sha256=Report.hash_of(raw.text))
    statement = {
        "id": "s1",
        "stance": "praise",
        "by": ["CHN"],
        "about": ["PAK"],
        "speaker": None,
        "matter": "ties",
        "evidence": [[0, len(raw.text.split()[0])]],
        "confidence": 0.5,
        "event_type": "SUPPORT",
        "rule": "fake",
    }
    return CodedReport(report, {kind: (statement,) if kind == "statements" else () for kind in KIND_NAMES}, ())


CHEAP = Coder(pass_by, code_cheaply)


def make_raws(count: int, **texts: str) -> list[RawReport]:
    """Return reports `r0`, `r1`, …; `r3="…"` gives one its text."""
    return [
        RawReport(
            f"r{number}", texts.get(f"r{number}", f"Report {number}."), f"f.jsonl:{number + 1}", published="2025-01-02"
        )
        for number in range(count)
    ]
