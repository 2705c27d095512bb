"""Pages of the web as they were received: which format they are of, by the type that the server named, and under which
id their report is kept."""

from __future__ import annotations

import hashlib
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import urlsplit

ID_CHARS = 200
PAGE_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".rss",
    "message/rfc822": ".eml",
}
"""Types of pages that hold reports, and how a file of that type is called."""
# Types that servers give to files that they do not know: the link's own name tells more.
_UNSAID = ("application/octet-stream", "binary/octet-stream", "application/force-download", "application/download", "")


def parse_content_type(said: str) -> tuple[str, str | None]:
    """Return (type, charset) of a `Content-Type`.

    >>> parse_content_type('text/HTML; charset="GBK"')
    ('text/html', 'gbk')
    """
    message = Message()
    message["Content-Type"] = said.replace("\r", " ").replace("\n", " ")
    return message.get_content_type() if said else "", message.get_content_charset()


def page_fields(link: str, content_type: str) -> dict[str, str]:
    """Return what is known of a page before it is read: its address, and its encoding where the server names one."""
    _, charset = parse_content_type(content_type)
    return {"url": link, **({"charset": charset} if charset else {})}


def page_suffix(link: str, content_type: str) -> str:
    """Return the suffix of the format of a page, empty where it is of none that can be read.

    >>> page_suffix("https://www.example.org/talks.pdf", "application/octet-stream")
    '.pdf'
    """
    kind, _ = parse_content_type(content_type)
    if kind not in _UNSAID:
        return PAGE_TYPES.get(kind, "")
    suffix = PurePosixPath(urlsplit(link).path).suffix.casefold()
    return suffix if suffix in PAGE_TYPES.values() else ""


def name_link(link: str) -> str:
    """Return the id of the report at a link: the same link read again is a new version, not another report.

    >>> name_link("https://www.example.org/news/12.html?id=3#top")
    'www.example.org/news/12.html?id=3'
    """
    parts = urlsplit(link)
    name = f"{parts.netloc}{parts.path}".rstrip("/") + (f"?{parts.query}" if parts.query else "")
    if len(name) <= ID_CHARS:
        return name
    return f"{name[: ID_CHARS - 17]}~{hashlib.sha256(name.encode()).hexdigest()[:16]}"
