"""Requests that change something must come from the desk's own pages (no cross-site request forgery).

Browsers say where a request comes from: in `Sec-Fetch-Site`, and in `Origin` on every one that is not a plain read.
A request that changes something and comes from another site is refused, with or without accounts (a page elsewhere can
reach a desk on localhost too). What sends neither header is no browser and carries nobody's cookie by accident.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.desk.failures import Failure, to_response

READING = frozenset({"GET", "HEAD", "OPTIONS"})
OWN = frozenset({"same-origin", "none"})


class OwnOrigin:
    """Lets requests through that only read, or that come from the desk itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in READING or is_own(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        failure = Failure(403, "cross-site", "This was asked for by another site.", "Use the desk's own pages.")
        await to_response(scope, failure)(scope, receive, send)


def is_own(headers: Headers) -> bool:
    """True when the headers of a request name no other origin than the one it is sent to."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
