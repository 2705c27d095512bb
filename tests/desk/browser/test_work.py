"""Working at the desk in a browser: reviewing by keyboard, adding with progress, marks that are the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.desk.adding import get_worker
from communique.desk.pages import PAGES
from tests.desk.browser.conftest import serve
from tests.desk.hostile import fill_hostile

axe_module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

OpenPage = Callable[..., Any]
READER = "/reports/dispatch-2025-09-05-sharif-li"
TEXT = "ISLAMABAD: Chinese Ambassador Jiang Zaidong on Tuesday promised to build a bridge for Pakistan."
LED_TO = {"reports", "cases", "engagements", "incidents", "people", "bodies", "pair", "compare"}


def shown_claim(page: Any) -> str:
    return str(page.locator("#decide input[name=claim]").get_attribute("value"))


def waiting(page: Any) -> int:
    found = re.search(r"([\d,]+) record", page.locator(".head .lead").inner_text())
    assert found
    return int(found.group(1).replace(",", ""))


def press(page: Any, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_whole_review_by_keyboard(open_page: OpenPage, own_address: str) -> None:
    """Accept, undo, reject, unsure, next, edit: each with its key, and none while something is typed."""
    page = open_page()
    page.goto(own_address + "/review?kind=undertakings")
    first, count = shown_claim(page), waiting(page)
    press(page, "a")
    assert shown_claim(page) != first and waiting(page) == count - 1
    press(page, "z")
    assert shown_claim(page) == first
    page.goto(own_address + "/review?kind=undertakings")
    assert (shown_claim(page), waiting(page)) == (first, count)
    press(page, "r")
    press(page, "u")
    assert waiting(page) == count - 2
    left = shown_claim(page)
    press(page, "n")
    assert shown_claim(page) != left and waiting(page) == count - 2
    edited = shown_claim(page)
    page.keyboard.press("e")
    page.keyboard.type("ar")  # into the field that has the focus: no decision
    assert shown_claim(page) == edited
    page.locator(".edit select[name=act]").select_option("threaten")
    for name in ("by", "to"):
        field = page.locator(f".edit input[name={name}]")
        field.fill("CHN" if name == "by" else "PAK")
    page.get_by_role("button", name="Keep as edited").focus()
    press(page, "Enter")
    assert waiting(page) == count - 3
    page.goto(own_address + "/undertakings?act=threaten")
    assert page.locator("table.records tbody tr").count() >= 1


def test_the_source_beside_a_record_marks_its_words(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(address + "/review?kind=undertakings")
    words = "".join(page.locator("article mark").all_inner_texts())
    assert words and page.locator("article mark").first.is_visible()
    assert words.split()[0] in page.locator(".edit textarea").input_value()


def test_reader_marks_exactly_the_evidence_of_what_is_clicked(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(address + READER)
    coded = page.request.get(address + "/api" + READER).json()
    for record in coded["undertakings"]:
        page.locator(f"#record-{record['id']} a.show").click()
        page.locator(f".card.is-selected[data-record={record['id']}]").wait_for()
        start, end = record["evidence"][0]
        marked = page.evaluate("[...document.querySelectorAll('mark.run')].map((run) => run.textContent).join('')")
        assert " ".join(marked.split()) == " ".join(coded["report"]["text"][start:end].split())
        assert page.url.endswith(f"record={record['id']}#record-{record['id']}")


def test_text_is_added_with_progress_and_leads_to_what_was_coded(open_page: OpenPage, own_address: str) -> None:
    page = open_page()
    page.goto(own_address + "/add")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_label("Title").fill("Envoy promises")
    page.get_by_label("Published").fill("2025-03-04")
    page.get_by_role("button", name="Add this text").click()
    page.wait_for_url("**/add/2*")
    page.get_by_text("Done.").wait_for()  # the worker loads its parser first
    assert "1 undertaking" in page.locator("#addition").inner_text()
    page.get_by_role("link", name="Envoy promises").click()
    page.wait_for_url("**/reports/*")
    assert "bridge" in page.locator("article").inner_text()


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(fill_hostile(tmp_path_factory.mktemp("hostile") / "register.db")) as url:
        yield url


@pytest.fixture(scope="module", autouse=True)
def end_worker() -> Iterator[None]:
    yield
    get_worker().close()


def test_hostile_reports_run_nothing_anywhere(open_page: OpenPage, hostile_address: str) -> None:
    """On every page, and on one page of each kind that it leads to; the fixture checks console and requests."""
    page = open_page()
    dialogs: list[str] = []
    page.on("dialog", lambda shown: (dialogs.append(shown.message), shown.dismiss()))
    hrefs = [found.path for found in PAGES if "{" not in found.path and found.path != "/compare"]
    seen: set[str] = set()
    while hrefs:
        href = hrefs.pop(0)
        page.goto(hostile_address + href)
        assert page.evaluate("window.hacked") is None, href
        for led in page.evaluate("[...document.querySelectorAll('main a[href]')].map((a) => a.getAttribute('href'))"):
            kind = led.split("?")[0].split("/")[1] if led.startswith("/") else ""
            if kind in LED_TO - seen and (led.count("/") > 1 or "?a=" in led):
                seen.add(kind)
                hrefs.append(led)
    assert {"reports", "cases", "compare"} <= seen
    assert not dialogs


def test_ten_megabytes_of_text_are_leafed_through(open_page: OpenPage, hostile_address: str) -> None:
    page = open_page(width=390, height=844)
    page.goto(hostile_address + "/reports/ten-megabytes")
    page.get_by_role("link", name="Next part").click()
    page.wait_for_url("**part=2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_page_of_an_addition_breaks_no_rule_of_accessibility(
    open_page: OpenPage, own_address: str, tmp_path: Path
) -> None:
    page = open_page()
    page.goto(own_address + "/add")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04")
    page.get_by_label("Files", exact=True).set_input_files(tmp_path / "broken.zip")
    page.get_by_role("button", name="Upload and add").click()
    page.get_by_text("Done.").wait_for()  # the worker loads its parser first
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert not axe_module.Axe().run(page).response["violations"]
