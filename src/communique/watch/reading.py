"""An item on its way into the register: its page fetched, the page's report coded, the report added.

Nothing is read twice. The same link or guid is the same item already (`state.py`); here the same text from the same
site is, and the same title under the same canonical link. A canonical link that two titles claim is believed for the
first of them only: sites that name one page on all would lose all but the last.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

import httpx

from communique.acquire import acquire
from communique.acquire.page import name_link
from communique.errors import CommuniqueError, UsageError
from communique.fetch import Fetched, Fetcher, FetchFailed, Kept, Pages
from communique.fetch.clock import Clock
from communique.model.report import RawReport, Report
from communique.pipeline import CodedReport
from communique.register import Place, Register
from communique.register.fill import add_coded, drop_known, get_id
from communique.side_process import Stopped
from communique.watch.schedule import may_pass, next_try
from communique.watch.settings import FeedSettings
from communique.watch.state import Entry, State

log = logging.getLogger("communique.watch")
Code = Callable[[RawReport], CodedReport]


class Reader:
    """Brings items from `waiting` to `kept`, and from `kept` to `read`."""

    def __init__(
        self, feeds: dict[str, FeedSettings], state: State, register: Place, pages: Pages, clock: Clock, code: Code
    ) -> None:
        self._feeds = feeds
        self._state = state
        self._register = register
        self._pages = pages
        self._clock = clock
        self._code = code

    async def fetch(self, fetcher: Fetcher, entry: Entry) -> None:
        """Fetch an item's page and keep that it was; what may pass is tried again later. Raises what is no fault of the
        link's: a folder that cannot be written, say."""
        feed = self._feeds.get(entry.feed)
        fields = {"title": entry.title, "published": entry.published, "outlet": feed.outlet if feed else None}
        try:
            if entry.text:
                kept = self._keep_text(entry, entry.text, fields)
            else:
                kept = await self._pages.fetch(fetcher, entry.link or "", self._clock, fields)
        except (FetchFailed, UsageError) as error:
            self._keep_failure(entry, error)
            return
        self._state.keep_page(entry, kept.path.name, kept.link or entry.canonical or entry.link or "")

    def _keep_text(self, entry: Entry, text: str, fields: dict[str, str | None]) -> Kept:
        """Keep the text that a feed has of an item as the page of its link; one without a link is of the feed's."""
        link = entry.link or name_item(entry)
        if entry.link is None:
            fields = fields | {"url": entry.feed}
        page = Fetched(link, text.encode("utf-8", "replace"), "text/plain; charset=utf-8")
        return self._pages.keep(link, page, self._clock.now(), fields)

    def _keep_failure(self, entry: Entry, error: FetchFailed | UsageError) -> None:
        now = self._clock.now()
        if isinstance(error, FetchFailed) and may_pass(error.code, error.is_temporary, now - entry.found_at):
            self._state.keep_try(entry, error.message, next_try(now, entry.tries + 1, error.retry_after))
            return
        log.warning("%s is left: %s", entry.link, error.message)
        self._state.keep_left(entry, error.message)

    async def read(self, entry: Entry) -> None:
        """Read a kept page into the register, and keep that it was."""
        path = self._pages.folder / (entry.file or "")
        raws = await asyncio.to_thread(lambda: list(acquire([path])))
        texts = [raw for raw in raws if raw.text.strip()]
        if not texts:
            said = raws[0].problems[0].message if raws and raws[0].problems else "there is no text in it"
            self._state.keep_left(entry, said)
            log.warning("%s is left: %s", entry.link, said)
            return
        hashed = hash_text(texts)
        same = self._state.find_same(entry, entry.canonical, hashed)
        claimant = self._state.find_claimant(entry, entry.canonical)
        if same is None and claimant and entry.title and claimant[1] == entry.title:
            same = claimant[0]
        if same is not None:
            self._state.keep_same(entry, same)
            return
        if claimant and entry.link and len(texts) == 1:
            texts = [replace(texts[0], id=name_link(entry.link), url=entry.link)]
        kept = [await self._add(raw) for raw in texts]
        self._state.keep_read(entry, kept[0], hashed, self._clock.now())
        log.info("%s is read as %s", entry.link, kept[0])

    async def _add(self, raw: RawReport) -> str:
        """Code a report and add it to the register, unless it is there; return its id there."""
        with Register(self._register) as register:
            id, is_new = get_id(register, raw), bool(list(drop_known(register, [raw])))
        if not is_new:
            return id
        coded = await asyncio.to_thread(self._code, raw)
        with Register(self._register) as register:
            add_coded(register, coded)
        return id

    def keep_trouble(self, entry: Entry, error: CommuniqueError) -> None:
        """Keep that something else than the item stood in its way (a busy register, no memory), to try it again."""
        if not isinstance(error, Stopped):
            log.warning("%s must wait: %s", entry.link, error.message)
            self._state.keep_try(entry, error.message, next_try(self._clock.now(), entry.tries + 1, None))

    def keep_defect(self, entry: Entry, error: Exception) -> None:
        """Keep that an item could not be read for a defect of ours, so that it does not stop the others."""
        log.error("a defect of ours: %s is left", entry.link, exc_info=error)
        self._state.keep_left(entry, f"a defect of ours: {type(error).__name__}: {error}")


def name_item(entry: Entry) -> str:
    """Return a link of its own for an item that has none: the feed's, with a digest of the item's guid or title."""
    digest = Report.hash_of(entry.guid or entry.title or entry.text or "")[:16]
    return str(httpx.URL(entry.feed).copy_merge_params({"item": digest}))


def hash_text(raws: list[RawReport]) -> str:
    """Return the hash of a page's texts by their words alone."""
    return Report.hash_of("\n\n".join(" ".join(raw.text.split()) for raw in raws))
