"""The page of feeds: there where a watch keeps its state beside the register, and nothing is written to that."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.acquire.feed import Item
from communique.desk.serving import make_settings
from communique.errors import UsageError
from communique.register import Register
from communique.watch import State, state_beside
from tests.desk.conftest import open_desk

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
GOOD, DEAD = "https://good.example/rss", "https://dead.example/rss?a=<b>"


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """Return a register that two feeds are watched for: one is good, one is dead."""
    register = tmp_path / "r.db"
    Register(register).close()
    with State(state_beside(register), str(register)) as state:
        items = [Item(str(n), f"https://good.example/{n}", "They met", None, "", is_summary=True) for n in range(3)]
        state.keep_success(state.get_course(GOOD, NOW), items, GOOD, False, NOW, NOW + timedelta(hours=1))
        for is_dead in (False, True):
            course = state.get_course(DEAD, NOW)
            state.keep_failure(course, "dead.example answered <404>.", is_dead, NOW, NOW + timedelta(hours=12))
    return register


def test_each_feed_is_shown_with_how_it_fares_the_dead_first(watched: Path) -> None:
    page = open_desk(watched).get("/feeds")
    assert page.status_code == 200
    assert page.text.index("dead.example/rss?a=&lt;b&gt;") < page.text.index("good.example/rss")
    assert "is dead: dead.example answered &lt;404&gt;." in page.text and "2 times in a row" in page.text
    assert "2026-03-01 08:00 UTC" in page.text and "never" in page.text


def test_a_feed_is_called_as_the_settings_called_it_when_it_was_last_polled(watched: Path) -> None:
    with State(state_beside(watched)) as state:
        for name in ("Good Gazette", "The Gazette"):
            course = replace(state.get_course(GOOD, NOW), name=name)
            state.keep_success(course, [], GOOD, False, NOW, NOW + timedelta(hours=1))
    rows = open_desk(watched).get("/api/feeds").json()["rows"]
    assert [row["feed"] for row in rows] == ["dead.example/rss?a=<b>", "The Gazette"]


def test_a_state_of_before_feeds_had_names_is_shown_by_links_and_written_on(watched: Path) -> None:
    state_file = state_beside(watched)
    with sqlite3.connect(state_file) as db:
        db.execute("ALTER TABLE feed DROP COLUMN name")
    assert "good.example/rss" in open_desk(watched).get("/feeds").text
    with State(state_file, str(watched)) as state:
        state.keep_failure(replace(state.get_course(GOOD, NOW), name="Good Gazette"), "No answer.", False, NOW, NOW)
    assert "Good Gazette" in open_desk(watched).get("/feeds").text


def test_the_api_gives_the_same(watched: Path) -> None:
    told = open_desk(watched).get("/api/feeds").json()
    rows = [(row["url"], row["state"], row["failures"], row["waiting"]) for row in told["rows"]]
    assert rows == [(DEAD, "dead", 2, 0), (GOOD, "good", 0, 3)]
    assert told["notes"] == ["dead.example/rss?a=<b> is dead: dead.example answered <404>."]


def test_the_page_is_gone_to_only_where_there_is_a_watch(watched: Path, empty_desk: TestClient) -> None:
    assert 'href="/feeds"' in open_desk(watched).get("/about").text
    assert 'href="/feeds"' not in empty_desk.get("/about").text
    assert "No feed is watched" in empty_desk.get("/feeds").text
    assert empty_desk.get("/api/feeds").json()["rows"] == []


def test_a_state_kept_elsewhere_is_shown_where_the_desk_is_told_of_it(watched: Path, tmp_path: Path) -> None:
    elsewhere = state_beside(watched).rename(tmp_path / "elsewhere.db")
    assert "No feed is watched" in open_desk(watched).get("/feeds").text
    assert "dead.example" in open_desk(watched, state=elsewhere).get("/feeds").text


def test_a_state_that_is_not_there_is_refused_before_the_desk_starts(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no state of a watch at .*typo\.db"):
        make_settings(None, "127.0.0.1", 0, log_in=False, state=tmp_path / "typo.db")


def test_looking_writes_nothing(watched: Path) -> None:
    state = state_beside(watched)
    before = state.read_bytes()
    client = open_desk(watched)
    client.get("/feeds")
    client.get("/api/feeds")
    assert state.read_bytes() == before


def test_a_state_that_cannot_be_read_is_said(watched: Path) -> None:
    state_beside(watched).write_bytes(b"no database, but as long as the head of one is" * 100)
    assert "cannot be opened" in open_desk(watched).get("/feeds").text
