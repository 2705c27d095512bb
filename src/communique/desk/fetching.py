"""Fetch what a link leads to, from the open web only.

A desk stands inside somebody's network, and a link may be anybody's: so nothing of that network is asked. Every name is
looked up once, all its addresses must be public, and the connection goes to an address that was checked (a second
answer of the name server changes nothing); each redirect is a new link. Limits: `SECONDS` in all, `MOST_REDIRECTS`,
`PAGE_BYTES` unpacked, types of `PAGE_TYPES`, ports of the web. Proxies of the environment are not used: behind one the
address could not be checked. Deliberately missed: pages that only a script puts together, and log-ins.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import version

import httpx

from communique.desk.uploads import PAGE_TYPES, parse_content_type
from communique.errors import SourceError, UsageError

SECONDS = 30.0
MOST_REDIRECTS = 5
PAGE_BYTES = 10_000_000  # as `acquire/html.py` takes characters; a press page has 0.1 MB
MOST_ADDRESSES = 4  # that are tried, one after another
LINK_CHARS = 2_000
PORTS = frozenset({None, 80, 443})
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str], Awaitable[list[Address]]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """`link` is where the last redirect led."""

    link: str
    data: bytes
    content_type: str


def fetch(link: str) -> Fetched:
    """Return what a link leads to."""
    return asyncio.run(fetch_with(link, PublicOnly(httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=1)))))


async def fetch_with(link: str, transport: httpx.AsyncBaseTransport, seconds: float = SECONDS) -> Fetched:
    """Return what a link leads to over a transport."""
    headers = {"User-Agent": f"communique/{version('communique')}", "Accept": ", ".join(PAGE_TYPES)}
    client = httpx.AsyncClient(transport=transport, trust_env=False, headers=headers, timeout=seconds)
    host = check_link(link).host
    try:
        async with asyncio.timeout(seconds), client:
            for _ in range(MOST_REDIRECTS + 1):
                url = check_link(link)
                host = url.host
                async with client.stream("GET", url) as answer:
                    if answer.next_request is None:
                        return Fetched(link, await _read(answer), answer.headers.get("content-type", ""))
                    link = str(answer.next_request.url)
    except TimeoutError as error:
        raise SourceError("link-slow", f"{host} did not answer in full within {seconds:g} seconds.") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        said = str(error) or type(error).__name__
        raise SourceError("link-unreachable", f"{host} could not be read: {said}.", "Check the link.") from error
    raise SourceError("link-circles", f"The link leads on more than {MOST_REDIRECTS} times.")


def check_link(link: str) -> httpx.URL:
    """Return a link that leads to the web, parsed."""
    hint = "A link begins with https:// or http:// and has no password or unusual port."
    try:
        url = httpx.URL(link.strip()) if len(link) <= LINK_CHARS else httpx.URL("")
    except httpx.InvalidURL as error:
        raise UsageError("link-invalid", f"“{link[:80]}” is no link.", hint) from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo or url.port not in PORTS:
        raise UsageError("link-invalid", f"“{link[:80]}” is no link to a page of the web.", hint)
    return url


async def _read(answer: httpx.Response) -> bytes:
    """Return the body of an answer that is a page, as far as it may be long."""
    if answer.status_code != 200:
        said = f"{answer.status_code} {answer.reason_phrase}".strip()
        hint = "Open it in a browser and paste its text."
        raise SourceError("link-refused", f"{answer.url.host} answered {said}.", hint)
    kind, _ = parse_content_type(answer.headers.get("content-type", ""))
    if kind not in PAGE_TYPES:
        message = f"The link leads to {kind or 'something of no stated type'}, not to a page of text."
        raise SourceError("link-type-unknown", message, f"Pages may be {', '.join(PAGE_TYPES)}.")
    body = bytearray()
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > PAGE_BYTES:
            raise SourceError("link-too-large", f"The page has more than {PAGE_BYTES / 1e6:g} MB.", "Paste its text.")
    return bytes(body)


class PublicOnly(httpx.AsyncBaseTransport):
    """Sends each request to a public address of its host that was looked up for this request, and to no other."""

    def __init__(self, inner: httpx.AsyncBaseTransport, resolve: Resolve | None = None) -> None:
        self._inner = inner
        self._resolve = resolve or find_addresses

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        addresses = await self._resolve(host)
        if not addresses or not all(map(is_public, addresses)):
            raise SourceError(
                "link-private", f"{host} is not an address of the open web.", "Save the page and upload the file."
            )
        failed: httpx.ConnectError | None = None
        for address in addresses[:MOST_ADDRESSES]:
            try:
                return await self._inner.handle_async_request(_pin(request, address))
            except httpx.ConnectError as error:
                failed = error
        assert failed is not None, "there is an address, and it answered or failed"
        raise failed

    async def aclose(self) -> None:
        await self._inner.aclose()


def _pin(request: httpx.Request, address: Address) -> httpx.Request:
    """Return a request to an address; its `Host` header and its certificate stay those of the name."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )


async def find_addresses(host: str) -> list[Address]:
    """Return all addresses of a host, each once."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError("link-unknown", f"There is no host {host[:80]} that could be found.") from error
    return list(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found))


def is_public(address: Address) -> bool:
    """True for an address of the open web; one that carries another one in it must carry a public one.

    >>> is_public(ipaddress.ip_address("93.184.215.14")), is_public(ipaddress.ip_address("::ffff:10.0.0.1"))
    (True, False)
    """
    return all(
        each.is_global and not (each.is_multicast or each.is_reserved or getattr(each, "is_site_local", False))
        for each in (_carried(address) or (address,))
    )


def _carried(address: Address) -> tuple[Address, ...]:
    """Return the IPv4 addresses that an IPv6 address stands for, with itself where it is one of its own right."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    carried = [part for part in (address.sixtofour, *(address.teredo or ())) if part]
    return (address, *carried) if carried else ()

