"""Countries: ISO 3166-1 codes, capitals, and the words that name them.

In: words as a report prints them ("the United States", "Emirati", "Sino", "Kremlin"). Out: the country, and how
the words name it (`Naming.use`), so that a caller can tell a government from a town. The names of a language are that
language's table (`languages/<code>/demonyms.toml`), read here as data.

Deliberately missed: what only context tells ("Georgia" is always the country here, "Jordan" never a person), and words
that name no side though they hold a country's name ("Indian Ocean"; see `NOT_SIDES`).
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, get_args

__all__ = ["CAPITALS", "COUNTRIES", "NAMINGS", "NOT_SIDES", "Country", "Naming", "Use", "find_country", "find_naming"]

Use = Literal["name", "adjective", "people", "capital", "government", "combining"]

_ROWS: dict[Use, str] = {
    "name": "names",
    "adjective": "adjectives",
    "people": "people",
    "capital": "capitals",
    "government": "government",
    "combining": "combining",
}
# Below this length an all-capitals word is more likely an abbreviation than a shouted name ("MALI" is on the line).
_SHORTEST_SHOUTED_NAME = 4


@dataclass(frozen=True, slots=True)
class Country:
    """`code` ISO 3166-1 alpha-3 (`XKX` for Kosovo), `numeric` its three digits (none for Kosovo), `cameo` the code of
    CAMEO and PLOVER data where it differs.

    `acts_for` is the side in dealings between governments: another country's for a special administrative region.
    """

    code: str
    alpha2: str
    numeric: str
    name: str
    cameo: str
    capitals: tuple[str, ...]
    acts_for: str


@dataclass(frozen=True, slots=True)
class Naming:
    """How words name a country. `capital` and `government` are metonyms; a `capital` may also be just the town."""

    country: Country
    use: Use

    @property
    def is_metonym(self) -> bool:
        return self.use in ("capital", "government")


def _load_countries() -> dict[str, Country]:
    text = resources.files("communique.reference").joinpath("countries.csv").read_text(encoding="utf-8")
    return {
        row["alpha3"]: Country(
            row["alpha3"], row["alpha2"], row["numeric"], row["name"], row["cameo"] or row["alpha3"],
            tuple(filter(None, row["capitals"].split(";"))), row["acts_for"] or row["alpha3"],
        )
        for row in csv.DictReader(text.splitlines())
    }  # fmt: skip


def _load_namings() -> tuple[dict[str, Naming], frozenset[str]]:
    """Return namings by printed words, and the phrases that are no sides. A word's first use in `Use` order wins."""
    file = resources.files("communique.languages").joinpath("en", "demonyms.toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    not_sides = frozenset(tables.pop("not_sides")["words"])
    namings: dict[str, Naming] = {}
    for use in get_args(Use):
        for code, table in tables.items():
            for words in table.get(_ROWS[use], "").split("; "):
                if words:
                    namings.setdefault(words, Naming(COUNTRIES[code], use))
    return namings, not_sides


COUNTRIES: Mapping[str, Country] = MappingProxyType(_load_countries())
"""All countries by alpha-3 code."""

_namings, NOT_SIDES = _load_namings()
NAMINGS: Mapping[str, Naming] = MappingProxyType(_namings)
"""Every wording that names a country, as printed, without "the"; apostrophes are straight."""

CAPITALS: Mapping[str, Country] = MappingProxyType(
    {words: naming.country for words, naming in _namings.items() if naming.use == "capital"}
    | {"Brussels": COUNTRIES["BEL"]}
)
"""Capitals that stand for their government. Brussels is the EU's word as a metonym, Belgium's only as a place."""

_SHOUTED: dict[str, Naming] = {
    words.upper(): naming for words, naming in reversed(_namings.items()) if len(words) >= _SHORTEST_SHOUTED_NAME
}


@lru_cache(maxsize=4096)
def find_naming(words: str) -> Naming | None:
    """Return how `words` as a whole name a country, or None.

    "the", a possessive ending and curly apostrophes do not matter; case does, except in words all in capitals.
    """
    words = " ".join(words.replace("’", "'").split())
    if words[:4] in ("the ", "The ", "THE "):
        words = words[4:]
    for form in (words, words.removesuffix("'s").removesuffix("'S"), words.removesuffix("'")):
        naming = _namings.get(form) or (_SHOUTED.get(form) if form.isupper() else None)
        if naming is not None:
            return naming
    return None


def find_country(words: str) -> Country | None:
    """Return the country that `words` as a whole name in any way ("Chinese", "Pak", "New Delhi"), or None."""
    naming = find_naming(words)
    return naming.country if naming else None
