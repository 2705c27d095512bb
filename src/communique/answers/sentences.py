"""A claim's sentence in its report, and which countries words name."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.model.claim import Claim
from communique.model.sentences import sentence_around
from communique.model.span import Span
from communique.reference.countries import NAMINGS
from communique.register import Register

AROUND_CHARS = 400  # looked at on each side of a claim's words, to find its sentence in


def get_sentence(register: Register, claim: Claim) -> str:
    """Return the sentence that a claim's evidence stands in."""
    spans = claim.record["evidence"]
    first, last = max(0, spans[0][0] - AROUND_CHARS), spans[-1][1] + AROUND_CHARS
    row = register.connection.execute("SELECT text FROM report WHERE key = ?", (claim.source.key,)).fetchone()
    text = str(row[0])[first:last]
    around = sentence_around(text, Span(spans[0][0] - first, spans[-1][1] - first), AROUND_CHARS)
    return text[around.start : around.end]


@lru_cache(maxsize=1)
def _all_names() -> re.Pattern[str]:
    uses = ("name", "adjective", "people", "capital", "government", "combining")
    words = sorted((w for w, naming in NAMINGS.items() if naming.use in uses), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")


def sides_named(text: str) -> frozenset[str]:
    """Return the countries that a text names, each by the side it acts for."""
    return frozenset(NAMINGS[found].country.acts_for for found in _all_names().findall(text))
