"""Links of reports as files may carry them: a report's link is anybody's, and some programs run what a link says."""

from __future__ import annotations

WEB = ("http://", "https://")


def web_link(url: str | None) -> str | None:
    """Return a link that leads to the web, None for every other (`javascript:`, `file:`) and where there is none."""
    return url if url and url.casefold().startswith(WEB) else None
