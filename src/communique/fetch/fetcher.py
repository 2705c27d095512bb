"""The one fetcher of links: for `communique fetch`, for feeds, and for the desk.

In: a link. Out: what it leads to, or a `FetchFailed` that says why not and whether it may do better later. On the way:
only the open web (`addresses.py`), what the site's robots.txt allows, one request at a time and a pause between two to
a host (`pace.py`), at most `SECONDS` for an answer with its redirects, `PAGE_BYTES` unpacked (`body.py`), and `TRIES`
tries where trying again may help, later each time or when the server says. Deliberately missed: pages that only a
script puts together, and log-ins; cookies live for one call.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from communique.acquire.page import PAGE_TYPES, page_suffix, parse_content_type
from communique.errors import UsageError
from communique.fetch.addresses import MOST_ADDRESSES, PublicOnly
from communique.fetch.body import PAGE_BYTES, read_body
from communique.fetch.clock import Clock
from communique.fetch.failure import FetchFailed
from communique.fetch.links import check_link, clean_link, find_canonical
from communique.fetch.pace import PAUSE_SECONDS, Pace
from communique.fetch.robots import ROBOTS_BYTES, Robots

AGENT = "communique"
SECONDS = 30.0  # for one answer, redirects and body included
MOST_REDIRECTS = 5
TRIES = 3
FIRST_WAIT = 2.0  # seconds before the second try, about twice as many before the third
MOST_WAIT = 60.0  # a server that asks for more is left alone; who called may come back
MOST_RETRY_AFTER = 24 * 60 * 60.0  # a server that asks for more is asked again after a day all the same
PASSING = frozenset({408, 425, 429})  # answers that may be others later, as all of 5xx


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with a page, to be asked later whether it is still the same one."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: said for name, said in named.items() if said}


NOTHING = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a link leads to. `link` is where the last redirect led; `is_moved` where all of them were for good."""

    link: str
    data: bytes
    content_type: str
    validators: Validators = NOTHING
    is_moved: bool = False

    @property
    def suffix(self) -> str:
        """How a file of its type is called."""
        return page_suffix(self.link, self.content_type)

    @property
    def canonical(self) -> str:
        """The link by which the page wants to be known."""
        return find_canonical(self.data, self.link) if self.suffix == ".html" else clean_link(self.link)


