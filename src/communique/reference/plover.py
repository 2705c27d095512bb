"""PLOVER event categories for the codebook's words (`plover.toml`).

`CATEGORIES` are the 18 of the PLOVER manual (Open Event Data Alliance), which records carry; `LATER` are the 16 of
Halterman et al. (2023), which merge four of them into others.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

CATEGORIES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "INVESTIGATE",
    "DEMAND",
    "DISAPPROVE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "MOBILIZE",
    "SANCTION",
    "COERCE",
    "ASSAULT",
    "FIGHT",
)


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    return tomllib.loads(resources.files("communique.reference").joinpath("plover.toml").read_text(encoding="utf-8"))


def event_type_of_engagement(kind: str, status: str) -> str:
    """Return the category of a contact: a signing agrees, held contact consults, foreseen contact agrees."""
    table = _load()["engagements"]
    by_kind: str | None = table["kind"].get(kind)
    return by_kind if by_kind and status in ("held", "ongoing") else str(table["status"][status])


def event_type(kind: str, word: str) -> str:
    """Return the category of an undertaking's act, a statement's stance, an action's type or an incident's kind."""
    table = _load()[kind]
    return str(table[word] if word in table else table["default"])


def later_category(category: str) -> str:
    """Return the category of Halterman et al. (2023) that one of the manual's became.

    >>> later_category("DEMAND"), later_category("AID")
    ('REQUEST', 'AID')
    """
    return str(_load()["later"].get(category, category))


LATER = tuple(dict.fromkeys(later_category(category) for category in CATEGORIES))
