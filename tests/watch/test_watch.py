"""A watch reads every article once, loses none, and says how each feed fares."""

from __future__ import annotations

import json
import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from communique.cli import app
from communique.errors import NotFound, RegisterError
from communique.watch import FeedSettings, Places, State, WatchSettings, list_health, list_known_health
from communique.watch.schedule import DEAD_FAILURES, GIVE_UP_AFTER, MOST_BACKOFF
from tests.misbehaving import Request, Write, respond
from tests.patience import measure
from tests.watch.conftest import FEED, Desk, item

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_new_articles_are_read_once_however_often_the_feed_is_polled(desk: Desk) -> None:
    desk.feed(item("a", "<pubDate>Sun, 01 Mar 2026 23:30:00 +0500</pubDate>"), item("b"))
    desk.article("/a", "The ministers met on Sunday.")
    desk.article("/b", "They agreed on trade.")
    for _ in range(3):
        desk.run(later=HOUR)
    desk.feed(item("c"), item("b"), item("a"))
    desk.article("/c", "They will meet again.")
    desk.run(later=HOUR)
    assert [text for _, _, text in desk.reports()] == [
        "The ministers met on Sunday.", "They agreed on trade.", "They will meet again."
    ]  # fmt: skip
    assert [desk.server.asked[path] for path in ("/rss", "/a", "/b", "/c")] == [4, 1, 1, 1]
    assert len(desk.worker.coded) == 3


def test_the_day_title_and_outlet_of_the_feed_are_those_of_the_report(desk: Desk) -> None:
    desk.feed(item("a", "<pubDate>Sun, 01 Mar 2026 01:30:00 +0500</pubDate>"))
    desk.article("/a", "The ministers met.")
    desk.run()
    with sqlite3.connect(desk.places.register) as db:
        row = db.execute("SELECT id, title, outlet, published, url FROM report").fetchone()
    assert row == ("news.example/a", "Title a", "The Example", "2026-03-01", "https://news.example/a")


def test_an_item_that_is_updated_is_fetched_again_and_becomes_a_version(desk: Desk) -> None:
    stamp = '<updated xmlns="http://www.w3.org/2005/Atom">2026-03-0{}T08:00:00Z</updated>'
    desk.feed(item("a", stamp.format(1)))
    desk.article("/a", "Two people were killed.")
    desk.run()
    desk.article("/a", "Three people were killed.")
    desk.run(later=HOUR)
    assert desk.server.asked["/a"] == 1, "nothing says that it changed"
    desk.feed(item("a", stamp.format(2)))
    desk.run(later=HOUR)
    assert [(id, version) for id, version, _ in desk.reports()] == [("news.example/a", 1), ("news.example/a", 2)]


def test_duplicate_guids_lose_no_article(desk: Desk) -> None:
    names = ("a", "b", "c")
    desk.feed(*(item(name).replace(f"<guid>{name}", "<guid>same") for name in names))
    for name in names:
        desk.article(f"/{name}", f"Article {name} of this morning.")
    desk.run()
    assert len(desk.reports()) == 3


def test_links_that_change_at_every_poll_are_the_same_item_by_guid_and_title(desk: Desk) -> None:
    for number in range(3):
        desk.feed(item("a").replace("/a<", f"/a?sid={number}<"))
        desk.article(f"/a?sid={number}", "The ministers met.")
        desk.run(later=HOUR)
    assert len(desk.reports()) == 1 and sum(desk.server.asked[f"/a?sid={n}"] for n in range(3)) == 1


def test_one_text_under_two_links_of_a_site_is_read_once_and_of_two_sites_twice(desk: Desk) -> None:
    desk.feed(item("a"), item("b"), item("c").replace("news.example/c", "other.example/c"))
    for path in ("/a", "/b", "/c"):
        desk.article(path, "The very same words.")
    desk.run()
    assert [id for id, _, _ in desk.reports()] == ["news.example/a", "other.example/c"]
    assert [state for state, _ in desk.items()] == ["read", "same", "read"]


