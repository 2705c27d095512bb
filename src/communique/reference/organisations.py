"""Organisations, forums and armed groups that act as sides, and the words that name them.

In: words as printed ("UN Security Council", "Shanghai Cooperation Organisation", "TTP"). Out: the side's code and kind.
An organ speaks for its organisation (the Security Council for the UN), "Brussels" for the EU. Deliberately missed:
ministries, parties, companies (they act for their country), and what short acronyms mean elsewhere ("ISA", "AU"): a
caller may want the name spelled out in the report before it believes those.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Literal

__all__ = ["ORGANISATIONS", "ORGANISATION_WORDS", "Organisation", "OrganisationKind", "find_organisation"]

OrganisationKind = Literal["organisation", "forum", "armed group"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """`code` is what records use for the side; `names` the fullest first; `acronyms` may be empty."""

    code: str
    kind: OrganisationKind
    names: tuple[str, ...]
    acronyms: tuple[str, ...]

    @property
    def name(self) -> str:
        """The fullest usual name."""
        return self.names[0] if self.names else self.code


def _load() -> dict[str, Organisation]:
    text = resources.files("communique.reference").joinpath("organisations.toml").read_text(encoding="utf-8")
    return {
        code: Organisation(
            code,
            row["kind"],
            tuple(row["names"].split("; ")) if "names" in row else (),
            tuple(row["acronyms"].split("; ")) if "acronyms" in row else (),
        )
        for code, row in tomllib.loads(text).items()
    }


def _spellings(organisation: Organisation) -> Iterator[str]:
    yield from organisation.acronyms
    for name in organisation.names:
        yield name
        if "ization" in name:
            yield name.replace("ization", "isation")
        if "Cooperation" in name:
            yield name.replace("Cooperation", "Co-operation")
            yield name.replace("Cooperation", "Co-operation").replace("ization", "isation")


ORGANISATIONS: Mapping[str, Organisation] = MappingProxyType(_load())
"""All organisations by code."""

_words: dict[str, Organisation] = {}
for _organisation in ORGANISATIONS.values():
    for _spelling in _spellings(_organisation):
        _words.setdefault(_spelling, _organisation)
ORGANISATION_WORDS: Mapping[str, Organisation] = MappingProxyType(_words)
"""Every wording that names one, as printed, without "the"; apostrophes are straight."""

_SHOUTED = {words.upper(): organisation for words, organisation in reversed(_words.items()) if " " in words}


@lru_cache(maxsize=4096)
def find_organisation(words: str) -> Organisation | None:
    """Return the organisation that `words` as a whole name, or None.

    "the", a possessive ending and curly apostrophes do not matter; case does, except in words all in capitals.
    """
    words = " ".join(words.replace("’", "'").split())
    if words[:4] in ("the ", "The ", "THE ") and words not in _words:
        words = words[4:]
    for form in (words, words.removesuffix("'s").removesuffix("'S"), words.removesuffix("'")):
        organisation = _words.get(form) or (_SHOUTED.get(form) if form.isupper() else None)
        if organisation is not None:
            return organisation
    return None
