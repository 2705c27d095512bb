"""Open one file (compressed or not, with its sidecar) or a stream of unknown format, and hand it to its source."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from communique.acquire.decode import FILE_BYTES, decode
from communique.acquire.html import read_html
from communique.acquire.json_file import parse_json, read_json
from communique.acquire.json_lines import read_json_lines
from communique.acquire.source import Origin
from communique.acquire.text_file import read_text
from communique.acquire.walk import SIDECAR, Formats
from communique.model.problem import Problem
from communique.model.report import RawReport

GZIP = b"\x1f\x8b"
# A sidecar is a handful of fields; more bytes than this are something else.
SIDECAR_BYTES = 1_000_000


class _Unzipped(io.RawIOBase):
    """The bytes of a gzip stream; a damaged one ends in `OSError`, whatever way zlib puts it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = gzip.GzipFile(fileobj=file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read1(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise OSError(f"damaged gzip data ({error})") from error
        buffer[: len(data)] = data
        return len(data)


def _unzipped(file: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Unzipped(file), 1 << 16))


def open_file(path: Path, formats: Formats) -> Iterator[RawReport]:
    """Yield the reports of one file."""
    metadata, problems = _read_sidecar(path, formats)
    origin = Origin(str(path), formats.stem(path), metadata, problems)
    try:
        with path.open("rb") as file:
            source = formats.of(path)
            if source is None:  # a pipe or a device that was named: its content decides
                yield from read_stream(file, origin)
            elif path.suffix.casefold() == ".gz":
                yield from source.read(_unzipped(file), origin)
            else:
                yield from source.read(file, origin)
    except OSError as error:
        yield origin.unread("file-unreadable", f"the file cannot be read: {error.strerror or error}")


def _read_sidecar(path: Path, formats: Formats) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the fields of `NAME.meta.json` beside a file (`NAME` with or without the file's own suffix)."""
    for name in dict.fromkeys((formats.stem(path), path.name.removesuffix(".gz"), path.name)):
        sidecar = path.with_name(name + SIDECAR)
        if sidecar == path or not sidecar.is_file():
            continue
        try:
            with sidecar.open("rb") as file:
                text, problems = decode(file.read(SIDECAR_BYTES), str(sidecar))
            value = parse_json(text)
        except (OSError, ValueError) as error:
            return {}, (Problem("sidecar-broken", f"not read, the report is without it: {error}", str(sidecar)),)
        if not isinstance(value, dict):
            return {}, (Problem("sidecar-broken", "expected an object with fields, not read", str(sidecar)),)
        value.pop("text", None)
        return value, problems
    return {}, ()


def read_stream(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the reports of a stream, whose format its first line tells: gzip, JSON, JSON lines, HTML, else plain text.

    JSON lines are read as they come; everything else is read to its end first.
    """
    first = stream.readline(FILE_BYTES + 1)
    while first and not first.strip():
        first = stream.readline(FILE_BYTES + 1)
    if first.startswith(GZIP):
        unzipped = _unzipped(io.BytesIO(first + stream.read(FILE_BYTES)))
        yield from read_stream(unzipped, origin)
        return
    if _is_object(first):
        yield from read_json_lines(cast(BinaryIO, _Chained(first, stream)), origin)
        return
    data = io.BytesIO(first + stream.read(FILE_BYTES + 1))
    head = decode(first[:4096], origin.where)[0].lstrip().casefold()
    if head.startswith(("{", "[")):
        second = data.getvalue()[len(first) :].lstrip()
        # A broken first line before other objects is still JSON lines; "{" alone begins an indented object.
        lines = head.startswith("{") and len(head.strip()) > 1 and second.startswith(b"{")
        yield from (read_json_lines if lines else read_json)(data, origin)
    elif head.startswith(("<!doctype", "<html", "<head", "<body", "<?xml", "<article", "<div", "<script")):
        yield from read_html(data, origin)
    else:
        yield from read_text(data, origin)


def _is_object(line: bytes) -> bool:
    """True when a line is a whole JSON object."""
    text = decode(line, "")[0].strip()
    if not text.startswith("{") or not text.endswith("}"):
        return False
    try:
        return isinstance(parse_json(text), dict)
    except ValueError:
        return False


class _Chained:
    """A line already read, then the stream it was read from."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readline(self, limit: int = -1) -> bytes:
        first, self._first = self._first, b""
        return first or self._rest.readline(limit)

    def read(self, limit: int = -1) -> bytes:
        first, self._first = self._first, b""
        return first + self._rest.read(limit)