def test_one_canonical_link_for_all_pages_loses_none(desk: Desk) -> None:
    page = (
        '<html><head><link rel="canonical" href="https://news.example/all"></head><body><article><p>{}</p></article>'
        "</body></html>"
    )
    desk.feed(item("a"), item("b"))
    for name in ("a", "b"):
        words = f"Minister {name} met the ambassador, and they spoke about trade and the border for an hour. " * 5
        desk.server.routes[f"/{name}"] = respond(page.format(words))
    desk.run()
    assert [(id, version) for id, version, _ in desk.reports()] == [("news.example/all", 1), ("news.example/b", 1)]


def test_one_canonical_link_and_title_is_one_article_in_whatever_form(desk: Desk) -> None:
    head = '<html><head><link rel="canonical" href="https://news.example/a"></head><body><article><p>'
    words = "The minister met the ambassador, and they spoke about trade and the border for an hour. " * 5
    desk.feed(item("a"), item("amp-a").replace("Title amp-a", "Title a"))
    desk.server.routes["/a"] = respond(f"{head}{words}</p></article></body></html>")
    desk.server.routes["/amp-a"] = respond(f"{head}{words}Share this.</p></article></body></html>")
    desk.run()
    assert [state for state, _ in desk.items()] == ["read", "same"] and len(desk.reports()) == 1


def test_a_feed_that_asks_for_patience_is_polled_when_it_says(desk: Desk) -> None:
    desk.server.routes["/rss"] = respond("later", "429 Too Many Requests", Retry_After="21600")
    desk.run()
    with desk.state() as state:
        assert state.get_course(FEED, desk.clock.now()).next_at - desk.clock.now() == timedelta(hours=6)


def test_a_feed_of_10_000_items_is_kept_whole_and_worked_off_by_and_by(desk: Desk) -> None:
    desk.feed(*(item(f"n{number}") for number in range(10_000)))
    desk.server.routes["/n0"] = respond("One.", content_type="text/plain")
    watcher = desk.make()

    class Enough(Exception):
        pass

    async def stop(*_: object) -> bool:
        raise Enough

    watcher._read_some = stop  # type: ignore[method-assign]

    def watch() -> None:
        with ThreadPoolExecutor(1) as threads, pytest.raises(Enough):
            threads.submit(lambda: watcher.watch(once=True)).result()

    _, cost = measure(watch)
    assert cost < 600
    assert [state for state, _ in desk.items()] == ["waiting"] * 10_000
    with desk.state() as state:
        assert len(state.find_due("waiting", desk.clock.now(), 20, 5)) == 5, "one feed has no more than its turn"


def test_a_page_that_fails_is_tried_again_until_it_comes(desk: Desk) -> None:
    desk.feed(item("a"))
    desk.server.routes["/a"] = respond("oops", "500 Internal Server Error")
    desk.run()
    assert desk.reports() == [] and desk.items()[0][0] == "waiting"
    desk.article("/a", "The ministers met.")
    desk.run()
    assert desk.reports() == [], "its time has not come"
    desk.run(later=HOUR)
    assert len(desk.reports()) == 1


def test_what_cannot_be_had_is_left_and_said(desk: Desk) -> None:
    desk.feed(
        item("gone"), item("x").replace("https://news.example/x", "ftp://news.example/x"),
        "<title>No link</title><guid>none</guid>", item("empty"), item("broken"),
    )  # fmt: skip
    desk.article("/empty", "   ")
    desk.server.routes["/broken"] = respond("oops", "500 Internal Server Error")
    desk.run()
    desk.run(later=GIVE_UP_AFTER + DAY)
    states = desk.items()
    assert [state for state, _ in states] == ["left"] * 5 and all(error for _, error in states), states
    with desk.state() as state:
        (row,) = list_health(desk.settings, state, desk.clock.now()).rows
    assert row["left"] == 5 and row["left_because"] and row["articles"] == 0


def test_a_page_that_is_not_there_yet_is_read_when_it_is(desk: Desk) -> None:
    desk.feed(item("a"))
    desk.run()
    desk.article("/a", "The ministers met.")
    desk.run(later=HOUR)
    assert len(desk.reports()) == 1


