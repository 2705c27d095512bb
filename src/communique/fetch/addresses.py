"""Only the open web is asked: a transport that looks a host up, checks its addresses, and connects to one of these.

A desk stands inside somebody's network, and a link may be anybody's: so nothing of that network is asked. Every name is
looked up for each request, all its addresses must be public, and the connection goes to an address that was checked (a
second answer of the name server changes nothing); each redirect is a request of its own. Proxies of the environment are
not used: behind one the address could not be checked.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable

import httpx

from communique.fetch.failure import FetchFailed

MOST_ADDRESSES = 4  # that are tried, one after another
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str], Awaitable[list[Address]]]


class PublicOnly(httpx.AsyncBaseTransport):
    """Sends each request to a public address of its host that was looked up for this request, and to no other."""

    def __init__(self, inner: httpx.AsyncBaseTransport | None = None, resolve: Resolve | None = None) -> None:
        # No connection is used twice: one to an address was checked for the name it was opened under, and no other.
        self._inner = inner or httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
        self._resolve = resolve or find_addresses

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        addresses = await self._resolve(host)
        if not addresses or not all(map(is_public, addresses)):
            message = f"{host} is not an address of the open web."
            raise FetchFailed("link-private", message, "Save the page and upload the file.")
        failed: httpx.ConnectError | httpx.ConnectTimeout | None = None
        for address in addresses[:MOST_ADDRESSES]:
            try:
                return await self._inner.handle_async_request(_pin(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
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
        is_temporary = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        message = f"There is no host {host[:80]} that could be found."
        raise FetchFailed("link-unknown", message, is_temporary=is_temporary) from error
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
