"""Desks for tests: over the samples' golden records (only read), over a copy of them, over an empty register."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from communique.desk.app import create_app
from communique.desk.settings import Settings
from communique.register import Place

URL = "http://localhost:8420"
FORM_TOKEN = re.compile(r'name="form_token" value="(\w+)"')


class DeskClient(TestClient):
    """A browser as far as forms go: what it sends bears the token of a page that it was shown."""

    def get_form_token(self) -> str:
        """Return the token of a page with a form: to whoever may not add reports it is that of logging in or out."""
        found = (FORM_TOKEN.search(self.get(path).text) for path in ("/add", "/log-in"))
        return next(match.group(1) for match in found if match)

    def post(self, url: Any, **sent: Any) -> Response:  # type: ignore[override]
        """Send a form with its token; what is no form goes as it is."""
        if not {"content", "json"} & sent.keys():
            sent["data"] = {"form_token": self.get_form_token(), **(sent.get("data") or {})}
        return super().post(url, **sent)


def open_desk(register: Place, **settings: object) -> DeskClient:
    """Return a client of a desk over a register."""
    app = create_app(Settings(register, **settings))  # type: ignore[arg-type]
    return DeskClient(app, base_url=URL, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="session")
def desk(golden_register: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A desk over the golden records; nothing is written to it."""
    copy = tmp_path_factory.mktemp("desk") / "register.db"
    shutil.copy(golden_register, copy)
    return open_desk(copy)


@pytest.fixture
def own_desk(golden_register: Path, tmp_path: Path) -> TestClient:
    """A desk over this test's own copy of the golden records, to write to."""
    shutil.copy(golden_register, tmp_path / "register.db")
    return open_desk(tmp_path / "register.db")


@pytest.fixture(scope="session")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A desk over a register without reports."""
    return open_desk(tmp_path_factory.mktemp("desk") / "register.db")


@pytest.fixture
def guarded_desk(golden_register: Path, tmp_path: Path) -> Iterator[Callable[[str], TestClient]]:
    """Return a function that gives a client of one desk that asks for log-in, logged in with a role ("": nobody)."""
    from communique.desk.security.accounts import Accounts

    shutil.copy(golden_register, tmp_path / "register.db")
    settings = Settings(tmp_path / "register.db", needs_accounts=True)
    for role in ("reader", "reviewer", "editor"):
        Accounts(settings.accounts).put(f"a {role}", role, "correct horse battery")
    app = create_app(settings)

    def enter(role: str) -> TestClient:
        client = DeskClient(app, base_url=URL, raise_server_exceptions=False, follow_redirects=False)
        if role:
            answer = client.post("/log-in", data={"name": f"a {role}", "password": "correct horse battery"})
            assert answer.status_code == 303
        return client

    yield enter
