"""Where words name a side or its people: in a quotation, around an amount, beside the victims of an attack."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.reference.countries import NAMINGS

# Nouns for people as nationals of a side: "Chinese engineers", "Pakistani students".
PEOPLE_NOUNS = (
    "nationals?|citizens?|engineers?|workers?|labourers?|laborers?|tourists?|students?|diplomats?|personnel|staff|crew|people|"
    "men|man|women|woman|children|fishermen|pilgrims?|journalists?|soldiers?|troops|peacekeepers?|sailors?|drivers?|"
    "traders?|expatriates?|teachers?|doctors?|technicians?|victims?|passengers?|businessm[ae]n|embassy|consulate|mission"
)


@lru_cache(maxsize=64)
def _names(side: str, uses: tuple[str, ...]) -> re.Pattern[str]:
    words = [w for w, naming in NAMINGS.items() if naming.country.acts_for == side and naming.use in uses] or [side]
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")\b")


@lru_cache(maxsize=64)
def _nationals(side: str) -> re.Pattern[str]:
    adjectives = _names(side, ("adjective",)).pattern
    people = _names(side, ("people",)).pattern
    return re.compile(rf"{adjectives}(?:\s+[\w'’-]+){{0,2}}\s+(?:{PEOPLE_NOUNS})\b|{people}")


def names_side(text: str, side: str) -> bool:
    """True when a text names a side by its name, adjective, people, capital or government."""
    return bool(_names(side, ("name", "adjective", "people", "capital", "government", "combining")).search(text))


def names_nationals(text: str, side: str) -> bool:
    """True when a text names nationals of a side ("three Chinese engineers"), not just the side."""
    return bool(_nationals(side).search(text))
