"""Files and pages that were sent to the desk, as reports: the kinds that `communique read` takes, read from memory.

In: a name and bytes. Out: the reports in them, or entries that say why there are none. Runs in the desk's worker.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zlib
from email.message import Message
from itertools import islice
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import urlsplit

from communique.acquire import SOURCES
from communique.acquire.decode import FILE_BYTES
from communique.acquire.source import Origin, Source
from communique.model.report import RawReport

NAME_CHARS = 200
PAGE_TYPES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
}  # fmt: skip
"""What a link may lead to, and how a file of that type is called."""


def read_upload(name: str, data: bytes, most: int) -> list[RawReport]:
    """Return the reports of a file, at most so many and one more, which says that there were too many."""
    path = PurePosixPath(PureWindowsPath(name).name[-NAME_CHARS:] or "file")
    origin = Origin(path.name, path.name.removesuffix(".gz").rpartition(".")[0] or path.name)
    if path.suffix.casefold() == ".gz":
        unzipped = _unzip(data, origin)
        if isinstance(unzipped, RawReport):
            return [unzipped]
        path, data = PurePosixPath(path.stem), unzipped
    source = find_source(path.suffix)
    if source is None:
        known = ", ".join(sorted(suffix for source in SOURCES for suffix in source.suffixes))
        return [origin.unread("file-type-unknown", f"files of this kind cannot be read; known are {known}, also .gz")]
    return list(islice(source.read(io.BytesIO(data), origin), most + 1))


def read_page(link: str, data: bytes, content_type: str) -> list[RawReport]:
    """Return the report of what a link led to."""
    kind, charset = parse_content_type(content_type)
    source = find_source(PAGE_TYPES[kind])
    assert source is not None, "every type of page has a source"
    if charset:
        data = _to_utf8(data, charset)
    return list(source.read(io.BytesIO(data), Origin(link, name_link(link), {"url": link})))


def find_source(suffix: str) -> Source | None:
    """Return the source that reads files of a suffix."""
    return next((source for source in SOURCES if suffix.casefold() in source.suffixes), None)


def parse_content_type(said: str) -> tuple[str, str | None]:
    """Return (type, charset) of a `Content-Type`.

    >>> parse_content_type('text/HTML; charset="GBK"')
    ('text/html', 'gbk')
    """
    message = Message()
    message["Content-Type"] = said
    return message.get_content_type() if said else "", message.get_content_charset()


def name_link(link: str) -> str:
    """Return the id of the report at a link: the same link read again is a new version, not another report.

    >>> name_link("https://www.example.org/news/12.html?id=3#top")
    'www.example.org/news/12.html?id=3'
    """
    parts = urlsplit(link)
    name = f"{parts.netloc}{parts.path}".rstrip("/") + (f"?{parts.query}" if parts.query else "")
    if len(name) <= NAME_CHARS:
        return name
    return f"{name[: NAME_CHARS - 17]}~{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _unzip(data: bytes, origin: Origin) -> bytes | RawReport:
    """Return what a compressed file holds, or the entry that says why it is not read."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unzipped = file.read(FILE_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        return origin.unread("file-broken", f"damaged gzip data ({error})")
    if len(unzipped) > FILE_BYTES:
        return origin.unread("text-too-long", f"unpacked the file has more than {FILE_BYTES:,} bytes; it was not read")
    return unzipped


def _to_utf8(data: bytes, charset: str) -> bytes:
    """Return bytes as UTF-8 with its mark, by the encoding that the server names."""
    try:
        return codecs.BOM_UTF8 + data.decode(charset, "replace").encode()
    except (LookupError, ValueError):
        return data
