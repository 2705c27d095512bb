"""Lists of links: a text file with one link a line; empty lines and lines that begin with `#` say nothing.

Fetching is not done here: `options.fetch` fetches a link into a file, which is then read as any other. Without it each
link is an entry that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from communique.acquire.decode import decode, read_all
from communique.acquire.source import Container, Opener, Origin
from communique.errors import CommuniqueError
from communique.model.report import RawReport

MOST_LINKS = 10_000  # of one list: each is asked of somebody's server, one after another


def read_links(stream: BinaryIO, origin: Origin, opener: Opener) -> Iterator[RawReport]:
    """Yield the reports that the links of a list lead to, in its order."""
    data = read_all(stream, origin)
    if isinstance(data, RawReport):
        yield data
        return
    lines = enumerate(decode(data, origin.where)[0].splitlines(), start=1)
    links = [(number, line.strip()) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not links:
        yield origin.unread("file-empty", "the list holds no link; nothing was coded")
    for number, link in links[:MOST_LINKS]:
        yield from _read_link(link, origin.part(number), opener)
    if len(links) > MOST_LINKS:
        message = f"only the first {MOST_LINKS:,} of {len(links):,} links were followed; split the list"
        yield origin.part(links[MOST_LINKS][0]).unread("links-too-many", message)


def _read_link(link: str, origin: Origin, opener: Opener) -> Iterator[RawReport]:
    if not link.startswith(("http://", "https://")):
        yield origin.unread("link-invalid", f"{link[:80]!r} is no link; a link begins with https:// or http://")
        return
    if opener.options.fetch is None:
        yield origin.unread("link-not-fetched", f"{link[:200]} was not fetched; use `communique fetch`")
        return
    try:
        path = opener.options.fetch(link)
    except CommuniqueError as error:
        yield origin.unread(error.code, f"{link[:200]}: {error}")
        return
    yield from opener.open_file(path)


CONTAINER = Container("list of links", (".links",), read_links)
