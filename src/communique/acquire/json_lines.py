"""JSON lines: one article object a line, read line by line, so that memory stays flat however long the file."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from communique.acquire.decode import FILE_BYTES, decode, unfinished
from communique.acquire.json_file import parse_json, read_article
from communique.acquire.source import Origin, Source
from communique.model.report import RawReport

# A line that goes on for so many bytes beyond the limit is no line: the rest of the file is given up.
HOPELESS_BYTES = 1 << 30


def read_json_lines(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the articles in order; a broken line is an entry of its own, the others are read."""
    number, empty = 0, True
    try:
        for number, line in enumerate(_lines(stream), start=1):
            if line is None:
                empty = False
                message = f"the line is longer than {FILE_BYTES:,} bytes; split the article"
                yield origin.part(number).unread("text-too-long", message)
            elif line.strip():
                empty = False
                yield _read_line(line, origin.part(number))
    except (OSError, EOFError, ValueError) as error:
        yield unfinished(origin.part(number + 1), f"reading stopped after line {number}", error)
        return
    if empty:
        yield origin.unread("file-empty", "the file is empty; nothing was coded")


def _read_line(line: bytes, origin: Origin) -> RawReport:
    text, problems = decode(line, origin.where)
    if problems and problems[0].code == "file-binary":
        return origin.unread("file-binary", problems[0].message)
    try:
        return read_article(parse_json(text), origin, problems)
    except ValueError as error:
        return origin.unread("json-broken", f"not valid JSON: {error}")


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines; None for one over the limit, whose rest is skipped. UTF-16 files are turned into UTF-8."""
    first = stream.readline(FILE_BYTES + 1)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        rest = stream.read(FILE_BYTES)
        for text in io.StringIO((first + rest).decode("utf-16", "replace")):
            yield text.encode("utf-8", "replace")
        return
    line = first
    while line:
        if len(line) > FILE_BYTES and not line.endswith(b"\n"):
            yield None
            skipped = 0
            while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
                skipped += len(more)
                if skipped > HOPELESS_BYTES:
                    return
        else:
            yield line
        line = stream.readline(FILE_BYTES + 1)


SOURCE = Source("JSON lines", (".jsonl", ".ndjson"), read_json_lines)
