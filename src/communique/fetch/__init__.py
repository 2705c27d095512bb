"""Fetch what links lead to, politely and from the open web only, and keep it as it was received."""

from __future__ import annotations

from communique.fetch.failure import FetchFailed
from communique.fetch.fetcher import Fetched, Fetcher, Validators, fetch
from communique.fetch.links import check_link, clean_link
from communique.fetch.pages import Kept, Pages, fetch_to

__all__ = [
    "FetchFailed", "Fetched", "Fetcher", "Kept", "Pages", "Validators", "check_link", "clean_link", "fetch", "fetch_to",
]  # fmt: skip
