"""A report: as acquired (`RawReport`) and frozen for coding (`Report`)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from communique.model.problem import Problem


@dataclass(frozen=True, slots=True)
class RawReport:
    """One report as a source gave it. `text` is what all offsets refer to (for HTML: the cleaned text).

    `id` is the article's own, else the file name without its last suffix, else `sha256:` and 16 digits of the text's
    hash. `published` is `YYYY-MM-DD` or None (never guessed). `where` says where it came from (`path` or
    `path:line`). `text_is_extracted` says that `text` was taken out of a page or document and stands in no file, so
    that exports must print it; `original_sha256` is then the hash of that page's or document's bytes. With
    `problems` and an empty text the report could not be read.
    """

    id: str
    text: str
    where: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    text_is_extracted: bool = False
    original_sha256: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report whose text is frozen: `sha256` is that of its UTF-8 bytes; `text_is_extracted` and
    `original_sha256` as in `RawReport`."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    dateline: str | None = None
    sha256: str = ""
    text_is_extracted: bool = False
    original_sha256: str | None = None

    @staticmethod
    def hash_of(text: str) -> str:
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
