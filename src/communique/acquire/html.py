"""HTML pages: trafilatura takes the article out; offsets refer to the text so won, which exports then print.

Title, date, outlet and address come from the page's own metadata where a sidecar does not say. The date is only taken
from what the page declares (no search through its text): a wrong date would move every relative date of the report.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

from communique.acquire.article import hash_of, make_report
from communique.acquire.decode import decode_html, read_all
from communique.acquire.source import Origin, Source
from communique.model.problem import Problem
from communique.model.report import RawReport

# Characters of markup: a page's tree takes many times its size in memory, and no article needs so many.
PAGE_CHARACTERS = 10_000_000


def read_html(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the one report of a page."""
    data = read_all(stream, origin)
    if isinstance(data, RawReport):
        yield data
        return
    page, problems = decode_html(data, origin.where, origin.charset)
    if problems and problems[0].code == "file-binary":
        yield origin.unread("file-binary", problems[0].message)
    elif not page.strip():
        yield origin.unread("file-empty", "the file is empty; nothing was coded")
    elif len(page) > PAGE_CHARACTERS:
        message = f"the page has {len(page):,} characters; the limit is {PAGE_CHARACTERS:,}. Save the article alone."
        yield origin.unread("text-too-long", message)
    else:
        found = _extract(page)
        if not found.get("text"):
            message = "no article text was found in the page; save the article itself, or its text as .txt"
            problems = (*problems, Problem("html-without-text", message, origin.where))
        given = {key: value for key, value in origin.metadata.items() if value is not None}
        yield make_report(
            {**found, **given, "text": found.get("text") or ""}, origin, problems, original_sha256=hash_of(data)
        )


def _extract(page: str) -> dict[str, Any]:
    """Return text, title, published, outlet and url of a page, those that it has."""
    extract = _load_extractor()
    try:
        document = extract(
            page,
            with_metadata=True,
            include_comments=False,
            include_images=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # a page that breaks the library is data, as every unreadable report is
        logging.getLogger(__name__).debug("trafilatura failed", exc_info=error)
        return {}
    if document is None:
        return {}
    names = {"text": "text", "title": "title", "published": "date", "outlet": "sitename", "url": "url"}
    found = {ours: getattr(document, theirs, None) for ours, theirs in names.items()}
    return {ours: value for ours, value in found.items() if value}


@lru_cache(maxsize=1)
def _load_extractor() -> Any:
    """Import trafilatura, half a second, only when there is a page to read; its own log says nothing to our users."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return trafilatura.bare_extraction


SOURCE = Source("HTML", (".html", ".htm", ".xhtml"), read_html, apart=True)
