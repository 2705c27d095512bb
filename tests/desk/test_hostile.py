"""Hostile reports are stored and shown harmlessly: on every page and in every file that can be reached from any."""

from __future__ import annotations

import csv
import io
import json
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from openpyxl import load_workbook

from communique.desk.pages import PAGES
from tests.desk.conftest import URL, open_desk
from tests.desk.hostile import IMAGE, LONG, OTHER, REPORT, SCRIPT, fill_hostile
from tests.desk.test_every_page import Structure
from tests.patience import measure

MOST_ADDRESSES = 400
RISKY = ("=", "+", "-", "@", "\t", "\r")
PAGE_COST = 25  # for any page of the ten megabytes, in loops (`tests/patience.py`); it takes a tenth of that
PAGE_BYTES = 2_000_000
COMPARED = f"/compare?a={quote(REPORT, safe='')}&b={OTHER}"


@pytest.fixture(scope="module")
def hostile_desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return open_desk(fill_hostile(tmp_path_factory.mktemp("hostile") / "register.db"))


def check_page(href: str, html: str) -> list[str]:
    """Hold a page against what every page must be; return the addresses of the desk that it leads to."""
    found = Structure(html)
    assert not found.inline and not found.unclosed and not found.open, href
    led = []
    for tag, attributes in found.tags:
        assert tag not in ("img", "iframe", "object", "embed"), (href, attributes)
        for name, value in attributes.items():
            assert not name.startswith("on") and name != "style", (href, tag, name)
            if name in ("href", "src", "action", "formaction") or name.startswith("hx-get"):
                target = urljoin(URL + href, value or "")
                assert urlsplit(target).scheme in ("http", "https"), (href, value)
                if tag == "a" and target.startswith(URL + "/"):
                    led.append(urldefrag(target)[0].removeprefix(URL))
    assert SCRIPT not in html and IMAGE not in html, href
    return led


def check_file(href: str, content: bytes) -> None:
    """Hold a saved file against what opening it may do."""
    suffix = Path(urlsplit(href).path).suffix
    if suffix == ".csv":
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            risky = [cell for cell in row if cell.startswith(RISKY) and not cell.lstrip("-").replace(".", "").isdigit()]
            assert not risky, (href, risky)
    elif suffix == ".xlsx":
        for sheet in load_workbook(io.BytesIO(content)):
            assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet for cell in row), href
    elif suffix == ".ics":
        names = {name for part in Calendar.from_ical(content.decode()).walk() for name in part}
        assert "ATTACH" not in names and "ORGANIZER" not in names
    elif suffix in (".geojson", ".json"):
        json.loads(content)
    elif suffix == ".ndjson":
        assert [json.loads(line) for line in content.splitlines()]


def test_every_page_and_file_that_can_be_reached_is_harmless(hostile_desk: TestClient) -> None:
    waiting = [page.path for page in PAGES if "{" not in page.path and page.path != "/compare"]
    waiting += [COMPARED, "/search?q=trade"]
    seen: set[str] = set()
    files = 0
    while waiting and len(seen) < MOST_ADDRESSES:
        href = waiting.pop(0)
        asked = urlsplit(href)
        # One address of each shape: its path, and for pages the names that it is narrowed by.
        names = sorted(pair.split("=")[0] for pair in asked.query.split("&"))
        shape = asked.path if Path(asked.path).suffix else f"{asked.path}?{'&'.join(names)}"
        if shape in seen or href.startswith("/static/"):
            continue
        seen.add(shape)
        answer = hostile_desk.get(href)
        # A topic that is none of the codebook's cannot be asked for.
        assert answer.status_code in (200, 303) or "topic=" in href, (href, answer.status_code)
        assert answer.headers["x-content-type-options"] == "nosniff"
        if answer.headers.get("content-type", "").startswith("text/html"):
            waiting += check_page(href, answer.text)
        else:
            check_file(href, answer.content)
            files += 1
    for path in ("/reports/", "/cases/", "/engagements/", "/incidents/", "/people/", "/pair/"):
        assert any(shape.startswith(path) for shape in seen), path
    assert files > 20


def test_every_answer_of_the_api_is_json_and_says_so(hostile_desk: TestClient) -> None:
    for path in hostile_desk.get("/api/openapi.json").json()["paths"]:
        if "{" in path:
            continue
        answer = hostile_desk.get(path, params={"words": "trade"} if path.endswith("/search") else {})
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.status_code in (200, 400, 405), (path, answer.text[:200])


def test_text_of_ten_megabytes_is_kept_whole_and_its_pages_stay_usable(hostile_desk: TestClient) -> None:
    kept = hostile_desk.get(f"/api/reports/{LONG}").json()["report"]["text"]
    assert len(kept) > 9_900_000
    shown = 0
    for href in (f"/reports/{LONG}", f"/reports/{LONG}?part=50", "/search?q=trade", "/reports", "/problems", "/"):
        answer, cost = measure(partial(hostile_desk.get, href))
        assert answer.status_code == 200 and len(answer.content) < PAGE_BYTES and cost < PAGE_COST, href
        shown += answer.text.count("Next part")
    assert shown == 2
    assert hostile_desk.get(f"/reports/{LONG}?part=0").status_code == 404
    assert hostile_desk.get(f"/reports/{LONG}?part=9999").status_code == 404


def test_hostile_words_are_shown_as_they_are(hostile_desk: TestClient) -> None:
    page = hostile_desk.get("/undertakings").text
    assert SCRIPT in unescape(page) and IMAGE in unescape(page)
    assert SCRIPT not in page
