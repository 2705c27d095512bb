"""Tell a format from the first bytes of a stream that has no name."""

from __future__ import annotations

import re

from communique.acquire.decode import decode
from communique.acquire.json_file import parse_json

HEAD_BYTES = 4096
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
_MARKS = ((b"%PDF-", ".pdf"), (b"WARC/", ".warc"), (b"PAR1", ".parquet"))
_PAGES = ("<!doctype html", "<html", "<head", "<body", "<article", "<div", "<script", "<?xml")
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf)[\s>]")
_MAIL = re.compile(r"(?:from|received|return-path|delivered-to|message-id|mime-version|date|subject): .", re.I)
_HEADERS = re.compile(r"^(?:from|to|date|subject|message-id|mime-version|received):", re.I | re.M)
_LINK = re.compile(r"https?://\S+")


def suffix_of(data: bytes) -> str:
    """Return the suffix of the format that bytes begin in: of a binary format by its mark, else by its first words."""
    for mark, suffix in _MARKS:
        if data.startswith(mark):
            return suffix
    if data.startswith(ZIP):
        return ".docx" if b"word/" in data[:HEAD_BYTES] or b"[Content_Types].xml" in data[:100] else ".zip"
    head = decode(data[:HEAD_BYTES], "")[0].lstrip().casefold()
    if head.startswith("["):
        return ".json"
    if head.startswith("{"):
        first, _, second = data.lstrip().partition(b"\n")
        # A broken first line before other objects is still JSON lines; "{" alone begins an indented object.
        return ".jsonl" if len(first.strip()) > 1 and second.lstrip().startswith(b"{") else ".json"
    if head.startswith(("<?xml", "<rss", "<feed", "<rdf")) and _FEED.search(head):
        return ".rss"
    if head.startswith(_PAGES):
        return ".html"
    if _MAIL.match(head) and len(_HEADERS.findall(head)) >= 3:
        return ".eml"
    return ".links" if _is_links(head) else ".txt"


def _is_links(head: str) -> bool:
    """True when each line is a link or a comment, and one at least is a link."""
    lines = [line.strip() for line in head.splitlines()]
    said = [line for line in lines if line and not line.startswith("#")]
    return bool(said) and all(map(_LINK.fullmatch, said))


def is_object(line: bytes) -> bool:
    """True when a line is a whole JSON object."""
    text = decode(line, "")[0].strip()
    if not text.startswith("{") or not text.endswith("}"):
        return False
    try:
        return isinstance(parse_json(text), dict)
    except ValueError:
        return False
