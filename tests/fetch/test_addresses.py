"""Fetching links: nothing but the open web is asked, whatever a name, a redirect or a second answer says."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from communique.errors import CommuniqueError, SourceError, UsageError
from communique.fetch import Fetched, Fetcher, check_link, fetch
from communique.fetch.addresses import Address, PublicOnly, Resolve, is_public

PUBLIC = ipaddress.ip_address("93.184.215.14")
PAGE = {"Content-Type": "text/html"}
Answer = Callable[[httpx.Request], httpx.Response]


def in_thread(call: Callable[[], Fetched | None]) -> Fetched | None:
    """Run where no event loop runs: the browser tests keep one in the main thread."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(call).result()


def get_resolved(link: str, answer: Answer, resolve: Resolve) -> Fetched | None:
    """Fetch a link over a transport that asks no network; no site has a robots.txt."""

    def with_robots(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404) if request.url.path == "/robots.txt" else answer(request)

    async def run() -> Fetched | None:
        async with Fetcher(
            transport=PublicOnly(httpx.MockTransport(with_robots), resolve), pause=0, tries=1
        ) as fetcher:
            return await fetcher.get(link)

    return in_thread(lambda: asyncio.run(run()))


def get(link: str, answer: Answer, hosts: dict[str, list[str]] | None = None) -> Fetched | None:
    """Fetch a link where names lead to `hosts` (else to a public address) and requests get `answer`."""

    async def resolve(host: str) -> list[Address]:
        return [ipaddress.ip_address(said) for said in (hosts or {}).get(host, [str(PUBLIC)])]

    return get_resolved(link, answer, resolve)


def refusal(link: str, answer: Answer, hosts: dict[str, list[str]] | None = None) -> str:
    with pytest.raises(CommuniqueError) as refused:
        get(link, answer, hosts)
    return refused.value.code


def page(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers=PAGE, stream=httpx.ByteStream(b"<p>Hello"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1",
        "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2002:c0a8:101::1", "fe80::1%eth0", "::127.0.0.1",
    ],
)  # fmt: skip
def test_addresses_of_ones_own_network_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_web_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/",
        "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/", "http://0/",
    ],
)  # fmt: skip
def test_every_way_to_write_this_machine_is_refused(link: str) -> None:
    with pytest.raises(SourceError) as refused:
        in_thread(lambda: fetch(link))
    assert refused.value.code in ("link-private", "link-unknown")


@pytest.mark.parametrize(
    "link",
    [
        "", "example.org", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://[::1",
        "https://user:secret@example.org/", "https://example.org:22/", "http://example.org:8420/", "data:text/html,x",
        "https://example.org/" + "x" * 3000, "gopher://example.org/", "https://example.org/\udcff",
    ],
)  # fmt: skip
def test_what_is_no_link_to_a_page_is_refused(link: str) -> None:
    with pytest.raises(UsageError):
        check_link(link)


def test_the_connection_goes_to_the_address_that_was_checked_under_the_hosts_own_name() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return page(request)

    found = get("https://news.example/a?b=1", answer)
    assert found is not None and found.link == "https://news.example/a?b=1" and found.data == b"<p>Hello"
    (request,) = asked
    assert str(request.url) == f"https://{PUBLIC}/a?b=1"
    assert request.headers["host"] == "news.example"
    assert request.extensions["sni_hostname"] == "news.example"


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    assert refusal("https://news.example/", page, hosts={"news.example": [str(PUBLIC), "10.0.0.1"]}) == "link-private"


def test_a_redirect_into_ones_own_network_is_refused() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["host"] == "news.example", "the private host was asked"
        return httpx.Response(302, headers={"Location": "http://inside.example/"})

    assert refusal("https://news.example/", answer, hosts={"inside.example": ["192.168.0.9"]}) == "link-private"
    for target in ("file:///etc/passwd", "http://news.example:6379/", "ftp://news.example/"):
        sent = httpx.Response(302, headers={"Location": target})
        assert refusal("https://news.example/", lambda _, sent=sent: sent) in ("link-invalid", "link-unreachable")


@pytest.mark.parametrize("asked_before", [1, 2, 3])
def test_a_name_that_changes_its_address_is_looked_up_at_every_request(asked_before: int) -> None:
    """The name is looked up for robots.txt, for the page and after each redirect; each time it may have changed."""
    given = iter([[PUBLIC]] * asked_before + [[ipaddress.ip_address("127.0.0.1")]])

    async def resolve(host: str) -> list[Address]:
        return next(given)

    def lead_on(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": "/again"})

    with pytest.raises(SourceError) as refused:
        get_resolved("https://news.example/", lead_on, resolve)
    assert refused.value.code == "link-private"


def test_a_redirect_is_followed_and_its_end_is_told() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/old":
            return httpx.Response(301, headers={"Location": "//www.news.example/new"})
        assert request.headers["host"] == "www.news.example"
        return page(request)

    found = get("http://news.example/old", answer)
    assert found is not None and found.link == "http://www.news.example/new"


def test_a_server_that_breaks_off_is_told() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("connection refused", request=request)

    assert refusal("https://news.example/", answer) == "link-unreachable"
