"""What an item of a feed leads to, and when two links are of one site."""

from __future__ import annotations

import httpx

from communique.acquire.feed import Item
from communique.errors import UsageError
from communique.fetch import clean_link
from communique.fetch.links import SITE_PREFIX


def read_link(item: Item, base: str) -> tuple[str | None, str | None]:
    """Return the link of an item, cleaned, or why it has none that can be fetched."""
    if not item.link:
        return None, "the item has no link"
    try:
        return clean_link(str(httpx.URL(base).join(item.link.strip()))), None
    except (UsageError, httpx.InvalidURL, ValueError) as error:
        return None, str(error)


def is_one_site(one: str | None, other: str | None) -> bool:
    """True for two links of one site: what two sites publish in the same words is two reports."""
    return one is not None and other is not None and find_site(one) == find_site(other)


def find_site(link: str) -> str:
    """Return the host of a link without `www.` and its like."""
    return SITE_PREFIX.sub("", httpx.URL(link).host)
