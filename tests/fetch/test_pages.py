"""Pages are kept as they came, each once, with what `communique read` needs to read them."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from communique.acquire import acquire
from communique.acquire.page import name_link
from communique.errors import SourceError
from communique.fetch import Fetched, Fetcher, Kept, Pages, Validators, clean_link
from communique.fetch.links import find_canonical
from tests.misbehaving import START, FakeClock, Request, Server, ToLocal, Write, respond

WORDS = "The minister of Genève met the ambassador on Monday and they spoke about trade, water and the border. "
PAGE = f"<html><head><title>They met</title></head><body><article><p>{WORDS * 4}</p></article></body></html>"
LINK = "https://news.example/a"


def fetch(server: Server, pages: Pages, *links: str, clock: FakeClock | None = None, **fields: str) -> list[Kept]:
    clock = clock or FakeClock()

    async def run() -> list[Kept]:
        async with Fetcher(clock, ToLocal(server.port)) as fetcher:
            return [await pages.fetch(fetcher, link, clock, fields) for link in links]

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(run())).result()


def test_a_page_is_kept_byte_for_byte_and_read_from_the_folder(server: Server, tmp_path: Path) -> None:
    server.routes["/a"] = respond(PAGE)
    (kept,) = fetch(server, Pages(tmp_path), f"{LINK}?utm_source=x", published="2026-03-01", outlet="The Example")
    assert kept.path.read_bytes() == PAGE.encode() and kept.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert kept.path.name.startswith(f"20260302T080000Z-{kept.sha256[:16]}-") and kept.path.suffix == ".html"
    (raw,) = acquire([tmp_path])
    assert (raw.id, raw.url, raw.published, raw.outlet) == ("news.example/a", LINK, "2026-03-01", "The Example")
    assert raw.title == "They met" and "Genève" in raw.text and not raw.problems
    told = json.loads(kept.path.with_suffix(".meta.json").read_text(encoding="utf-8"))
    assert told["sha256"] == kept.sha256 and told["fetched_at"] == "2026-03-02T08:00:00+00:00"


def test_the_same_page_is_kept_once_and_a_changed_one_beside_it(server: Server, tmp_path: Path) -> None:
    clock, pages = FakeClock(), Pages(tmp_path)
    server.routes["/a"] = respond(PAGE)
    first, again = fetch(server, pages, LINK, LINK, clock=clock)
    assert first.is_new and not again.is_new and first.path == again.path
    clock.seconds += 60
    server.routes["/a"] = respond(PAGE.replace("They met", "They met again"))
    (changed,) = fetch(server, pages, LINK, clock=clock)
    assert changed.is_new and changed.id == first.id
    assert sorted(tmp_path.glob("*.html")) == [first.path, changed.path], "versions are read in the order they came"


def test_validators_are_sent_and_a_changing_etag_keeps_nothing_twice(server: Server, tmp_path: Path) -> None:
    count = iter(range(100))
    server.routes["/a"] = lambda request, write: write(respond(PAGE, ETag=f'"{next(count)}"'))
    kept = fetch(server, Pages(tmp_path), LINK, LINK, LINK)
    assert [one.is_new for one in kept] == [True, False, False] and len(list(tmp_path.glob("*.html"))) == 1
    sent = [request.headers.get("if-none-match") for request in server.requests if request.path == "/a"]
    assert sent == [None, '"0"', '"1"']


def test_an_unchanged_page_is_the_one_that_was_kept_and_a_lost_file_is_fetched_anew(
    server: Server, tmp_path: Path
) -> None:
    def answer(request: Request, write: Write) -> None:
        is_known = "if-modified-since" in request.headers
        write(respond(status="304 Not Modified") if is_known else respond(PAGE, Last_Modified="yesterday"))

    server.routes["/a"] = answer
    first, again = fetch(server, Pages(tmp_path), LINK, LINK)
    assert again.path == first.path and not again.is_new
    first.path.unlink()
    (anew,) = fetch(server, Pages(tmp_path), LINK)
    assert anew.path.is_file() and anew.is_new


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("text/html; charset=iso-8859-1", "iso-8859-1"),
        ("text/html; charset=iso-8859-1", "utf-8"),  # a server that names its default for every page
        ("text/html; charset=no-such-charset", "utf-8"),
        ("text/html; charset=utf-8", "cp1252"),  # which then is a guess, and told as one
        ("text/html", "utf-16"),
    ],
)
def test_a_wrong_charset_does_not_spoil_the_words(server: Server, tmp_path: Path, header: str, encoding: str) -> None:
    server.routes["/a"] = respond(PAGE.encode(encoding), content_type=header)
    fetch(server, Pages(tmp_path), LINK)
    (raw,) = acquire([tmp_path])
    assert "Genève" in raw.text
    assert [problem.code for problem in raw.problems] == (["encoding-guessed"] if encoding == "cp1252" else [])


@pytest.mark.parametrize("step", ["row", "sidecar", "page"])
def test_a_folder_killed_between_two_steps_is_made_right_by_fetching_again(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    server.routes["/a"] = respond(PAGE, ETag='"1"')
    from communique.fetch import pages as module

    places = {"row": 0, "sidecar": 1, "page": 2}
    written: list[Path] = []
    place = module._place

    def place_until_killed(path: Path, data: bytes) -> None:
        if len(written) == places[step]:
            raise KeyboardInterrupt
        place(path, data)
        written.append(path)

    pages, clock = Pages(tmp_path), FakeClock()
    monkeypatch.setattr(module, "_place", place_until_killed)
    if step != "page":
        with pytest.raises(KeyboardInterrupt):
            pages.keep(LINK, Fetched(LINK, PAGE.encode(), "text/html"), START, {})
    monkeypatch.setattr(module, "_place", place)
    clock.seconds += 60
    (kept,) = fetch(server, pages, LINK, clock=clock)
    assert [raw.id for raw in acquire([tmp_path])] == ["news.example/a"]
    assert list(tmp_path.glob("*.html")) == [kept.path]


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError) as refused:
        Pages(tmp_path / "file").keep(LINK, Fetched(LINK, b"x", "text/html", Validators()), START, {})
    assert refused.value.code == "pages-not-written"


def test_links_db_is_no_report(server: Server, tmp_path: Path) -> None:
    server.routes["/a"] = respond(PAGE)
    fetch(server, Pages(tmp_path), LINK)
    assert sqlite3.connect(tmp_path / "links.db").execute("SELECT count(*) FROM page").fetchone()[0] == 1
    assert len(list(acquire([tmp_path]))) == 1


@pytest.mark.parametrize(
    ("head", "link"),
    [
        ('<link rel="canonical" href="https://www.news.example/b?id=1#x">', "https://www.news.example/b?id=1"),
        ('<LINK HREF="/b" REL="Canonical">', "https://news.example/b"),
        ('<link rel="canonical" href="https://news.example/">', LINK),  # the front page on every article
        ('<link rel="canonical" href="https://other.example/b">', LINK),  # another site's
        ('<link rel="canonical" href="javascript:alert(1)">', LINK),
        ('<link rel="canonical" href="http://[">', LINK),
        ('<link rel="canonical">', LINK),
        ("", LINK),
    ],
)
def test_a_canonical_link_is_believed_where_it_may_be_one(head: str, link: str) -> None:
    assert find_canonical(f"<html><head>{head}</head>".encode(), f"{LINK}?fbclid=2") == link


def test_links_lose_only_what_counts_readers() -> None:
    assert clean_link("https://e.org/a?cid=7&utm_medium=x&source=8&gclid=1#f") == "https://e.org/a?cid=7&source=8"
    assert clean_link("https://e.org/a?utm_source=x") == "https://e.org/a"
    assert name_link("https://e.org/" + "x" * 300) != name_link("https://e.org/" + "x" * 301)
