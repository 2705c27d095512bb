"""Links of reports as pages and files may carry them: a report's link is anybody's, and some programs run what it says.

In: the link as the report's metadata has it. Out: the same link, or none. Deliberately not looked at: where it leads.
"""

from __future__ import annotations

from urllib.parse import urlsplit

WEB = frozenset({"http", "https"})


def web_link(url: str | None) -> str | None:
    """Return a link that leads to the web, None for any other and where there is none.

    >>> web_link("https://example.org/news/12"), web_link("javascript:alert(1)"), web_link(None)
    ('https://example.org/news/12', None, None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in WEB and parts.netloc else None
