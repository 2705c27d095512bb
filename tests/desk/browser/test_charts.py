"""Charts in a browser: drawn of what the API gives, read by keyboard as by pointer, said in a table too."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

OpenPage = Callable[..., Any]
PAIR = "/pair/CHN-PAK"
CHARTS = (
    (PAIR, "timeline", ".mark"),
    ("/incidents", "monthly", ".bar-best"),
    ("/incidents", "map", ".spot"),
    ("/network", "network", ".person"),
    ("/people/dispatch-2025-09-05-sharif-li:p1", "timeline", ".mark"),
)
# The drawing is as wide as its room, once it is drawn anew.
FITS = """(name) => {
    const figure = document.querySelector(`[data-chart="${name}"]`);
    const [drawn, room] = ["svg", ".canvas"].map((part) => figure.querySelector(part).getBoundingClientRect().width);
    return Math.abs(drawn - room) <= 1;
}"""
every_chart = pytest.mark.parametrize(("path", "name", "mark"), CHARTS, ids=lambda value: str(value))


def open_chart(open_page: OpenPage, address: str, path: str, name: str, **how: Any) -> tuple[Any, Any]:
    """Return the page and the chart, once it is drawn."""
    shown = open_page(**how)
    shown.goto(address + path)
    figure = shown.locator(f'[data-chart="{name}"]')
    figure.locator(".canvas svg").wait_for()
    return shown, figure


@every_chart
def test_chart_is_read_and_followed_by_keyboard(
    open_page: OpenPage, address: str, path: str, name: str, mark: str
) -> None:
    shown, figure = open_chart(open_page, address, path, name)
    figure.locator(".canvas").focus()
    told = []
    for key in ("ArrowRight", "ArrowRight", "End", "Home"):
        shown.keyboard.press(key)
        told.append(figure.locator(".picked").inner_text())
    assert told[3] == told[0] and len(set(told[:3])) >= 2
    href = figure.locator(".picked a").get_attribute("href")
    shown.keyboard.press("Enter")
    shown.wait_for_url(lambda url: url.endswith(href))
    assert shown.locator("h1").inner_text() not in ("Not Found", "Bad Request")


@every_chart
@pytest.mark.parametrize("width", [1280, 390])
def test_chart_keeps_within_its_width_and_draws_again_when_that_changes(
    open_page: OpenPage, address: str, path: str, name: str, mark: str, width: int
) -> None:
    shown, figure = open_chart(open_page, address, path, name, width=width)
    assert figure.locator(mark).count() > 0
    for now in (width, 700):
        shown.set_viewport_size({"width": now, "height": 900})
        shown.wait_for_function(FITS, arg=name)


def test_timeline_has_a_mark_for_every_row_of_its_table(open_page: OpenPage, address: str) -> None:
    shown, figure = open_chart(open_page, address, PAIR, "timeline")
    rows = shown.locator("details.as-table tbody tr").count()
    assert figure.locator(".mark").count() == rows > 50


def test_map_has_a_point_for_every_town_and_no_other(open_page: OpenPage, address: str) -> None:
    shown, figure = open_chart(open_page, address, "/incidents", "map")
    places = shown.request.get(address + "/api/incident-places").json()["rows"]
    assert figure.locator(".spot").count() == sum(row["lat"] is not None for row in places) > 5
    figure.locator("select").select_option("PAK")
    assert figure.locator(".spot").count() >= sum(row["lat"] is not None and row["country"] == "PAK" for row in places)


def test_months_show_killed_or_injured(open_page: OpenPage, address: str) -> None:
    shown, figure = open_chart(open_page, address, "/incidents", "monthly")
    rows = shown.request.get(address + "/api/monthly").json()["rows"]
    killed = figure.locator(".bar-best").count()
    figure.locator("select").select_option("injured")
    injured = figure.locator(".bar-best").count()
    read = {row["month"] for row in rows if row["reports"]}
    span = [row for row in rows if row["outcome"] and min(read) <= row["month"] <= max(read)]
    counted = [sum(row["outcome"] == outcome for row in span) for outcome in ("killed", "injured")]
    assert [killed, injured] == counted


def test_network_has_every_person_and_tie_of_the_api_and_tells_whom_one_met(open_page: OpenPage, address: str) -> None:
    shown, figure = open_chart(open_page, address, "/network", "network")
    rows = shown.request.get(address + "/api/network").json()["rows"]
    assert figure.locator(".tie").count() == len(rows) > 20
    assert figure.locator(".person").count() == len({row[end] for row in rows for end in ("a", "b")})
    figure.locator(".canvas").focus()
    shown.keyboard.press("ArrowRight")
    near = figure.locator(".tie.is-near").count()
    assert near == sum(
        1 for row in rows if f"/people/{row['a']}" == href(figure) or f"/people/{row['b']}" == href(figure)
    )


def test_a_name_beside_the_network_names_all_whom_the_person_met(open_page: OpenPage, address: str) -> None:
    shown, figure = open_chart(open_page, address, "/network", "network")
    rows = shown.request.get(address + "/api/network").json()["rows"]
    link = shown.locator(".most-met a").first
    link.focus()
    person = link.get_attribute("href").removeprefix("/people/")
    met = {str(row[end]) for row in rows for end in ("a", "b") if person in (str(row["a"]), str(row["b"]))}
    assert figure.locator(".nearby .person-name").count() == len(met) > 1
    assert link.inner_text() in figure.locator(".picked").inner_text()


def test_the_map_shades_every_province_that_is_told_of(open_page: OpenPage, address: str) -> None:
    shown, figure = open_chart(open_page, address, "/incidents", "map")
    places = shown.request.get(address + "/api/incident-places").json()["rows"]
    told = {(row["country"], row["province"]) for row in places if row["province"]}
    assert figure.locator(".area").count() >= len(told) > 0


def href(figure: Any) -> str:
    return str(figure.locator(".picked a").get_attribute("href"))


def test_the_same_data_gives_the_same_network(open_page: OpenPage, address: str) -> None:
    drawn = [open_chart(open_page, address, "/network", "network")[1].locator("svg").inner_html() for _ in range(2)]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("path", [PAIR, "/incidents", "/network"])
def test_without_scripts_the_tables_say_what_the_charts_would(open_page: OpenPage, address: str, path: str) -> None:
    shown = open_page(scripts=False)
    shown.goto(address + path)
    assert shown.locator("svg").count() == 0
    assert shown.get_by_text("is drawn by a script").first.is_visible()
    assert shown.locator("main table tbody tr").count() > 10


@pytest.mark.parametrize("name", ["Markdown", "Word", "PDF"])
def test_brief_is_saved_and_opens_again(open_page: OpenPage, address: str, tmp_path: Path, name: str) -> None:
    shown = open_page()
    shown.goto(address + PAIR)
    with shown.expect_download() as download:
        shown.get_by_role("link", name=name, exact=True).click()
    download.value.save_as(tmp_path / "brief")
    content = (tmp_path / "brief").read_bytes()
    text = {
        "Markdown": lambda: content.decode(),
        "Word": lambda: "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs),
        "PDF": lambda: "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages),
    }[name]()
    assert "China – Pakistan" in text and "Last contact" in text and "Sources" in text


def test_a_source_number_leads_to_the_quoted_words(open_page: OpenPage, address: str) -> None:
    shown = open_page()
    shown.goto(address + PAIR)
    shown.locator(".cited a").first.click()
    shown.wait_for_url("**#source-1")
    quoted = shown.locator("#source-1 q").inner_text()
    shown.locator("#source-1 .source a").first.click()
    shown.wait_for_url("**/reports/**")
    marked = " ".join(shown.locator("mark").all_inner_texts())
    assert " ".join(quoted.strip('“”"').split(" … ")[0].split()[:3]) in " ".join(marked.split())
