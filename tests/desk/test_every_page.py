"""What holds for every page there is, on a filled and on an empty register."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from communique.desk.pages import PAGES, Page

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
NOT_EMPTY = {
    "/cases/1",
    "/incidents/khyber-2025-06-28-mir-ali-convoy:i1",
    "/engagements/dispatch-2025-09-05-sharif-li:e1",
    "/people/dispatch-2025-09-05-sharif-li:p1",
    "/bodies/margalla-2023-04-13-samarkand-neighbours:b1",
    "/reports/dispatch-2025-09-05-sharif-li?record=e1",
    "/compare?a=khyber-2025-06-28-mir-ali-convoy&b=indus-2025-06-29-mir-ali-toll",
}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Structure(HTMLParser):
    """Notes every tag with its attributes, and what is open where."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style") and data.strip():
            self.inline.append(data)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


@pytest.fixture(params=["filled", "empty"])
def client(request: pytest.FixtureRequest, desk: TestClient, empty_desk: TestClient) -> TestClient:
    return desk if request.param == "filled" else empty_desk


@every_page
def test_page_is_whole_and_loads_nothing_from_outside(page: Page, client: TestClient, empty_desk: TestClient) -> None:
    answer = client.get(page.href)
    assert answer.status_code == (404 if page.href in NOT_EMPTY and client is empty_desk else 200), answer.text[:500]
    found = Structure(answer.text)
    assert not found.unclosed and not found.open
    assert not found.inline
    for tag, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        if tag in ("script", "link", "img", "iframe"):
            assert (attributes.get("src") or attributes.get("href") or "").startswith("/static/"), (tag, attributes)
        if tag == "a" and (attributes.get("href") or "").startswith("http"):
            assert "noopener" in (attributes.get("rel") or "")


@every_page
def test_page_has_one_heading_landmarks_and_a_title(page: Page, client: TestClient) -> None:
    answer = client.get(page.href)
    found = Structure(answer.text)
    assert found.count("h1") == found.count("main") == found.count("header") == found.count("footer") == 1
    (title,) = re.findall(r"<title>(.*?)</title>", answer.text, re.DOTALL)
    assert re.fullmatch(r"\S.* · communique", title.strip())
    headings = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(headings)), headings
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@every_page
def test_page_carries_safe_headers(page: Page, desk: TestClient) -> None:
    headers = desk.get(page.href).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@every_page
def test_tables_have_captions_and_scopes(page: Page, desk: TestClient) -> None:
    html = desk.get(page.href).text
    for table in re.findall(r'<table class="(?:records|grid)".*?</table>', html, re.DOTALL):
        assert "<caption" in table
        assert not re.search(r"<th(?![^>]* scope=)[ >]", table)


def test_every_link_of_the_navigation_leads_somewhere(desk: TestClient) -> None:
    html = desk.get("/").text
    hrefs = set(re.findall(r'<a href="(/[^"]*)"', re.sub(r"(?s)<main.*?</main>", "", html)))
    assert len(hrefs) > 8
    for href in hrefs:
        assert desk.get(href).status_code == 200, href


def test_pages_have_different_addresses_and_titles() -> None:
    assert len({page.path for page in PAGES}) == len(PAGES)
    assert len({page.title for page in PAGES}) == len(PAGES)


def test_unknown_page_says_so_in_the_desks_own_words(desk: TestClient) -> None:
    answer = desk.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text and "<main" in answer.text
