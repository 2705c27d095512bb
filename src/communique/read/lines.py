"""Tell a report's lines apart: its own words from headings, captions, bylines and site furniture."""

from __future__ import annotations

import re

from communique.model.reading import Line
from communique.model.span import Span


def find_lines(text: str, title: str | None = None) -> tuple[Line, ...]:
    """Return the non-empty lines of `text` in order, each with its kind and the rule that gave it."""
    return tuple(
        Line(Span(match.start(), match.end()), "body", "baseline") for match in re.finditer(r"[^\n]*\S[^\n]*", text)
    )
