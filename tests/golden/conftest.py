"""The golden tests share one coding of the bundled samples, and find the evaluation scripts by path."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "evaluation"))

from communique.pipeline import CodedReport
from sample_reports import coded_samples

CHANGES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def samples() -> tuple[CodedReport, ...]:
    """The bundled samples, coded once for all tests."""
    return coded_samples()


@pytest.fixture
def changes(request: pytest.FixtureRequest) -> list[str]:
    """Lines to show at the end of the run: what `--update-golden` changed."""
    return request.config.stash.setdefault(CHANGES, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = config.stash.get(CHANGES, [])
    if lines:
        terminalreporter.section("expected outputs rewritten")
        terminalreporter.write("\n".join(lines) + "\n")
