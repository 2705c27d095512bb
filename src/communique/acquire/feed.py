"""RSS and Atom feeds as files: each item is a report, with the text that the feed itself holds.

In: the bytes of a feed. Out: its items, by `feedparser`, which reads every RSS and Atom there is, broken ones too. An
item that has a description and no content is marked (`summary-only`): that may be the report's beginning or all of it.
The day of an item is the day that its date names where it was written, not the day it then was in Greenwich.

Deliberately missed: enclosures (sound, pictures), and what an item's link leads to (`communique fetch`).
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from communique.acquire.article import hash_of, make_report
from communique.acquire.decode import read_all
from communique.acquire.markup import to_text
from communique.acquire.source import Origin, Source
from communique.model.problem import Problem
from communique.model.report import RawReport

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")
_REFERENCE = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?")
_REFERENCES = re.compile(rb"(?:%s)+" % _REFERENCE.pattern)
_NO_CHARACTER = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed. `id` is its guid, else its link; `published` is `YYYY-MM-DD`, `updated` as written; `text`
    holds its content, or its description where `is_summary`."""

    id: str | None
    link: str | None
    title: str | None
    published: str | None
    text: str
    is_summary: bool
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; `version` is as feedparser names it (`rss20`, `atom10`), empty for what is no feed."""

    version: str
    title: str | None
    link: str | None
    items: tuple[Item, ...]


def parse_feed(data: bytes) -> Feed:
    """Return the feed in some bytes; what is no feed has no version and no items."""
    import feedparser

    # Markup is only read for its words here, so it needs no cleaning: half of the time.
    whole = io.BytesIO(_REFERENCES.sub(_mend, data))
    parsed = feedparser.parse(whole, sanitize_html=False, resolve_relative_uris=False)
    items = tuple(_read_item(entry) for entry in parsed.entries)
    version = parsed.get("version", "")  # it has none where there was not a byte
    return Feed(version, _words(parsed.feed.get("title")), parsed.feed.get("link") or None, items)


def _mend(match: re.Match[bytes]) -> bytes:
    """Return references by number with none to what is no character, for one of which feedparser gives up a whole feed.
    The two halves of a surrogate pair, as some programs write an emoji, become what they mean, the rest U+FFFD."""
    found = _REFERENCE.findall(match[0])
    points = [int(digits[:7], 16) if digits else int(decimal[:7]) for digits, decimal in found]
    words = "".join(chr(point) if point <= sys.maxunicode else "\ufffd" for point in points)
    whole = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    whole = _NO_CHARACTER.sub("\ufffd", whole)
    meant = [ord(character) for character in whole]
    return match[0] if meant == points else b"".join(b"&#%d;" % point for point in meant)


def read_feed(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the items of a feed as reports, in its order."""
    data = read_all(stream, origin)
    if isinstance(data, RawReport):
        yield data
        return
    if not data.strip():
        yield origin.unread("file-empty", "the file is empty; nothing was coded")
        return
    feed = parse_feed(data)
    if not feed.version and not feed.items:
        yield origin.unread("feed-broken", "this is no RSS or Atom feed; save the report itself, or its text as .txt")
    elif not feed.items:
        yield origin.unread("file-empty", "the feed holds no item; nothing was coded")
    original = hash_of(data)
    for number, item in enumerate(feed.items, start=1):
        part = origin.part(number)
        problems: tuple[Problem, ...] = ()
        if item.is_summary and item.text:
            message = f"the feed gives a description only; for the whole report fetch {item.link or 'its page'}"
            problems = (Problem("summary-only", message, part.where),)
        fields = {"id": item.id, "title": item.title, "published": item.published, "url": item.link}
        given = {"outlet": feed.title, **part.metadata, **{k: v for k, v in fields.items() if v is not None}}
        yield make_report({**given, "text": item.text}, part, problems, original_sha256=original)


def _read_item(entry: Any) -> Item:
    content = "\n\n".join(filter(None, (_part_text(part) for part in entry.get("content", ()))))
    summary = "" if content else _part_text(entry.get("summary_detail") or {"value": entry.get("summary", "")})
    link = entry.get("link") or None
    published = _day(entry, "published") or _day(entry, "updated")
    return Item(
        id=entry.get("id") or link,
        link=link,
        title=_words(entry.get("title")),
        published=published,
        text=content or summary,
        is_summary=not content,
        updated=dict.get(entry, "updated"),  # feedparser's own `get` would give `published`
    )


def _part_text(part: Any) -> str:
    value = part.get("value") or ""
    return value.strip() if part.get("type") == "text/plain" else to_text(value)


def _words(markup: str | None) -> str | None:
    text = to_text(markup) if markup and ("<" in markup or "&" in markup) else markup or ""
    return " ".join(text.split()) or None


def _day(entry: Any, name: str) -> str | None:
    """Return the day that a date of an item names."""
    written = str(entry.get(name) or "").strip()
    if _ISO_DAY.match(written):
        try:
            return date.fromisoformat(written[:10]).isoformat()
        except ValueError:
            return None
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        parsed = entry.get(f"{name}_parsed")
        return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}" if parsed else None


SOURCE = Source("RSS and Atom feed", (".rss", ".atom", ".rdf", ".xml"), read_feed, apart=True)
