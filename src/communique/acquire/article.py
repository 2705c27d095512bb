"""Make a report of an article's fields: what is missing, of a wrong type or impossible is a problem, never a guess."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from communique.acquire.source import Origin
from communique.model.problem import Problem
from communique.model.report import RawReport, Report

FIELDS = ("title", "outlet", "published", "url", "language")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}\S*(?:\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?$")


def make_report(
    article: Mapping[str, Any],
    origin: Origin,
    problems: tuple[Problem, ...] = (),
    *,
    original_sha256: str | None = None,
) -> RawReport:
    """Return the report of an article object with `text` and any of `id`, `title`, `outlet`, `published`, `url`,
    `language`. Its id is its own, else `origin.stem`, else made from the text's hash. `original_sha256` is that of the
    bytes that `text` was taken out of, where it does not stand in them as it is."""
    found = [*origin.problems, *problems]
    text = article.get("text")
    if text is None and not found:
        found.append(Problem("text-missing", "the article has no `text`; nothing was coded", origin.where))
    elif text is not None and not isinstance(text, str):
        found.append(_wrong_type("text", text, origin))
    elif text is not None and not text.strip() and not found:
        found.append(Problem("text-missing", "the article's `text` is empty; nothing was coded", origin.where))
    text = text if isinstance(text, str) else ""
    values: dict[str, str | None] = {}
    for name in FIELDS:
        value = article.get(name)
        if value is not None and not isinstance(value, str):
            found.append(_wrong_type(name, value, origin))
            value = None
        values[name] = value.strip() or None if value else None
    if values["published"]:
        values["published"], problem = read_day(values["published"], origin.where)
        found.extend(problem)
    return RawReport(
        _id(article.get("id"), text, origin, found),
        text,
        origin.where,
        **values,
        text_is_extracted=original_sha256 is not None,
        original_sha256=original_sha256,
        problems=tuple(found),
    )


def hash_of(original: bytes) -> str:
    """Return the SHA-256 of what a text is taken out of."""
    return hashlib.sha256(original).hexdigest()


def read_day(words: str, where: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the day of an ISO date or timestamp as `YYYY-MM-DD`; anything else is None and a problem."""
    match = _DAY.match(words)
    if match:
        try:
            return date.fromisoformat(match.group(1)).isoformat(), ()
        except ValueError:
            pass
    message = f"`published` is {words[:40]!r}, no date of the form YYYY-MM-DD; left out, so relative dates stay null"
    return None, (Problem("date-invalid", message, where),)


def _id(value: Any, text: str, origin: Origin, found: list[Problem]) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value.strip():
        return value
    if value is not None and not isinstance(value, str):
        found.append(_wrong_type("id", value, origin))
    return origin.stem or f"sha256:{Report.hash_of(text)[:16]}"


def _wrong_type(name: str, value: Any, origin: Origin) -> Problem:
    message = f"`{name}` should be a string, found {type(value).__name__}; it was left out"
    return Problem("field-invalid", message, origin.where)
