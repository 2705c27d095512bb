"""A server on this machine that does what servers should not, and a clock that does not wait.

In production nothing reaches this machine (`fetch/addresses.py`); tests hand the fetcher a transport that leads every
host to the server. Answers are written as bytes on the socket, so that no library makes them right.
"""

from __future__ import annotations

import asyncio
import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from communique.fetch.clock import Clock

Write = Callable[[bytes], None]
Answer = Callable[["Request", Write], None]
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Request:
    """What was asked for: host, path with query, and headers in small letters."""

    def __init__(self, head: bytes) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        self.path = first.split(" ")[1]
        self.headers = {name.lower(): said.strip() for name, _, said in (line.partition(":") for line in lines)}
        self.host = self.headers.get("host", "")


def respond(body: bytes | str = b"", status: str = "200 OK", **headers: Any) -> bytes:
    """Return an answer; `content_length=None` leaves that header out."""
    data = body.encode() if isinstance(body, str) else body
    said = {"content_type": "text/html", "content_length": len(data)} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in said.items() if value is not None]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "Connection: close", "", ""]).encode() + data


class Server:
    """Answers by `routes`: a path (or host and path) to bytes, or to what writes them. Counts what was asked."""

    def __init__(self) -> None:
        self.routes: dict[str, bytes | Answer] = {}
        self.asked: Counter[str] = Counter()
        self.requests: list[Request] = []
        self.stopping = threading.Event()
        server = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                head = b""
                while b"\r\n\r\n" not in head:
                    part = self.request.recv(4096)
                    if not part:
                        return
                    head += part
                request = Request(head.split(b"\r\n\r\n")[0])
                server.asked[request.path] += 1
                server.requests.append(request)
                answer = server.routes.get(request.host + request.path, server.routes.get(request.path))
                try:
                    if answer is None:
                        self.request.sendall(respond("nothing here", "404 Not Found"))
                    elif isinstance(answer, bytes):
                        self.request.sendall(answer)
                    else:
                        answer(request, self.request.sendall)
                except OSError:
                    pass  # the client went away

        class Threads(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            request_queue_size = 64

        self._server = Threads(("127.0.0.1", 0), Handler)
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def running() -> Iterator[Server]:
    server = Server()
    try:
        yield server
    finally:
        server.close()


class ToLocal(httpx.AsyncBaseTransport):
    """Leads every host to a port of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(limits=limits, verify=False)  # it speaks no TLS: spares loading roots

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return await self._inner.handle_async_request(
            httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
        )

    async def aclose(self) -> None:
        await self._inner.aclose()


class FakeClock(Clock):
    """Time passes only by sleeping; `slept` says for how long each time."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)
