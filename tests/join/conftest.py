"""Claims made by hand: joining is pure, so that no register and no coder is needed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from communique.model.claim import Claim, Source

Make = Callable[..., Claim]
DEFAULTS: dict[str, dict[str, Any]] = {
    "people": {"name": "Ayla Demir", "country": "TUR", "office": None},
    "bodies": {"name": "Green Commission", "acronym": None, "kind": "ministry", "country": None},
    "engagements": {
        "kind": "meeting",
        "status": "held",
        "parties": ["CHN", "PAK"],
        "participants": [],
        "place": None,
        "when": None,
        "date": None,
        "topics": [],
    },
    "incidents": {
        "kind": "armed attack",
        "name": None,
        "place": None,
        "when": None,
        "date": None,
        "perpetrator": None,
        "casualties": [],
    },
    "undertakings": {
        "act": "commit",
        "by": ["CHN"],
        "to": ["PAK"],
        "speaker": None,
        "matter": "",
        "amounts": [],
        "due": None,
        "engagement": None,
        "topics": [],
    },
    "actions": {"type": "aid", "by": ["CHN"], "to": ["PAK"], "matter": "", "place": None, "when": None, "date": None},
}


@pytest.fixture
def make() -> Make:
    """Make a claim: `make("people", published="2025-03-01", name="Ayla Demir")`; `words` are its evidence."""
    numbers = count(1)

    def made(
        of: str, /, published: str | None = "2025-03-01", words: str = "", title: str = "", **fields: Any
    ) -> Claim:
        number = next(numbers)
        source = Source(number, f"r{number}", 1, f"Outlet {number}", published, title, None)
        record = {"id": "x1", "confidence": 0.8, **DEFAULTS[of], **fields}
        return Claim(number, of, record, (words or str(fields.get("matter", "")),), source)

    return made
