"""PDF documents: the words of born-digital ones, in paragraphs, without running heads and page numbers.

In: the bytes of a document. Out: one report, whose text is taken out by PDFium page by page and put together from
lines by `pdf_lines.py`. Title and day come from the document's own properties where a sidecar does not say; the day is
the one on which the file was made, which is told as a problem, since it may not be the day of publication.

Deliberately missed: words in pictures (a scanned document is an entry that says so), the author, who is a person at a
desk more often than an outlet, and which cell of a table stands over which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from communique.acquire.article import hash_of, make_report
from communique.acquire.decode import read_all
from communique.acquire.pdf_lines import PageLine, join_pages, read_lines
from communique.acquire.source import Origin, Source
from communique.model.problem import Problem
from communique.model.report import RawReport

# Of one document. A text that can be coded (300,000 characters) fills some 120 pages.
MOST_PAGES = 500
_MADE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
# Titles that programs put in of themselves: names of files, of programs, nothing.
_NO_TITLE = re.compile(
    r"\.(?:docx?|pdf|rtf|odt|indd|qxd|pptx?|xlsx?|tmp)\s*$|^(?:Microsoft \w+ - |untitled|document\d*$)", re.I
)


def read_pdf(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the one report of a document."""
    data = read_all(stream, origin)
    if isinstance(data, RawReport):
        yield data
    elif not data.strip():
        yield origin.unread("file-empty", "the file is empty; nothing was coded")
    else:
        yield _read_document(data, origin)


def _read_document(data: bytes, origin: Origin) -> RawReport:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            return origin.unread("file-encrypted", "the document opens with a password only; save it without one")
        return origin.unread("file-broken", f"this is no whole PDF ({error}); save it anew")
    with document:
        count = len(document)
        if count > MOST_PAGES:
            message = f"the document has {count:,} pages; the limit is {MOST_PAGES}. Split it."
            return origin.unread("text-too-long", message)
        pages = [_read_page(document, number) for number in range(count)]
        fields = document.get_metadata_dict()
    blank = [number for number, page in enumerate(pages, start=1) if not page]
    if len(blank) == count:
        message = "no page has words, only pictures of them, as scanners make; have it read by OCR first"
        return origin.unread("pdf-scanned", message)
    problems = []
    if blank:
        which = ", ".join(map(str, blank[:10])) + (", …" if len(blank) > 10 else "")
        problems.append(Problem("pdf-pages-without-text", f"pages without words were left out: {which}", origin.where))
    given = {key: value for key, value in origin.metadata.items() if value is not None}
    article: dict[str, Any] = {"title": _title(fields), **given, "text": join_pages(pages)}
    if "published" not in given and (day := made_on(fields.get("CreationDate", ""))):
        article["published"] = day
        problems.append(
            Problem("date-guessed", f"published is taken for {day}, the day the file was made", origin.where)
        )
    return make_report(article, origin, tuple(problems), original_sha256=hash_of(data))


def _read_page(document: Any, number: int) -> list[PageLine]:
    """Return the lines of a page; one that is damaged has none."""
    import pypdfium2

    try:
        page = document[number]
        words = page.get_textpage()
        try:
            return read_lines(words, page.get_height())
        finally:
            words.close()
            page.close()
    except pypdfium2.PdfiumError:
        return []


def made_on(written: str) -> str | None:
    """Return the day of a PDF's date, `D:20250304…`, as `YYYY-MM-DD`.

    >>> made_on("D:20250304101500+05'00'")
    '2025-03-04'
    """
    match = _MADE.match(written)
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _title(fields: dict[str, str]) -> str | None:
    title = " ".join(fields.get("Title", "").split())
    return None if _NO_TITLE.search(title) else title or None


SOURCE = Source("PDF", (".pdf",), read_pdf, apart=True)
