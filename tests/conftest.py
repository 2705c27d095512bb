"""Shared by all tests: `code` turns a sentence into a coded report; `--update-golden` rewrites expected outputs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the coder gives now to tests/golden/expected/ and show how it differs from before",
    )


@pytest.fixture(autouse=True)
def register_file(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of a register of this test's own, which is not there yet: nobody's own register is written to."""
    path = tmp_path_factory.mktemp("register") / "register.db"
    monkeypatch.setenv("COMMUNIQUE_REGISTER", str(path))
    return path


@pytest.fixture(scope="session")
def golden_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register of the samples' golden records. Shared by all tests: copy it before writing to it."""
    from tests.golden_register import fill_golden

    return fill_golden(tmp_path_factory.mktemp("golden") / "register.db")


@pytest.fixture(scope="session")
def code() -> Callable[..., CodedReport]:
    """Return a function that codes a text: `code("He met …", published="2025-06-26")`."""

    def code_text(text: str, *, published: str | None = "2025-06-26", **metadata: str) -> CodedReport:
        return code_report(RawReport(id="test", text=text, where="test", published=published, **metadata))

    return code_text
