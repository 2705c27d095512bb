"""Markup that is a report's words and nothing else (the body of a mail, an item of a feed) as text.

A page with menus and other stories around its article is read by `html.py`; here every word is kept, a block a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

_EMPTY_LINES = re.compile(r"\n{3,}")


def to_text(markup: str) -> str:
    """Return the words of a piece of HTML; plain text comes back as it is but for its white space.

    >>> to_text("<p>The ministers <b>met</b>.</p><p>They agreed on&nbsp;trade.</p>")
    'The ministers met.\\n\\nThey agreed on trade.'
    """
    text = _load_renderer()(f"<html><body>{markup}</body></html>")
    lines = (line.strip() for line in text.replace("\xa0", " ").splitlines())
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


@lru_cache(maxsize=1)
def _load_renderer() -> Callable[[str], str]:
    """Import inscriptis, a tenth of a second, only when there is markup to read."""
    from inscriptis import get_text
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    return partial(get_text, config=ParserConfig(css=CSS_PROFILES["strict"]))
