"""PLOVER event categories for the codebook's words (`plover.toml`)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

CATEGORIES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
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
