"""What is not described does not exist: every page and every resource stands in docs/desk.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.desk.pages import PAGES, Page

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "desk.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(?:(?:GET|POST) )?(/[^`\s]*)`", TEXT))


def plain(path: str) -> str:
    """Return an address with anything that varies as `*`."""
    path = path.removeprefix("/api").split("?")[0]
    return "/".join("*" if re.search(r"[{A-Z]", part) else part for part in path.split("/"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_page_is_described(page: Page) -> None:
    assert plain(page.path) in {plain(name) for name in NAMED}


def test_every_resource_is_described(desk: TestClient) -> None:
    named = {plain(name) for name in NAMED}
    for path in desk.get("/api/openapi.json").json()["paths"]:
        assert plain(path) in named, path
