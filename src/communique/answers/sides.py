"""Sides as people write them: a code, a country's name or adjective, an organisation's name or acronym.

In: words ("China", "chn", "Chinese", "Shanghai Cooperation Organisation"). Out: the code that records use ("CHN").
Deliberately missed: capitals and palaces as metonyms work as in a report ("Kremlin"), but a town in a country does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from communique.errors import UsageError
from communique.reference.countries import COUNTRIES, NAMINGS, find_country
from communique.reference.organisations import ORGANISATIONS, find_organisation

NEAR_NAMES = 3  # suggestions for a word that is no side, likeness at least 0.75 (difflib): Pakistn, not Tajikistan


def parse_side(words: str) -> str:
    """Return the code of a side; raise a UsageError that lists near names where there is none.

    >>> parse_side("China"), parse_side("chn"), parse_side("the United States")
    ('CHN', 'CHN', 'USA')
    """
    found = find_side(words)
    if found is None:
        near = _find_near(words)
        hint = f"Did you mean {' or '.join(near)}?" if near else "Write a code or a name, such as CHN or China."
        raise UsageError("side-unknown", f"“{words}” is no side that is known.", hint)
    return found


def parse_sides(all_words: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of several sides, each once, in the given order."""
    return tuple(dict.fromkeys(parse_side(words) for words in all_words))


def find_side(words: str) -> str | None:
    """Return the code of a side that the words name in whatever case, or None."""
    words = " ".join(words.split())
    for form in (words, words.upper()):
        if form in COUNTRIES or form in ORGANISATIONS:
            return form
    for form in (words, words.title(), words.upper()):
        country = find_country(form)
        if country is not None:
            return country.code
        organisation = find_organisation(form)
        if organisation is not None:
            return organisation.code
    return _folded().get(words.casefold())


@lru_cache(maxsize=1)
def _folded() -> dict[str, str]:
    """Return every known wording in lower case → code."""
    known = {code.casefold(): code for code in (*ORGANISATIONS, *COUNTRIES)}
    for organisation in ORGANISATIONS.values():
        for name in (*organisation.names, *organisation.acronyms):
            known.setdefault(name.casefold(), organisation.code)
    for name, naming in NAMINGS.items():
        known.setdefault(name.casefold(), naming.country.code)
    return known


def _find_near(words: str) -> list[str]:
    """Return "Pakistan (PAK)" for each of the nearest names."""
    near: dict[str, str] = {}
    for name in get_close_matches(words.casefold(), _folded(), n=3 * NEAR_NAMES, cutoff=0.75):
        code = _folded()[name]
        near.setdefault(code, name_side(code))
    return [f"{name} ({code})" if name != code else code for code, name in near.items()][:NEAR_NAMES]


def name_side(code: str) -> str:
    """Return the usual name of a side ("China"); a code that is unknown as it is."""
    if code in COUNTRIES:
        return COUNTRIES[code].name
    return ORGANISATIONS[code].name if code in ORGANISATIONS else code
