"""Files and pages that were sent to the desk, as reports: the kinds that `communique read` takes, read from memory.

In: a name and bytes. Out: the reports in them, or entries that say why there are none. Runs in the desk's worker.
"""

from __future__ import annotations

from itertools import islice
from pathlib import PureWindowsPath

from communique.acquire import acquire_bytes
from communique.acquire.page import name_link, page_fields, page_suffix
from communique.acquire.source import Origin
from communique.model.report import RawReport

NAME_CHARS = 200


def read_upload(name: str, data: bytes, most: int) -> list[RawReport]:
    """Return the reports of a file, at most so many and one more, which says that there were too many."""
    return list(islice(acquire_bytes(PureWindowsPath(name).name[-NAME_CHARS:] or "file", data), most + 1))


def read_page(link: str, data: bytes, content_type: str) -> list[RawReport]:
    """Return the reports of what a link led to."""
    origin = Origin(link, name_link(link), page_fields(link, content_type))
    return list(acquire_bytes(f"page{page_suffix(link, content_type)}", data, origin))
