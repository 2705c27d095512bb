"""Streams for formats that cannot be read from front to back: their own file, or a copy of limited size."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from communique.acquire.allowance import TooMuch

# Of what does not stand in a file of its own (in an archive, compressed).
COPIED_BYTES = 2 * 1024**3


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Yield a stream in which one can go back: itself, or a copy on disk."""
    if isinstance(stream, io.BytesIO) or _is_file(stream):
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(cast(BinaryIO, _Capped(stream)), copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)


@contextmanager
def as_file(stream: BinaryIO) -> Iterator[Path]:
    """Yield the path of a file with a stream's bytes: its own, or that of a copy."""
    if _is_file(stream):
        yield Path(stream.name)
        return
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(cast(BinaryIO, _Capped(stream)), copy)
        copy.flush()
        yield Path(copy.name)


def _is_file(stream: BinaryIO) -> bool:
    return isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO)


class _Capped(io.RawIOBase):
    """A stream that ends in `TooMuch` after `COPIED_BYTES`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._left = stream, COPIED_BYTES

    def read(self, count: int = -1) -> bytes:
        data = self._stream.read(count)
        self._left -= len(data)
        if self._left < 0:
            raise TooMuch(f"it has more than {COPIED_BYTES:,} bytes")
        return data
