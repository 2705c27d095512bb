"""Plain text: one file is one report, as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from communique.acquire.article import make_report
from communique.acquire.decode import decode, decode_html, read_all
from communique.acquire.source import Origin, Source
from communique.model.problem import Problem
from communique.model.report import RawReport


def read_text(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the one report of a text file."""
    data = read_all(stream, origin)
    if isinstance(data, RawReport):
        yield data
        return
    text, problems = decode_html(data, origin.where, origin.charset) if origin.charset else decode(data, origin.where)
    if problems and problems[0].code == "file-binary":
        yield origin.unread("file-binary", problems[0].message)
        return
    if not text.strip():
        problems = (*problems, Problem("file-empty", "the file holds no text; nothing was coded", origin.where))
    yield make_report({**origin.metadata, "text": text}, origin, problems)


SOURCE = Source("plain text", (".txt", ".text"), read_text)