def test_a_full_disk_loses_no_article(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    desk.feed(item("a"))
    desk.article("/a", "The ministers met.")
    with monkeypatch.context() as patch:
        patch.setattr("communique.fetch.pages._place", fail)
        desk.run()
    assert [state for state, _ in desk.items()] == ["waiting"]
    desk.run(later=GIVE_UP_AFTER + DAY)
    assert len(desk.reports()) == 1


def test_a_feed_can_give_the_text_itself(desk: Desk) -> None:
    desk.settings = replace(desk.settings, feeds=(FeedSettings("The Example", FEED, text="feed"),))
    desk.feed(item("a", "<description>The ministers &lt;b&gt;met&lt;/b&gt; and agreed on trade.</description>"))
    desk.run()
    desk.run(later=HOUR)
    assert [(id, text) for id, _, text in desk.reports()] == [
        ("news.example/a", "The ministers met and agreed on trade.")
    ]
    assert not desk.server.asked["/a"]


def test_items_without_a_link_are_reports_of_their_own(desk: Desk) -> None:
    texts = ("The ministers met on Sunday.", "They agreed on trade.")
    items = [
        f"<title>T</title><guid isPermaLink='false'>g{n}</guid><content:encoded>{text}</content:encoded>"
        for n, text in enumerate(texts)
    ]
    desk.feed(*items)
    xml = desk.server.routes["/rss"]
    assert isinstance(xml, bytes)
    spaced = xml.split(b"\r\n\r\n", 1)[1].replace(
        b"<rss ", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    )
    desk.server.routes["/rss"] = respond(spaced, content_type="application/rss+xml")
    for _ in range(2):
        desk.run(later=HOUR)
    assert [(text, version) for _, version, text in desk.reports()] == [(text, 1) for text in texts]
    with sqlite3.connect(desk.places.register) as db:
        assert {row[0] for row in db.execute("SELECT url FROM report")} == {FEED}, "no link is made up"


def test_an_unchanged_feed_is_not_sent_again(desk: Desk) -> None:
    desk.feed(item("a"), ETag='"1"')
    desk.article("/a", "The ministers met.")
    whole = desk.server.routes["/rss"]

    def answer(request: Request, write: Write) -> None:
        assert isinstance(whole, bytes)
        write(respond(status="304 Not Modified") if request.headers.get("if-none-match") == '"1"' else whole)

    desk.server.routes["/rss"] = answer
    desk.run()
    desk.run(later=HOUR)
    with desk.state() as state:
        course = state.get_course(FEED, desk.clock.now())
    assert course.failures == 0 and course.succeeded_at == desk.clock.now() and len(desk.reports()) == 1


@pytest.mark.parametrize(
    "answer",
    [
        respond("oops", "500 Internal Server Error"),
        respond("<html><p>Log in first"),
        respond("<rss><channel><item><title>cut", content_length=5000),
        respond(status="302 Found", Location="/rss"),
        respond("", content_type="application/rss+xml"),
        respond('<?xml version="1.0" encoding="utf\0-8"?><rss><channel>'),  # the library raises an error of Python's
    ],
)
def test_a_feed_that_fails_is_told_and_polled_later_each_time(desk: Desk, answer: bytes) -> None:
    desk.server.routes["/rss"] = answer
    waits = []
    for _ in range(4):
        desk.run(later=HOUR)
        with desk.state() as state:
            course = state.get_course(FEED, desk.clock.now())
            (row,) = list_health(desk.settings, state, desk.clock.now()).rows
        waits.append(course.next_at - desk.clock.now())
        assert row["state"] == "failing" and row["error"] and row["last_success"] is None
        assert "defect" not in row["error"]
    assert waits == sorted(waits) and timedelta(minutes=27) <= waits[0] < waits[-1] < 2 * MOST_BACKOFF
    with desk.state() as state:
        (known,) = list_known_health(state).rows
    assert known == row and known["feed"] == desk.settings.feeds[0].name
    desk.feed()
    desk.run(later=HOUR)
    with desk.state() as state:
        assert list_health(desk.settings, state, desk.clock.now()).rows[0]["state"] == "good"


def test_a_dead_feed_is_said_once_and_lives_again(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.feed()
    desk.run()
    del desk.server.routes["/rss"]
    caplog.set_level(logging.INFO, "communique.watch")
    for _ in range(DEAD_FAILURES + 4):
        desk.run(later=DAY)
    assert len([record for record in caplog.records if "is dead" in record.message]) == 1
    with desk.state() as state:
        table = list_health(desk.settings, state, desk.clock.now())
    assert table.rows[0]["state"] == "dead" and "404" in table.notes[0]
    desk.feed()
    desk.run(later=DAY)
    with desk.state() as state:
        assert list_health(desk.settings, state, desk.clock.now()).rows[0]["state"] == "good"


def test_one_bad_feed_keeps_no_other_from_being_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.watch import polling

    others = (FeedSettings("Bad", "https://bad.example/bad"), FeedSettings("Evil", "https://evil.example/evil"))
    desk.settings = replace(desk.settings, feeds=(*others, *desk.settings.feeds))
    desk.server.routes["/evil"] = respond("<rss>crash</rss>", content_type="application/rss+xml")
    desk.feed(item("a"))
    desk.article("/a", "The ministers met.")
    parse = polling.parse_feed

    def crash(data: bytes) -> object:
        if b"crash" in data:
            raise ZeroDivisionError
        return parse(data)

    monkeypatch.setattr(polling, "parse_feed", crash)
    desk.run()
    assert len(desk.reports()) == 1
    with desk.state() as state:
        states = [row["state"] for row in list_health(desk.settings, state, desk.clock.now()).rows]
    assert states == ["failing", "failing", "good"]


def test_a_report_that_breaks_the_coder_is_left_and_the_others_are_read(desk: Desk) -> None:
    code = desk.worker.code

    def fail(raw):  # type: ignore[no-untyped-def]
        if raw.id.endswith("/a"):
            raise ZeroDivisionError
        return code(raw)

    desk.worker.code = fail  # type: ignore[method-assign]
    desk.feed(item("a"), item("b"))
    desk.article("/a", "The ministers met.")
    desk.article("/b", "They agreed.")
    desk.run()
    assert [state for state, _ in desk.items()] == ["left", "read"]


def test_the_state_of_another_register_is_refused(desk: Desk) -> None:
    desk.feed()
    desk.run()
    with pytest.raises(RegisterError) as refused:
        State(desk.places.state, "elsewhere.db")
    assert refused.value.code == "state-of-another"


def test_a_register_and_its_state_may_be_moved_together_and_named_from_anywhere(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.feed()
    desk.run()
    (tmp_path / "other").mkdir()
    for file in (desk.places.register, desk.places.state):
        file.rename(tmp_path / "other" / file.name)
    monkeypatch.chdir(tmp_path / "other")
    desk.places = Places(Path("r.db"), Path("r.watch.db"), Path("r.pages"))
    desk.run()
    desk.places = Places(tmp_path / "another.db", Path("r.watch.db"), Path("r.pages"))
    with pytest.raises(RegisterError) as refused:
        desk.run()
    assert refused.value.code == "state-of-another"


def test_two_watches_do_not_share_a_state(desk: Desk) -> None:
    from filelock import FileLock

    desk.feed()
    with FileLock(desk.places.state.with_suffix(".lock")), pytest.raises(RegisterError) as refused:
        desk.run()
    assert refused.value.code == "watch-running"


def test_health_of_a_feed_never_polled_is_new(desk: Desk) -> None:
    settings = WatchSettings((FeedSettings("Later", "https://later.example/rss"),))
    with desk.state() as state:
        (row,) = list_health(settings, state, desk.clock.now()).rows
    assert (row["state"], row["articles"], row["next_poll"]) == ("new", 0, None)


def test_the_command_shows_health_and_ends_with_1_for_a_dead_feed(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*options: str) -> int:
        command = ["watch", str(feeds), "--health", "--register", str(desk.places.register), *options]
        return int(app(command, standalone_mode=False))

    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[[feed]]\nname = "The Example"\nurl = "{FEED}"\n', encoding="utf-8")
    with pytest.raises(NotFound):
        run()
    desk.feed(item("a"))
    desk.article("/a", "The ministers met.")
    desk.run()
    assert run("--json") == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert (row["feed"], row["state"], row["articles"]) == ("The Example", "good", 1)
    del desk.server.routes["/rss"]
    for _ in range(DEAD_FAILURES + 3):
        desk.run(later=2 * DAY)
    assert run() == 1 and "dead" in capsys.readouterr().out