class Fetcher:
    """Fetches links politely. Use as an async context manager, or `fetch` for a single one.

    `transport` stands in for the network in tests; `contact` is told to servers, so that somebody can be asked.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        contact: str = "",
        pause: float = PAUSE_SECONDS,
        seconds: float = SECONDS,
        tries: int = TRIES,
    ) -> None:
        if contact != (_as_header(contact) or ""):
            raise UsageError("contact-invalid", "The contact has signs that no header holds.", "Use plain letters.")
        self._clock = clock or Clock()
        self._transport = transport or PublicOnly()
        self._agent = f"{AGENT}/{version('communique')}" + (f" (+{contact})" if contact else "")
        self._pause, self._seconds, self._tries = pause, seconds, tries
        # An address that swallows what is sent leaves time to try the next.
        self._timeout = httpx.Timeout(seconds, connect=seconds / MOST_ADDRESSES)
        self._pace = Pace(self._clock)
        self._robots = Robots(self._clock, self._get_robots)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def get(self, link: str, known: Validators = NOTHING, *, any_type: bool = False) -> Fetched | None:
        """Return what a link leads to; None where it is still what `known` came with. Only pages that can be read are
        taken, unless `any_type`."""
        wait = wait_exponential_jitter(multiplier=FIRST_WAIT, max=MOST_WAIT)

        def wait_as_told(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            told = error.retry_after if isinstance(error, FetchFailed) else None
            return wait(state) if told is None else told

        trying = AsyncRetrying(
            stop=stop_after_attempt(self._tries),
            wait=wait_as_told,
            retry=retry_if_exception(_is_worth_another_try),
            sleep=self._clock.sleep,
            reraise=True,
        )
        return await trying(self._follow, link, known, any_type)

    async def _follow(self, link: str, known: Validators, any_type: bool) -> Fetched | None:
        """Follow a link over its redirects, each allowed and in its host's turn, within the time for an answer."""
        left = self._seconds
        is_moved = True
        client = self._make_client(known)
        for hop in range(MOST_REDIRECTS + 1):
            url = check_link(link)
            rules = await self._robots.find(f"{url.scheme}://{url.netloc.decode('ascii')}")
            if not rules.allows(str(url), AGENT):
                raise _refused_by_site(url.host, is_temporary=rules.parsed is None)
            async with self._pace.turn(url.host, max(self._pause, rules.delay(AGENT))):
                begun = asyncio.get_running_loop().time()
                got = await self._ask(client, url, any_type, left)
                left -= asyncio.get_running_loop().time() - begun
            if got is None:
                return None
            if isinstance(got, Fetched):
                return Fetched(got.link, got.data, got.content_type, got.validators, is_moved and hop > 0)
            link, is_lasting = got
            is_moved = is_moved and is_lasting
        raise FetchFailed("link-circles", f"The link leads on more than {MOST_REDIRECTS} times.")

    async def _ask(
        self, client: httpx.AsyncClient, url: httpx.URL, any_type: bool, seconds: float, cut_at: int | None = None
    ) -> Fetched | tuple[str, bool] | None:
        """Ask for one link; return what is there, or (where it leads, whether for good). `cut_at`: so many bytes do."""
        try:
            async with asyncio.timeout(max(seconds, 0.0)), client.stream("GET", url, timeout=self._timeout) as answer:
                if answer.next_request is not None:
                    return str(answer.next_request.url), answer.status_code in (301, 308)
                if answer.status_code == 304 and _asked_whether_changed(answer.request):
                    return None
                self._check(answer, any_type)
                headers = answer.headers
                validators = Validators(_as_header(headers.get("etag")), _as_header(headers.get("last-modified")))
                data = await read_body(answer, cut_at or PAGE_BYTES, is_cut=cut_at is not None)
                return Fetched(str(url), data, headers.get("content-type", ""), validators)
        except TimeoutError as error:
            message = f"{url.host} did not answer in full within {self._seconds:g} seconds."
            raise FetchFailed("link-slow", message, is_temporary=True) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            said = str(error) or type(error).__name__
            message = f"{url.host} could not be read: {said}."
            is_temporary = isinstance(error, httpx.TransportError) and not isinstance(error, httpx.UnsupportedProtocol)
            raise FetchFailed("link-unreachable", message, "Check the link.", is_temporary=is_temporary) from error

    def _check(self, answer: httpx.Response, any_type: bool) -> None:
        """Raise unless an answer is good, and of a type that was asked for."""
        host = answer.url.host
        if answer.status_code != 200:
            said = f"{answer.status_code} {answer.reason_phrase}".strip()
            raise FetchFailed(
                "link-gone" if answer.status_code in (404, 410) else "link-refused",
                f"{host} answered {said}.",
                "Check the link, or open it in a browser and paste its text.",
                is_temporary=answer.status_code in PASSING or answer.status_code >= 500,
                retry_after=_read_retry_after(answer.headers.get("retry-after"), self._clock.now()),
            )
        said = answer.headers.get("content-type", "")
        if not any_type and not page_suffix(str(answer.url), said):
            kind, _ = parse_content_type(said)
            message = f"The link leads to {kind or 'something of no stated type'}, not to a page of text."
            raise FetchFailed("link-type-unknown", message, f"Pages may be {', '.join(PAGE_TYPES)}.")

    async def _get_robots(self, link: str) -> bytes:
        """Return a robots.txt, over redirects, without asking whether that is allowed."""
        client = self._make_client(NOTHING)
        for _ in range(MOST_REDIRECTS + 1):
            try:
                url = check_link(link)
            except UsageError as error:
                raise FetchFailed("link-invalid", error.message) from error
            async with self._pace.turn(url.host, 0.0):
                got = await self._ask(client, url, True, self._seconds, ROBOTS_BYTES)
            if isinstance(got, Fetched):
                return got.data
            assert got is not None, "nothing was known that could be unchanged"
            link, _ = got
        raise FetchFailed("link-circles", "robots.txt leads on for ever.")

    def _make_client(self, known: Validators) -> httpx.AsyncClient:
        """Return a client for one call; the transport outlives it, so it is never closed."""
        headers = {"User-Agent": self._agent, "Accept-Encoding": "gzip", "Accept": "text/html, */*;q=0.5"}
        return httpx.AsyncClient(transport=self._transport, trust_env=False, headers=headers | known.headers())


def fetch(link: str) -> Fetched:
    """Return what a link leads to, for a caller who waits: with the limits of `Fetcher`, and a single try."""

    async def get() -> Fetched | None:
        async with Fetcher(tries=1) as fetcher:
            return await fetcher.get(link)

    fetched = asyncio.run(get())
    assert fetched is not None, "without validators no server may say that nothing changed"
    return fetched


def _is_worth_another_try(error: BaseException) -> bool:
    return isinstance(error, FetchFailed) and error.is_temporary and (error.retry_after or 0.0) <= MOST_WAIT


def _as_header(said: str | None) -> str | None:
    """Return what can be sent in a header, None for what cannot: servers may give what they could not be given."""
    return said if said and said.isascii() and said.isprintable() else None


def _asked_whether_changed(request: httpx.Request) -> bool:
    return any(name in request.headers for name in ("If-None-Match", "If-Modified-Since"))


def _refused_by_site(host: str, *, is_temporary: bool) -> FetchFailed:
    if is_temporary:
        message = f"{host} could not say what programs may read (its robots.txt fails)."
        # Asked again only after a while: `robots.py` remembers the failure as long.
        return FetchFailed("link-disallowed", message, "Try later.", is_temporary=True, retry_after=MOST_WAIT * 10)
    message = f"{host} asks programs not to read this link (its robots.txt)."
    return FetchFailed("link-disallowed", message, "Open it in a browser and paste its text.")


def _read_retry_after(said: str | None, now: datetime) -> float | None:
    """Return the seconds to wait that a `Retry-After` asks for: a number, or a date.

    >>> _read_retry_after("120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    >>> _read_retry_after("Thu, 01 Jan 2026 00:00:30 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    30.0
    """
    if not said:
        return None
    if said.strip().isdecimal():
        return min(float(said.strip()[:9]), MOST_RETRY_AFTER)
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        at = parsedate_to_datetime(said)
        asked = (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds()
        return min(max(0.0, asked), MOST_RETRY_AFTER)
    return None
