"""How much an archive may unfold to, so that a small file made to fill a disk ends in an entry.

One allowance holds for a named file and for all archives inside it.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import Any, BinaryIO, cast

# Press text packs to a third or a tenth of its size, markup to a twentieth; archives made to do harm to a thousandth
# or less. What unfolds to little may pack as well as it likes: 8 MiB of empty lines are read in some 3 s.
MOST_TIMES = 200
ALWAYS_BYTES = 8 * 1024**2
# Files in an archive and in the archives in it. Each costs about a millisecond even where it holds nothing.
MOST_MEMBERS = 200_000


class TooMuch(OSError):
    """An archive holds or unfolds to more than it may."""


class Allowance:
    """What is left of the bytes and members that an archive of a size may unfold to."""

    def __init__(self, packed_bytes: int) -> None:
        self.most_bytes = max(ALWAYS_BYTES, MOST_TIMES * packed_bytes)
        self._bytes = self.most_bytes
        self._members = MOST_MEMBERS

    @property
    def is_spent(self) -> bool:
        return self._bytes < 0 or self._members < 0

    def take_member(self) -> None:
        """Count a member."""
        self._members -= 1
        if self._members < 0:
            raise TooMuch(f"the archive holds more than {MOST_MEMBERS:,} files")

    def take_bytes(self, count: int) -> None:
        """Count bytes that were unpacked."""
        self._bytes -= count
        if self._bytes < 0:
            raise TooMuch(f"unpacked it has more than {self.most_bytes:,} bytes")

    def metered(self, stream: BinaryIO) -> BinaryIO:
        """Return a stream of unpacked bytes that count; damaged data ends in `OSError`, whatever the unpacker says."""
        return cast(BinaryIO, io.BufferedReader(_Metered(stream, self), 1 << 16))


class _Metered(io.RawIOBase):
    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self._stream, self._allowance = stream, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError) as error:
            raise OSError(f"damaged data ({error})") from error
        self._allowance.take_bytes(len(data))
        buffer[: len(data)] = data
        return len(data)
