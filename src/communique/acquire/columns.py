"""Find a table's columns: `text`, and those of an article's other fields.

A column of a field's own name is its column, and a caller can name any (`Options.columns`). Names that tables of
articles often have are known too; using one is a guess, told with the table's first report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.acquire.article import FIELDS
from communique.acquire.source import Origin
from communique.model.problem import Problem
from communique.model.report import RawReport

USUAL_NAMES = {
    "text": ("body", "content", "article", "article_text", "full_text", "fulltext", "maintext"),
    "id": ("article_id", "uid", "guid"),
    "title": ("headline", "heading"),
    "outlet": ("publisher", "source", "newspaper"),
    "published": ("published_at", "publication_date", "date_published", "pubdate", "date"),
    "url": ("link", "article_url"),
    "language": ("lang",),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns by field, and what was guessed of them."""

    by_field: Mapping[str, str]
    problems: tuple[Problem, ...]


def find_columns(names: Sequence[str], origin: Origin) -> Columns | RawReport:
    """Return which of a table's columns hold what, or the entry that says why none holds the text."""
    by_name = {name.strip().casefold(): name for name in reversed(names)}
    found: dict[str, str] = {}
    guessed: list[str] = []
    for field in ("text", "id", *FIELDS):
        if wanted := origin.columns.get(field):
            if wanted.strip().casefold() not in by_name:
                return _no_column(wanted, field, names, origin)
            found[field] = by_name[wanted.strip().casefold()]
        elif field in by_name:
            found[field] = by_name[field]
        elif usual := next((by_name[name] for name in USUAL_NAMES[field] if name in by_name), None):
            found[field] = usual
            guessed.append(f"{field} from {usual!r}")
    if "text" not in found:
        return _no_column("text", "text", names, origin)
    if not guessed:
        return Columns(found, ())
    message = f"columns were taken by their usual names: {', '.join(guessed)}. Name others with --column FIELD=NAME."
    return Columns(found, (Problem("columns-guessed", message, origin.where),))


def _no_column(wanted: str, field: str, names: Sequence[str], origin: Origin) -> RawReport:
    has = ", ".join(repr(name[:60]) for name in names[:20]) + (", …" if len(names) > 20 else "") or "none"
    message = f"the table has no column {wanted!r} for the {field} of its reports; it has {has}. "
    return origin.unread("column-missing", f"{message}Name one with --column {field}=NAME.")
