"""The body of an answer, within limits: unpacked here, piece by piece, so that no server decides how much memory it
takes.

Only gzip is asked for and unpacked. A server that packs otherwise, or several times over, is refused: a few kilobytes
can stand for any amount then. What ends before its end is an error that may pass; nothing cut is taken for a page.
"""

from __future__ import annotations

import zlib

import httpx

from communique.fetch.failure import FetchFailed

PAGE_BYTES = 10_000_000  # as `acquire/html.py` takes characters; a press page has 0.1 MB
GZIP_WINDOW = 31  # zlib's sign for a gzip header


async def read_body(answer: httpx.Response, most: int, *, is_cut: bool = False) -> bytes:
    """Return the unpacked body of an answer, at most so many bytes; a longer one is refused, or cut (`is_cut`)."""
    too_large = FetchFailed(
        "link-too-large", f"The page at {answer.url.host} has more than {most / 1e6:g} MB.", "Paste its text."
    )
    stated = answer.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > most and not is_cut:
        raise too_large
    packing = answer.headers.get("content-encoding", "identity").strip().casefold()
    if packing not in ("identity", "", "gzip", "x-gzip"):
        message = f"{answer.url.host} packs its pages as {packing[:40]}, which was not asked for."
        raise FetchFailed("link-packed", message, "Save the page in a browser.")
    unpacker = zlib.decompressobj(GZIP_WINDOW) if "gzip" in packing else None
    body = bytearray()
    try:
        async for part in answer.aiter_raw():
            while part:
                if unpacker and unpacker.eof:  # another member
                    unpacker = zlib.decompressobj(GZIP_WINDOW)
                body += unpacker.decompress(part, most + 1 - len(body)) if unpacker else part
                if len(body) > most:
                    if not is_cut:
                        raise too_large
                    return bytes(body[:most])
                part = unpacker.unused_data if unpacker else b""
    except zlib.error as error:
        message = f"{answer.url.host} sent damaged data ({error})."
        raise FetchFailed("link-broken", message, is_temporary=True) from error
    if unpacker and body and not unpacker.eof:
        raise FetchFailed("link-broken", f"{answer.url.host} sent a page that ends too early.", is_temporary=True)
    return bytes(body)
