"""Web archives (WARC): each page that was received is read by the format that the server named.

In: the records of an archive, by `warcio`, one after another. Out: for each answer with status 200, and each resource,
of a type that can be read the reports in it, with the page's address as `url` and as id. The day is the page's
own: when it was fetched is no day of publication.

Deliberately missed: requests, redirects, errors, pictures; captures that refer to an earlier one (`revisit`).
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import redirect_stderr
from threading import Lock
from typing import Any, BinaryIO

from communique.acquire.decode import FILE_BYTES, unfinished
from communique.acquire.page import name_link, page_fields, page_suffix
from communique.acquire.source import Container, Opener, Origin
from communique.model.report import RawReport

_QUIET = Lock()  # standard error is the whole process's, and archives may be read in several threads

# Bytes of the head of a record: some kilobytes. One without end would fill the memory.
HEAD_BYTES = 1 << 20
BLOCK_BYTES = 1 << 16


def read_warc(stream: BinaryIO, origin: Origin, opener: Opener) -> Iterator[RawReport]:
    """Yield the reports of an archive's pages in its order."""
    from warcio.exceptions import ArchiveLoadFailed

    number, found = 0, False
    bounded = _Bounded(stream)
    try:
        for number, record, is_wrong in _records(bounded):
            if is_wrong:
                found = True
                yield _length_wrong(origin.part(number))
            if record is None:
                break
            for raw in _read_record(record, origin.part(number + 1), opener):
                found = True
                yield raw
            _drain(record)
            bounded.start_head()
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, AttributeError, TypeError, LookupError) as error:
        yield unfinished(origin.part(number + 1), f"reading stopped at record {number + 1}", error)
        return
    if not found:
        yield origin.unread("folder-empty", "the archive holds no page that can be read")


def _records(bounded: _Bounded) -> Iterator[tuple[int, Any, bool]]:
    """Yield an archive's records, and None at its end, each with the number of those before it and whether the last of
    these was longer than it says."""
    from warcio.archiveiterator import ArchiveIterator

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    records = ArchiveIterator(bounded, arc2warc=True)
    number = errors = 0
    while True:
        with _QUIET, redirect_stderr(io.StringIO()):  # where warcio says of a wrong length what we say in `problems`
            record = next(records, None)
        bounded.is_in_head = False
        yield number, record, records.err_count > errors
        if record is None:
            return
        number, errors = number + 1, records.err_count


def _read_record(record: Any, origin: Origin, opener: Opener) -> Iterator[RawReport]:
    """Yield the reports of one record."""
    link = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return
        said = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type == "resource":
        said = record.rec_headers.get_header("Content-Type") or ""
    else:
        return
    suffix = page_suffix(link, said)
    if not suffix:
        return
    page = origin.inside(origin.where, name_link(link), page_fields(link, said))
    try:
        data = record.content_stream().read(FILE_BYTES + 1)
    except Exception as error:  # what unpacks a body (zlib, brotli, chunks) raises its own kinds of errors
        yield page.unread("file-broken", f"the body could not be unpacked ({type(error).__name__}: {error})")
        return
    opener.allowance.take_bytes(len(data))
    if len(data) > FILE_BYTES:
        yield page.unread("text-too-long", f"the page has more than {FILE_BYTES:,} bytes")
    elif _drain(record):
        yield _length_wrong(page)
    else:
        yield from opener.read_member(f"page{suffix}", io.BytesIO(data), page)


def _drain(record: Any) -> int:
    """Read a record to its end; return how many bytes it says to have beyond the archive's end."""
    while record.raw_stream.read(BLOCK_BYTES):
        pass
    return int(getattr(record.raw_stream, "limit", 0))


def _length_wrong(origin: Origin) -> RawReport:
    message = (
        "the record holds more or less than it says: a page was cut, or has swallowed others; record the crawl anew"
    )
    return origin.unread("length-wrong", message)


class _Bounded:
    """A stream of which a record's head takes no more than `HEAD_BYTES`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.start_head()

    def start_head(self) -> None:
        """Say that a record ends here."""
        self.is_in_head, self._taken = True, 0

    def read(self, count: int = -1) -> bytes:
        data = self._stream.read(min(count, BLOCK_BYTES) if count >= 0 else BLOCK_BYTES)
        if self.is_in_head:
            self._taken += len(data)
            if self._taken > HEAD_BYTES:
                raise ValueError(f"the head of a record has more than {HEAD_BYTES:,} bytes")
        return data

    def readline(self, count: int = -1) -> bytes:
        return self.read(count)


CONTAINER = Container("web archive", (".warc",), read_warc)
