"""Shared by all tests: `code` turns a sentence into a coded report; `--update-golden` rewrites expected outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report

if TYPE_CHECKING:
    from tests.engines import Engine, Files
    from tests.postgres import PostgresServer


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
def postgres() -> Iterator[PostgresServer]:
    """Return a PostgreSQL server of this run's own; what needs one is skipped, with the reason, where none can be."""
    from tests.postgres import running_server

    pytest.importorskip("psycopg", reason="not tested on PostgreSQL: the package psycopg is missing")
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
        except RuntimeError as error:
            pytest.skip(f"not tested on PostgreSQL: {error}")
        yield server


@pytest.fixture
def files(tmp_path: Path, golden_register: Path) -> Files:
    """Return where registers are kept in files, whatever the other engine of a test."""
    from tests.engines import Files

    return Files(tmp_path / "files", golden_register)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, golden_register: Path) -> Iterator[Engine]:
    """Return where registers are kept: each test of this fixture is run on both engines."""
    from tests.engines import Databases, Files

    if request.param == "sqlite":
        yield Files(tmp_path, golden_register)
        return
    with Databases(request.getfixturevalue("postgres"), golden_register).tidied() as databases:
        yield databases


@pytest.fixture(scope="session")
def code() -> Callable[..., CodedReport]:
    """Return a function that codes a text: `code("He met …", published="2025-06-26")`."""

    def code_text(text: str, *, published: str | None = "2025-06-26", **metadata: str) -> CodedReport:
        return code_report(RawReport(id="test", text=text, where="test", published=published, **metadata))

    return code_text
