"""Shared by all tests: `code` turns a sentence into a coded report; `--update-golden` rewrites expected outputs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the coder gives now to tests/golden/expected/ and show how it differs from before",
    )


@pytest.fixture(scope="session")
def code() -> Callable[..., CodedReport]:
    """Return a function that codes a text: `code("He met …", published="2025-06-26")`."""

    def code_text(text: str, *, published: str | None = "2025-06-26", **metadata: str) -> CodedReport:
        return code_report(RawReport(id="test", text=text, where="test", published=published, **metadata))

    return code_text
