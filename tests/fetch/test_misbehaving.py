"""What the fetcher makes of servers that misbehave; docs/fetching.md has the table of these with their outcome."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest

from communique.fetch import Fetcher, FetchFailed, Validators
from communique.fetch.body import PAGE_BYTES
from communique.fetch.fetcher import MOST_REDIRECTS, MOST_WAIT, TRIES
from communique.fetch.pace import PAUSE_SECONDS
from tests.fetch.conftest import Get
from tests.misbehaving import FakeClock, Request, Server, ToLocal, Write, respond

PAGE = "<html><p>The ministers met."


def refusal(get: Get, path: str = "/a", **options: object) -> FetchFailed:
    with pytest.raises(FetchFailed) as refused:
        get(path, **options)
    return refused.value


def test_a_good_page_is_fetched_once_after_its_robots(server: Server, get: Get) -> None:
    server.routes["/a"] = respond(PAGE, ETag='"1"')
    got = get("/a")
    assert got is not None and got.data == PAGE.encode() and got.validators == Validators('"1"', None)
    assert server.asked == {"/robots.txt": 1, "/a": 1}
    assert server.requests[-1].headers["user-agent"].startswith("communique/")


def test_a_500_is_tried_again_later_and_the_good_answer_taken(server: Server, get: Get, clock: FakeClock) -> None:
    answers = iter([respond("oops", "500 Internal Server Error"), respond("busy", "503 Busy"), respond(PAGE)])
    server.routes["/a"] = lambda request, write: write(next(answers))
    assert get("/a") is not None
    first, second = (slept for slept in clock.slept if slept > PAUSE_SECONDS)
    assert 2 <= first < 4 <= second < 6


def test_a_server_that_stays_broken_is_left_after_a_few_tries(server: Server, get: Get) -> None:
    server.routes["/a"] = respond("oops", "500 Internal Server Error")
    error = refusal(get)
    assert error.is_temporary and "500" in error.message and server.asked["/a"] == TRIES


def test_a_missing_page_is_not_asked_for_again(server: Server, get: Get) -> None:
    error = refusal(get)
    assert (error.code, error.is_temporary, server.asked["/a"]) == ("link-gone", False, 1)


def test_a_429_is_waited_for_as_long_as_it_says(server: Server, get: Get, clock: FakeClock) -> None:
    answers = iter([respond("slow down", "429 Too Many Requests", Retry_After="17"), respond(PAGE)])
    server.routes["/a"] = lambda request, write: write(next(answers))
    assert get("/a") is not None
    assert 17.0 in clock.slept


def test_a_429_that_asks_for_too_long_is_left_with_the_time_to_come_back(server: Server, get: Get) -> None:
    server.routes["/a"] = respond("go away", "429 Too Many Requests", Retry_After="Mon, 02 Mar 2026 09:00:00 GMT")
    error = refusal(get)
    assert error.is_temporary and server.asked["/a"] == 1
    assert error.retry_after is not None and 3590 < error.retry_after <= 3600 and error.retry_after > MOST_WAIT


def test_a_circle_of_redirects_ends(server: Server, get: Get) -> None:
    server.routes["/a"] = respond(status="302 Found", Location="/b")
    server.routes["/b"] = respond(status="302 Found", Location="/a")
    assert refusal(get).code == "link-circles"
    assert server.asked["/a"] + server.asked["/b"] == MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    ("target", "code"),
    [("file:///etc/passwd", "link"), ("http://news.example:6379/", "link-invalid"), ("http://[", "link")],
)
def test_a_redirect_that_leads_off_the_web_is_refused(server: Server, get: Get, target: str, code: str) -> None:
    from communique.errors import CommuniqueError

    server.routes["/a"] = respond(status="302 Found", Location=target)
    with pytest.raises(CommuniqueError) as refused:
        get("/a")
    assert refused.value.code.startswith(code)


def test_redirects_for_good_are_told(server: Server, get: Get) -> None:
    server.routes["/a"] = respond(status="301 Moved Permanently", Location="https://www.news.example/b")
    server.routes["/b"] = respond(PAGE)
    got = get("/a")
    assert got is not None and got.is_moved and got.link == "https://www.news.example/b"
    server.routes["/a"] = respond(status="302 Found", Location="/b")
    got = get("/a")
    assert got is not None and not got.is_moved


def test_a_body_cut_short_is_no_page(server: Server, get: Get) -> None:
    server.routes["/a"] = respond(PAGE, content_length=5000)
    error = refusal(get)
    assert error.is_temporary and server.asked["/a"] == TRIES
    whole = gzip.compress(PAGE.encode() * 50)
    server.routes["/b"] = respond(whole[:-9], Content_Encoding="gzip")
    assert refusal(get, "/b").code == "link-broken"


def test_a_content_length_that_lies_ends_in_an_error_or_in_what_it_says(server: Server, get: Get) -> None:
    server.routes["/small"] = respond(PAGE, content_length=10)
    got = get("/small")
    assert got is not None and got.data == PAGE.encode()[:10], "HTTP knows no more than the stated length"
    server.routes["/huge"] = respond(PAGE, content_length=10**15)
    assert refusal(get, "/huge").code == "link-too-large"
    server.routes["/none"] = respond(PAGE, content_length="many")
    assert refusal(get, "/none").is_temporary


def test_a_gzip_bomb_ends_at_the_limit(server: Server, get: Get) -> None:
    bomb = gzip.compress(bytes(PAGE_BYTES + 1))
    assert len(bomb) < 20_000
    server.routes["/a"] = respond(bomb, Content_Encoding="gzip")
    assert refusal(get).code == "link-too-large"
    server.routes["/b"] = respond(gzip.compress(bomb), Content_Encoding="gzip, gzip")
    assert refusal(get, "/b").code == "link-packed"
    server.routes["/c"] = respond(b"\x00" * 100, Content_Encoding="gzip")
    assert refusal(get, "/c").code == "link-broken"


def test_an_endless_page_ends_at_the_limit(server: Server, get: Get) -> None:
    def pour(request: Request, write: Write) -> None:
        write(respond(content_length=None))
        while not server.stopping.is_set():
            write(b"x" * 500_000)

    server.routes["/a"] = pour
    assert refusal(get).code == "link-too-large"


def test_a_server_that_drips_is_left_after_the_time_in_all(server: Server, get: Get) -> None:
    def drip(request: Request, write: Write) -> None:
        write(b"HTTP/1.1 200 OK\r\n")
        while not server.stopping.wait(0.02):
            write(b"X: y\r\n")

    server.routes["/a"] = drip
    error = refusal(get, seconds=0.2)  # the server would drip until it is stopped, at the end of the test
    assert error.code == "link-slow" and error.is_temporary


def test_what_robots_disallow_is_not_asked_for(server: Server, get: Get) -> None:
    server.routes["/robots.txt"] = respond("User-agent: *\nDisallow: /private\n", content_type="text/plain")
    server.routes["/private/a"] = server.routes["/a"] = respond(PAGE)
    assert refusal(get, "/private/a").code == "link-disallowed"
    assert not server.asked["/private/a"]
    assert get("/a") is not None


def test_a_redirect_is_held_against_the_robots_of_where_it_leads(server: Server, get: Get) -> None:
    server.routes["/a"] = respond(status="302 Found", Location="https://other.example/b")
    server.routes["other.example/robots.txt"] = respond("User-agent: communique\nDisallow: /\n")
    assert refusal(get).code == "link-disallowed" and not server.asked["/b"]


def test_robots_that_fail_allow_nothing_for_now(server: Server, get: Get) -> None:
    server.routes["/robots.txt"] = respond("oops", "503 Busy")
    server.routes["/a"] = respond(PAGE)
    error = refusal(get)
    assert error.code == "link-disallowed" and error.is_temporary and not server.asked["/a"]


def test_a_site_is_asked_for_its_robots_once_however_many_links_wait(server: Server, clock: FakeClock) -> None:
    paths = [f"/{number}" for number in range(5)]
    server.routes.update(dict.fromkeys(paths, respond(PAGE)))

    async def run() -> None:
        async with Fetcher(clock, ToLocal(server.port)) as fetcher:
            await asyncio.gather(*(fetcher.get(f"https://news.example{path}") for path in paths))

    with ThreadPoolExecutor(1) as threads:
        threads.submit(lambda: asyncio.run(run())).result()
    assert server.asked == {"/robots.txt": 1, **dict.fromkeys(paths, 1)}


def test_requests_to_one_host_keep_the_pause_it_asks_for(server: Server, get: Get, clock: FakeClock) -> None:
    server.routes["/robots.txt"] = respond("User-agent: *\nCrawl-delay: 7\n")
    for path in ("/a", "/b", "/c"):
        server.routes[path] = respond(PAGE)
    get("/a", "/b", "/c")
    assert clock.slept == [7.0, 7.0]
    clock.slept.clear()
    get("https://one.example/a", "https://two.example/b")
    assert clock.slept == [], "another host need not wait"


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, get: Get) -> None:
    def answer(request: Request, write: Write) -> None:
        is_known = request.headers.get("if-none-match") == '"1"'
        write(respond(status="304 Not Modified") if is_known else respond(PAGE, ETag='"1"'))

    server.routes["/a"] = answer
    assert get("/a", known=Validators('"1"')) is None
    assert get("/a", known=Validators('"0"')) is not None
    server.routes["/b"] = respond(status="304 Not Modified")
    assert refusal(get, "/b").code == "link-refused", "nobody asked whether it changed"


def test_an_etag_that_no_header_can_hold_is_none(server: Server, get: Get) -> None:
    server.routes["/a"] = respond(PAGE, ETag='"é"', Last_Modified="Mon, 02 Mar 2026 08:00:00 GMT")
    got = get("/a")
    assert got is not None and got.validators == Validators(None, "Mon, 02 Mar 2026 08:00:00 GMT")


def test_only_pages_are_taken(server: Server, get: Get) -> None:
    server.routes["/a"] = respond(b"x", content_type="image/png")
    server.routes["/b"] = respond(b"x", content_type=None)
    assert refusal(get).code == refusal(get, "/b").code == "link-type-unknown"
    assert get("/a", any_type=True) is not None


def test_headers_without_end_are_refused(server: Server, get: Get) -> None:
    server.routes["/a"] = b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000
    assert refusal(get).code == "link-unreachable"
    server.routes["/b"] = b"\x00\x01 no HTTP at all"
    assert refusal(get, "/b").code == "link-unreachable"
