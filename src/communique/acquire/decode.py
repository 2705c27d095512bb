"""Turn bytes into text: what a file declares first, then what its bytes show; every guess is told as a problem.

Order: byte order marks; NUL bytes in every second place (UTF-16 without a mark); signs of a binary file; UTF-8; UTF-8
with a few bad bytes (two encodings in one file: the bad ones become U+FFFD); Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from communique.acquire.allowance import TooMuch
from communique.acquire.source import Origin
from communique.model.problem import Problem
from communique.model.report import RawReport

# Bytes read of one file, and of one line of JSON lines (uncompressed). A 20 MB article still gets its own id; a
# compressed file that would unfold to more than memory holds does not get that far.
FILE_BYTES = 64 * 1024 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How files of other kinds begin: documents, pictures, archives, programs, sound.
_MAGIC = (
    b"%PDF-", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"BZh",
    b"\xfd7zXZ", b"7z\xbc\xaf", b"\x7fELF", b"MZ\x90", b"SQLite format 3", b"RIFF", b"OggS", b"ID3",
)  # fmt: skip
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x00"))
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_MULTIBYTE = re.compile(r"[\x80-\U0010ffff]")


def read_all(stream: BinaryIO, origin: Origin) -> bytes | RawReport:
    """Return all bytes of a stream, or the entry that says why there are none."""
    try:
        data = stream.read(FILE_BYTES + 1)
    except (OSError, EOFError, ValueError) as error:
        return unfinished(origin, "the file could not be read to its end", error)
    if len(data) > FILE_BYTES:
        message = f"the file has more than {FILE_BYTES:,} bytes; split it, or use JSON lines with one article a line"
        return origin.unread("text-too-long", message)
    return data


def unfinished(origin: Origin, what: str, error: Exception) -> RawReport:
    """Return the entry of a stream that could not be read to its end: cut off, damaged, or made to have none."""
    if isinstance(error, TooMuch):
        return origin.unread("archive-too-large", f"{what}: {error}")
    return origin.unread("file-broken", f"{what}: {error}")


def decode(data: bytes, where: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of `data` without a byte order mark, and the problems; for a binary file no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _declared(data, encoding, where)
    guess = _utf16_without_mark(data)
    if guess:
        return data.decode(guess, "replace"), (_guessed(guess.upper(), where),)
    if _is_binary(data):
        message = "the file is binary, not text; save the report as .txt, .html or JSON"
        return "", (Problem("file-binary", message, where),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _decode_damaged(data, error, where)


def decode_html(data: bytes, where: str, charset: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """Return the markup of a page: as `decode`, but before any guess comes the charset that its server named, then the
    one that the page declares. Bytes beyond ASCII that are UTF-8 throughout are UTF-8, whatever is named: text in
    another encoding is hardly ever so by chance, and servers often name their default."""
    if not data.startswith(tuple(mark for mark, _ in _MARKS)) and not _is_binary(data):
        declared = _CHARSET.search(data[:4096])
        named = [charset, declared.group(1).decode("ascii", "replace") if declared else None]
        for name in filter(None, named if data.isascii() else ["utf-8", *named]):
            try:
                return data.decode(name), ()
            except (LookupError, UnicodeDecodeError, ValueError):
                continue
    return decode(data, where)


def _declared(data: bytes, encoding: str, where: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        return data.decode(encoding, "replace"), (_replaced(name, error.start, data, where),)


def _decode_damaged(data: bytes, error: UnicodeDecodeError, where: str) -> tuple[str, tuple[Problem, ...]]:
    """Decode bytes that are not UTF-8: two encodings mixed, or Windows-1252 throughout."""
    text = data.decode("utf-8", "replace")
    if len(_MULTIBYTE.findall(text.replace("\ufffd", ""))):
        return text, (_replaced("UTF-8", error.start, data, where),)
    return data.decode("cp1252", "replace"), (_guessed("Windows-1252", where),)


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the UTF-16 encoding that NUL bytes in every second place show, if they do."""
    head = data[:4096]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    """True for known signatures, and where more than 2 in 100 of the first 8,192 bytes are control characters."""
    head = data[:8192]
    if head.startswith(_MAGIC):
        return True
    strange = len(head) - len(head.translate(None, _CONTROL)) + head.count(0)
    return strange > max(2, 0.02 * len(head))


def _guessed(name: str, where: str) -> Problem:
    message = f"the encoding is not declared and not UTF-8; read as {name}. Save the file as UTF-8 to be sure."
    return Problem("encoding-guessed", message, where)


def _replaced(name: str, at: int, data: bytes, where: str) -> Problem:
    line = data.count(b"\n", 0, at) + 1
    message = f"bytes that are not {name} were replaced with U+FFFD, the first at byte {at} (line {line})"
    return Problem("encoding-mixed", message, where)
