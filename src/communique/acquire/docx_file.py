"""Word documents (`.docx`): the words of the body, a paragraph a line, a row of a table a line.

In: the bytes of a document. Out: one report. Title and day come from the document's properties where a sidecar does not
say; the day is the one of the last change, told as a problem, since it may not be the day of publication (the day on
which a document was made is often that of the one it was copied from). Text that is marked as inserted is read, text
marked as deleted is not.

Deliberately missed: heads and feet of pages, notes, comments, text boxes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from communique.acquire.article import hash_of, make_report
from communique.acquire.decode import FILE_BYTES, read_all
from communique.acquire.source import Origin, Source
from communique.model.problem import Problem
from communique.model.report import RawReport

# Unpacked, all parts of a document together; pictures are the most of it.
UNPACKED_BYTES = 4 * FILE_BYTES
# What documents say that python-docx made and nobody dated: the day of its own pattern.
NEVER_SET = date(2013, 12, 23)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "\u2011"}
_LEFT_OUT = {
    f"{_WORD}moveFrom",
    f"{_WORD}del",
    f"{_WORD}txbxContent",
    f"{_COMPATIBLE}Fallback",
    f"{_WORD}pPr",
    f"{_WORD}rPr",
}


def read_docx(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the one report of a document."""
    data = read_all(stream, origin)
    if isinstance(data, RawReport):
        yield data
    elif not data.strip():
        yield origin.unread("file-empty", "the file is empty; nothing was coded")
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        message = "the document is encrypted or of an old kind (.doc); save it as .docx without a password"
        yield origin.unread("file-encrypted", message)
    else:
        yield _read_document(data, origin)


def _read_document(data: bytes, origin: Origin) -> RawReport:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return origin.unread("file-broken", f"this is no whole Word document ({error}); save it anew")
    if unpacked > UNPACKED_BYTES:
        message = f"unpacked the document has {unpacked:,} bytes; the limit is {UNPACKED_BYTES:,}. Save its text."
        return origin.unread("text-too-long", message)
    document = docx.Document(io.BytesIO(data))
    text = "\n".join(_lines(document.element.body)).strip()
    properties = document.core_properties
    given = {key: value for key, value in origin.metadata.items() if value is not None}
    article: dict[str, Any] = {"title": " ".join(properties.title.split()) or None, **given, "text": text}
    problems: tuple[Problem, ...] = ()
    changed = properties.modified or properties.created
    if "published" not in given and changed and changed.date() != NEVER_SET:
        article["published"] = changed.date().isoformat()
        message = f"published is taken for {changed.date()}, the day the file was last changed"
        problems = (Problem("date-guessed", message, origin.where),)
    if not text:
        problems = (Problem("file-empty", "the document holds no text; nothing was coded", origin.where),)
    return make_report(article, origin, problems, original_sha256=hash_of(data))


def _lines(element: Any) -> Iterator[str]:
    """Yield paragraphs and rows of tables below an element."""
    for child in element:
        if child.tag == f"{_WORD}p":
            yield _words(child)
        elif child.tag == f"{_WORD}tr":
            cells = [found for cell in child.iterchildren(f"{_WORD}tc") if (found := list(filter(None, _lines(cell))))]
            if len(cells) == 1:  # a table that only lays out a page
                yield from cells[0]
            elif cells:
                yield "\t".join(" ".join(cell) for cell in cells)
        elif child.tag not in _LEFT_OUT:
            yield from _lines(child)


def _words(element: Any) -> str:
    """Return the words of a paragraph as they stand after all changes are taken."""
    parts = []
    for child in element:
        if child.tag == f"{_WORD}t":
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag not in _LEFT_OUT:
            parts.append(_words(child))
    return "".join(parts)


SOURCE = Source("Word document", (".docx",), read_docx, apart=True)
