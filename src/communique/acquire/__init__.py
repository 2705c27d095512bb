"""Acquire reports: from files, folders and standard input to `RawReport`, one at a time and in order.

A new input format is one file and one line in `SOURCES`. What cannot be read is a report with an id, no text and a
problem; the run goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from communique.acquire import html, json_file, json_lines, markdown, text_file
from communique.acquire.opening import open_file, read_stream
from communique.acquire.source import Origin, Source
from communique.acquire.walk import Formats, find_files
from communique.model.report import RawReport

SOURCES: tuple[Source, ...] = (
    text_file.SOURCE,
    markdown.SOURCE,
    html.SOURCE,
    json_file.SOURCE,
    json_lines.SOURCE,
)

__all__ = ["SOURCES", "Source", "acquire"]


def acquire(paths: Sequence[str | Path], stdin: BinaryIO | None = None) -> Iterator[RawReport]:
    """Yield the reports of `paths` in the order given: files, folders (their files sorted by name, with subfolders),
    and `-` for `stdin` (default: the process's own), whose format is told from its first bytes."""
    formats = Formats(SOURCES)
    for path in paths:
        if str(path) == "-":
            yield from read_stream(stdin or sys.stdin.buffer, Origin("stdin", "stdin"))
            continue
        for found in find_files(Path(path), formats):
            if isinstance(found, RawReport):
                yield found
            else:
                yield from open_file(found, formats)
