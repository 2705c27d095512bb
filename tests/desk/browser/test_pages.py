"""Every page in a browser: nothing in the console, nothing from outside, no violation that axe-core finds."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communique.desk.pages import PAGES, Page

axe_module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

OpenPage = Callable[..., Any]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}

CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
# What is like three before it (same elements, classes and attributes down to the last) is checked by the same rules to
# the same end, and axe-core takes a second for a hundred elements.
LEAVE_OUT_MORE_OF_THE_SAME = """() => {
    const name = (one) => [one.tagName, ...one.classList, ...one.getAttributeNames()].join(" ");
    const form = (one) => [name(one), ...new Set([...one.querySelectorAll("*")].map(name))].join(", ");
    for (const parent of [...document.querySelectorAll("body, body *")].reverse()) {  // the innermost first
        const seen = new Map();
        for (const one of [...parent.children]) {
            const times = seen.get(form(one)) ?? 0;
            seen.set(form(one), times + 1);
            if (times > 2) one.remove();
        }
    }
}"""


@every_page
def test_page_breaks_no_rule_of_accessibility_in_light_and_dark(page: Page, open_page: OpenPage, address: str) -> None:
    """WCAG 2.2 A and AA as far as axe-core can tell, with contrasts in both schemes, folds opened."""
    shown = open_page()
    shown.goto(address + page.href)
    shown.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    shown.evaluate(LEAVE_OUT_MORE_OF_THE_SAME)
    for scheme, options in (("light", RULES), ("dark", CONTRAST)):
        shown.emulate_media(color_scheme=scheme)
        found = axe_module.Axe().run(shown, options=options).response["violations"]
        assert not found, [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]


@every_page
def test_page_fits_a_narrow_screen(page: Page, open_page: OpenPage, address: str) -> None:
    """At 390 and 320 px (WCAG 1.4.10) nothing is wider than the screen, but for what scrolls in a box of its own."""
    shown = open_page(width=390, height=844)
    for width in (390, 320):
        shown.set_viewport_size({"width": width, "height": 844})
        shown.goto(address + page.href)
        assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_skip_link_is_the_first_stop_and_leads_to_the_content(open_page: OpenPage, address: str) -> None:
    shown = open_page()
    shown.goto(address + "/undertakings")
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.textContent") == "Skip to the content"
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.id") == "main"


def test_list_is_narrowed_by_keyboard_and_saved_as_shown(open_page: OpenPage, address: str, tmp_path: Path) -> None:
    shown = open_page()
    shown.goto(address + "/undertakings")
    choice = shown.get_by_role("link", name="China", exact=False).first
    said = int(choice.locator(".count").inner_text())
    choice.focus()
    shown.keyboard.press("Enter")
    shown.wait_for_url("**/undertakings?by=CHN")
    assert shown.locator(".total b").inner_text() == f"{said} undertakings"
    with shown.expect_download() as download:
        shown.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "saved.csv")
    with (tmp_path / "saved.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == said
    shown_matters = [text.strip() for text in shown.locator("td.what .matter").all_inner_texts()]
    assert set(shown_matters) <= {" ".join(row["matter"].split()) for row in rows}


def test_narrow_screens_fold_the_facets_away_and_wide_ones_do_not(open_page: OpenPage, address: str) -> None:
    narrow = open_page(width=390, height=844)
    narrow.goto(address + "/engagements")
    assert not narrow.locator(".facets .count").first.is_visible()
    narrow.get_by_text("Narrow this list").click()
    assert narrow.locator(".facets .count").first.is_visible()
    wide = open_page()
    wide.goto(address + "/engagements")
    assert wide.locator(".facets .count").first.is_visible()
    assert not wide.get_by_text("Narrow this list").is_visible()


def test_everything_but_comfort_works_without_scripts(open_page: OpenPage, address: str) -> None:
    shown = open_page(scripts=False)
    shown.goto(address + "/search")
    shown.fill("main input[name=q]", "trade")
    shown.keyboard.press("Enter")
    shown.wait_for_url("**/search?q=trade")
    assert shown.locator(".hits li").count() > 0
