"""Open one file (compressed or not, with its sidecar), a part of an archive, or a stream without a name, and hand it to
its format.

A file's name tells its format, a stream's content does. Parsers that a strange file may hang or kill run apart.
Archives may stand in archives, `MOST_DEPTH` of them.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast

from communique.acquire.allowance import Allowance
from communique.acquire.apart import read_apart
from communique.acquire.content import GZIP, is_object, suffix_of
from communique.acquire.decode import FILE_BYTES, read_all, unfinished
from communique.acquire.sidecar import SIDECAR_BYTES, parse_sidecar, sidecar_names
from communique.acquire.source import Container, Format, Options, Origin
from communique.acquire.walk import UNREAD_DOCUMENTS, Formats, unread_document
from communique.model.problem import Problem
from communique.model.report import RawReport

# A mail with a ZIP with a folder of mails is three deep; deeper ones are made to do harm.
MOST_DEPTH = 4


class FileOpener:
    """Opens files and the parts of containers. `allowance` is what the archive that it is inside of may still unfold
    to; outside of any (`depth` 0) each file gets its own."""

    def __init__(self, formats: Formats, options: Options, depth: int = 0, allowance: Allowance | None = None) -> None:
        self.options = options
        self.allowance = allowance or Allowance(FILE_BYTES)
        self._formats, self._depth = formats, depth

    def open_file(self, path: Path) -> Iterator[RawReport]:
        """Yield the reports of one file."""
        metadata, problems = self._read_sidecar(path)
        origin = Origin(str(path), self._formats.stem(path), metadata, problems, self.options.columns)
        try:
            with path.open("rb") as file:
                found = self._formats.of(path)
                if found is None:  # a pipe or a device that was named: its content decides
                    yield from self.read_stream(file, origin)
                else:
                    if not self._depth:
                        self.allowance = Allowance(path.stat().st_size)
                    yield from self._read(found, file, origin, is_zipped=_is_zipped(path))
        except OSError as error:
            yield origin.unread("file-unreadable", f"the file cannot be read: {error.strerror or error}")

    def read_member(self, name: str, stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
        """Yield the reports of a part, whose name tells its format; nothing for kinds that hold no reports."""
        path = PurePath(name)
        found = self._formats.of(path)
        if found is not None:
            yield from self._read(found, stream, origin, is_zipped=_is_zipped(path))
        elif path.suffix.casefold() in UNREAD_DOCUMENTS:
            yield unread_document(path, origin)

    def read_stream(self, stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
        """Yield the reports of a stream, whose first line and bytes tell its format.

        JSON lines and web archives are read as they come; everything else is read to its end first.
        """
        first = stream.readline(FILE_BYTES + 1)
        while first and not first.strip():
            first = stream.readline(FILE_BYTES + 1)
        rest = cast(BinaryIO, _Chained(first, stream))
        if first.startswith(GZIP):
            if self._depth >= MOST_DEPTH:
                yield _too_deep(origin)
            else:
                try:
                    yield from self._inside().read_stream(self._unzipped(io.BytesIO(rest.read(FILE_BYTES))), origin)
                except OSError as error:
                    yield unfinished(origin, "the stream could not be unpacked", error)
            return
        suffix = ".jsonl" if is_object(first) else suffix_of(first) if first.startswith(b"WARC/") else ""
        if not suffix:
            data = first + stream.read(FILE_BYTES + 1 - min(len(first), FILE_BYTES))
            suffix, rest = suffix_of(data[: FILE_BYTES + 1]), io.BytesIO(data)
        found = self._formats.of(PurePath("stream" + suffix))
        assert found is not None, "every content has a format"
        yield from self._read(found, rest, origin)

    def knows(self, name: str) -> bool:
        """True when a part of that name would be read, or is an entry that says why not."""
        path = PurePath(name)
        return self._formats.of(path) is not None or path.suffix.casefold() in UNREAD_DOCUMENTS

    def stem(self, name: str) -> str:
        """Return a part's file name without folders and suffix."""
        return self._formats.stem(PurePath(name))

    def _inside(self) -> FileOpener:
        return FileOpener(self._formats, self.options, self._depth + 1, self.allowance)

    def _unzipped(self, stream: BinaryIO) -> BinaryIO:
        return self.allowance.metered(cast(BinaryIO, gzip.GzipFile(fileobj=stream)))

    def _read(self, found: Format, stream: BinaryIO, origin: Origin, is_zipped: bool = False) -> Iterator[RawReport]:
        if is_zipped:
            stream = self._unzipped(stream)
        if isinstance(found, Container):
            if self._depth >= MOST_DEPTH:
                yield _too_deep(origin)
            else:
                yield from found.read(stream, origin, self._inside())
        elif found.apart:
            data = read_all(stream, origin)
            yield from [data] if isinstance(data, RawReport) else read_apart(found, data, origin)
        else:
            yield from found.read(stream, origin)

    def _read_sidecar(self, path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """Return the fields of `NAME.meta.json` beside a file (`NAME` with or without the file's own suffix)."""
        for name in sidecar_names(path.name, self._formats.stem(path)):
            sidecar = path.with_name(name)
            if sidecar == path or not sidecar.is_file():
                continue
            try:
                with sidecar.open("rb") as file:
                    return parse_sidecar(file.read(SIDECAR_BYTES), str(sidecar))
            except OSError as error:
                return {}, (Problem("sidecar-broken", f"not read, the report is without it: {error}", str(sidecar)),)
        return {}, ()


class _Chained(io.RawIOBase):
    """A line already read, then the stream it was read from."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        return True

    def readline(self, limit: int | None = -1) -> bytes:
        first, self._first = self._first, b""
        return first or self._rest.readline(-1 if limit is None else limit)

    def read(self, limit: int = -1) -> bytes:
        first, self._first = self._first, b""
        return first + self._rest.read(limit)


def _is_zipped(path: PurePath) -> bool:
    return path.suffix.casefold() == ".gz"


def _too_deep(origin: Origin) -> RawReport:
    return origin.unread("archive-too-deep", f"archives stand in archives more than {MOST_DEPTH} deep; unpack it")
