"""Links: which lead to the web, and what is the same page under another name.

Parameters that only count readers are cut off (`COUNTING`, a list of their well-known names: lists that guess by parts
of names, such as courlan's, also cut `cid=12` and with it the article). A page's own `rel=canonical` is believed when
it names a page of the same site; many sites name their front page on every article, which would make one report of all.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser

import httpx

from communique.errors import UsageError

LINK_CHARS = 2_000
PORTS = frozenset({None, 80, 443})
HEAD_BYTES = 200_000  # in which a page's rel=canonical is looked for; it stands in the head
COUNTING = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_ga|_gl|_hs(?:enc|mi)|"
    r"vero_(?:conv|id)|oly_(?:anon|enc)_id|mkt_tok|ns_(?:campaign|mchannel|source|linkname)|at_(?:campaign|medium)|"
    r"cmpid|ocid|xtor|__twitter_impression",
    re.I,
)
SITE_PREFIX = re.compile(r"^(?:www|m|amp|mobile)\.")


def check_link(link: str) -> httpx.URL:
    """Return a link that leads to the web, parsed."""
    hint = "A link begins with https:// or http:// and has no password or unusual port."
    try:
        url = httpx.URL(link.strip()) if len(link) <= LINK_CHARS else httpx.URL("")
    except (httpx.InvalidURL, UnicodeError) as error:
        raise UsageError("link-invalid", f"“{link[:80]}” is no link.", hint) from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo or url.port not in PORTS:
        raise UsageError("link-invalid", f"“{link[:80]}” is no link to a page of the web.", hint)
    return url


def clean_link(link: str) -> str:
    """Return a link without its fragment and without what only counts readers.

    >>> clean_link("HTTPS://Example.org/a?cid=12&utm_source=x&fbclid=1#top")
    'https://example.org/a?cid=12'
    """
    url = check_link(link).copy_with(fragment=None)
    kept = [part for part in url.query.decode("ascii").split("&") if not COUNTING.fullmatch(part.partition("=")[0])]
    return str(url.copy_with(query="&".join(kept).encode("ascii") or None))


def find_canonical(page: bytes, link: str) -> str:
    """Return the link under which a page wants to be known, cleaned; its own where it names none that is believed."""
    own = clean_link(link)
    finder = _CanonicalFinder()
    with suppress(AssertionError):  # of markup such as "<![x["; what was found before it counts
        finder.feed(page[:HEAD_BYTES].decode("utf-8", "replace"))
    if finder.found is None:
        return own
    try:
        named = clean_link(str(httpx.URL(own).join(finder.found.strip())))
    except (UsageError, httpx.InvalidURL, ValueError):
        return own
    return named if _is_own_page(httpx.URL(named), httpx.URL(own)) else own


def _is_own_page(named: httpx.URL, own: httpx.URL) -> bool:
    """True for a page of the same site; the front page only where the own one is it."""
    is_front = named.path.strip("/") == "" and not named.query
    same_site = SITE_PREFIX.sub("", named.host) == SITE_PREFIX.sub("", own.host)
    return same_site and (not is_front or own.path.strip("/") == "")


class _CanonicalFinder(HTMLParser):
    """Finds the first `<link rel="canonical" href="…">`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "link" and self.found is None and "canonical" in (said.get("rel") or "").casefold().split():
            self.found = said.get("href")
