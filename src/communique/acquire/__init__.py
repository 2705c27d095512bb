"""Acquire reports: from files, folders, archives, links and standard input to `RawReport`, one at a time and in order.

A new input format is one file and one line in `FORMATS`. What cannot be read is a report with an id, no text and a
problem; the run goes on.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO

from communique.acquire import (
    csv_table,
    docx_file,
    eml,
    feed,
    html,
    json_file,
    json_lines,
    link_list,
    markdown,
    parquet,
    pdf,
    text_file,
    warc,
    zip_file,
)
from communique.acquire.allowance import Allowance
from communique.acquire.opening import FileOpener
from communique.acquire.source import Container, Format, Options, Origin, Source
from communique.acquire.walk import Formats, find_files
from communique.model.report import RawReport

FORMATS: tuple[Format, ...] = (
    text_file.SOURCE,
    markdown.SOURCE,
    html.SOURCE,
    json_file.SOURCE,
    json_lines.SOURCE,
    pdf.SOURCE,
    docx_file.SOURCE,
    eml.CONTAINER,
    feed.SOURCE,
    link_list.CONTAINER,
    warc.CONTAINER,
    csv_table.SOURCE,
    parquet.SOURCE,
    zip_file.CONTAINER,
)

__all__ = ["FORMATS", "Container", "Options", "Source", "acquire", "acquire_bytes"]


def acquire(
    paths: Sequence[str | Path], stdin: BinaryIO | None = None, options: Options | None = None
) -> Iterator[RawReport]:
    """Yield the reports of `paths` in the order given: files, folders (their files sorted by name, with subfolders),
    and `-` for `stdin` (default: the process's own), whose format is told from its first bytes."""
    options = options or Options()
    formats = Formats(FORMATS)
    opener = FileOpener(formats, options)
    for path in paths:
        if str(path) == "-":
            origin = Origin("stdin", "stdin", columns=options.columns)
            yield from opener.read_stream(stdin or sys.stdin.buffer, origin)
            continue
        for found in find_files(Path(path), formats):
            if isinstance(found, RawReport):
                yield found
            else:
                yield from opener.open_file(found)


def acquire_bytes(
    name: str, data: bytes, origin: Origin | None = None, options: Options | None = None
) -> Iterator[RawReport]:
    """Yield the reports of a file that is in memory; its name tells its format. `origin` says where it comes from."""
    options = options or Options()
    formats = Formats(FORMATS)
    path = PurePath(name)
    origin = replace(origin or Origin(path.name, formats.stem(path)), columns=options.columns)
    opener = FileOpener(formats, options, allowance=Allowance(len(data)))
    if not opener.knows(name):
        message = f"files of this kind cannot be read; known are {formats.suffixes}, each also with .gz"
        yield origin.unread("file-type-unknown", message)
        return
    yield from opener.read_member(name, io.BytesIO(data), origin)
