"""The front page: what is new since the last visit, and what was read."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from fastapi.testclient import TestClient

from communique.acquire.json_file import read_article
from communique.acquire.source import Origin
from communique.chunks import failed
from communique.desk.coverage import make_grid
from communique.desk.pages.home import COOKIE, get_visit
from communique.register import Register
from communique.register.fill import fill_register

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def test_first_visit_has_no_visit_before_it() -> None:
    assert get_visit("", NOW).since is None


def test_visit_goes_on_until_half_an_hour_without_a_look() -> None:
    first = get_visit("", NOW)
    second = get_visit(first.to_cookie(), NOW + timedelta(hours=5))
    assert second.since == first.seen
    again = get_visit(second.to_cookie(), NOW + timedelta(hours=5, minutes=20))
    assert again.since == first.seen
    third = get_visit(again.to_cookie(), NOW + timedelta(hours=9))
    assert third.since == again.seen


def test_broken_cookie_is_a_first_visit() -> None:
    for cookie in ("x", "|", "x|y", "2026-01-01|", "|2026-01-01", f"x|{NOW.isoformat()}", "\u0000|é"):
        assert get_visit(cookie, NOW).since is None


def test_what_came_in_since_the_last_visit_is_told(own_desk: TestClient) -> None:
    before = (datetime.now(UTC) - timedelta(seconds=1)).isoformat(timespec="seconds")
    path = own_desk.app.state.desk.settings.register  # type: ignore[attr-defined]
    seen = {"Cookie": f"{COOKIE}=|{(datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec='seconds')}"}
    assert "In the register" in own_desk.get("/", headers=seen).text
    raw = read_article({"text": "Nothing to code here.", "title": "A new one"}, Origin("test", "new", {}, ()))
    with Register(path) as register:
        register.connection.execute("UPDATE report SET added_at = '2020-01-01T00:00:00+00:00'")
        (filled,) = fill_register(register, [failed(raw, "test", "not coded")])
    assert filled.added.change == "new"
    page = own_desk.get("/", headers={"Cookie": f"{COOKIE}={before}|{before}"}).text
    assert re.search(r"New since \d+ \w+ \d{4}", page)
    assert "A new one" in page
    assert re.search(r'href="/reports"><b>1</b> report<', page)


def test_every_month_between_the_first_and_the_last_has_a_column() -> None:
    """A month in which nothing was read is a gap that must be seen."""
    rows = [
        {"outlet": "A", "month": "2024-11", "reports": 2},
        {"outlet": "A", "month": "2025-02", "reports": 1},
        {"outlet": "B", "month": "undated", "reports": 4},
    ]
    grid = make_grid(rows)
    assert grid.months == ("2025-02", "2025-01", "2024-12", "2024-11")
    assert [(row.outlet, row.total) for row in grid.rows] == [("B", 4), ("A", 3)]
    assert grid.undated and not grid.earlier and grid.most == 2


def test_long_coverage_keeps_its_sum() -> None:
    months = [f"{year}-{month:02d}" for year in range(2020, 2024) for month in (1, 7)]
    rows = [{"outlet": "A", "month": month, "reports": 1} for month in months]
    grid = make_grid(rows)
    assert len(grid.months) == 24 and grid.earlier
    assert sum(grid.rows[0].reports.values()) == grid.rows[0].total == len(rows)


def test_coverage_of_the_page_adds_up_to_the_reports(desk: TestClient) -> None:
    table = re.search(r'<table class="grid">.*?</table>', desk.get("/").text, re.DOTALL)
    assert table
    totals = [int(number) for number in re.findall(r"<b>(\d+)</b>", table[0])]
    assert sum(totals) == desk.get("/api/reports").json()["total"]


def test_pairs_lead_to_what_they_count(desk: TestClient) -> None:
    page = desk.get("/pairs").text
    counted = re.findall(r'href="(/undertakings\?side=\w+&amp;side=\w+)">(\d+)', page)
    assert len(counted) > 5
    for href, number in counted[:5]:
        listed = desk.get(f"/api{href}".replace("&amp;", "&")).json()["total"]
        assert listed >= int(number) > 0


def test_two_chosen_sides_lead_to_their_dossier(desk: TestClient) -> None:
    answer = desk.get("/pairs?a=Pakistan&b=chn")
    assert (answer.status_code, answer.headers["location"]) == (303, "/pair/CHN-PAK")
    assert desk.get("/pairs?a=Pakistan&b=Atlantis").status_code == 400
