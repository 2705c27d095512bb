"""Find words that name a side: a country by its name, adjective, people, capital or government, an organisation.

In: a `Doc`, or words. Out: `SideMention`s, longest phrase first, in text order and without overlap. Matching is by
case as in print ("Polish" is a side, "polish" is not), or all in capitals. Deliberately missed: towns that are not
capitals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.reference.countries import NAMINGS, NOT_SIDES
from communique.reference.organisations import ORGANISATION_WORDS

if TYPE_CHECKING:
    from spacy.tokens import Doc

TOKEN = re.compile(r"\w+(?:\.\w+)*\.?|'s?|[^\w\s]")
# Shorter words in capitals are more often abbreviations than shouted names.
SHORTEST_SHOUTED = 4


@dataclass(frozen=True, slots=True)
class SideMention:
    """Tokens `first` to `end` name the side `code`. `form` says by which kind of word: `name`, `adjective`, `people`,
    `capital`, `government`, `combining` for a country, else `organisation`, `forum`, `armed group`."""

    first: int
    end: int
    code: str
    form: str

    @property
    def is_country(self) -> bool:
        return self.form not in ("organisation", "forum", "armed group")


Phrases = dict[str, list[tuple[tuple[str, ...], str, str]]]


def find_sides(doc: Doc) -> tuple[SideMention, ...]:
    """Return the mentions of sides in text order."""
    return tuple(find_sides_in([token.text.replace("’", "'") for token in doc]))


def find_sides_in(words: Sequence[str]) -> Iterator[SideMention]:
    """Yield the mentions of sides in a sequence of words."""
    phrases = _phrases()
    at = 0
    while at < len(words):
        for phrase, code, form in phrases.get(words[at], ()):
            end = at + len(phrase)
            if tuple(words[at:end]) == phrase:
                if code:
                    yield SideMention(at, end, code, form)
                at = end
                break
        else:
            at += 1


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    """Return all phrases by first word, the longest first; a phrase that names no side has an empty code."""
    found: Phrases = defaultdict(list)
    seen: set[tuple[str, ...]] = set()

    def add(phrase: str, code: str, form: str) -> None:
        shouted = phrase.upper() if len(phrase) >= SHORTEST_SHOUTED else phrase
        for words in dict.fromkeys((split(phrase), split(shouted))):
            if words not in seen:
                seen.add(words)
                found[words[0]].append((words, code, form))

    for phrase in sorted(NOT_SIDES):
        add(phrase, "", "none")
    for phrase, naming in NAMINGS.items():
        add(phrase, naming.country.acts_for, naming.use)
    for phrase, organisation in ORGANISATION_WORDS.items():
        add(phrase, organisation.code, organisation.kind)
    for entries in found.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry))
    return dict(found)


def split(phrase: str) -> tuple[str, ...]:
    """Split a phrase as the parser's tokenizer does."""
    return tuple(TOKEN.findall(phrase.replace("’", "'")))
