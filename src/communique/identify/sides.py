"""Find words that name a country: its name, adjective, people, capital, government.

In: a `Doc`. Out: `SideMention`s, longest phrase first, in text order and without overlap. Matching is by case as in
print ("Polish" is a side, "polish" is not), or all capitals. Deliberately missed: towns that are not capitals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.languages import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

FORMS = ("names", "adjectives", "people", "combining", "capitals", "government")
# The same words can be two forms of one country ("Afghan"); the earlier form is kept.
TOKEN = re.compile(r"\w+(?:\.\w+)*\.?|'s?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class SideMention:
    """Tokens `first` to `end` name the side `code` (ISO 3166-1 alpha-3); `form` says by which kind of word."""

    first: int
    end: int
    code: str
    form: str


Phrases = dict[str, list[tuple[tuple[str, ...], str, str]]]


def find_sides(doc: Doc, language: Language) -> tuple[SideMention, ...]:
    """Return the mentions of countries in text order."""
    return tuple(_matches(doc, _phrases(language)))


def _matches(doc: Doc, phrases: Phrases) -> Iterator[SideMention]:
    words = [token.text.replace("’", "'") for token in doc]
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


@lru_cache(maxsize=4)
def _phrases(language: Language) -> Phrases:
    """Return all phrases by first word, the longest first; a phrase that names no side has an empty code."""
    table = language.table("demonyms")
    found: Phrases = defaultdict(list)
    seen: set[tuple[str, ...]] = set()

    def add(phrase: str, code: str, form: str) -> None:
        for words in {split(phrase), split(phrase.upper())}:
            if words not in seen and not (len(words) == 1 and len(words[0]) < 2):
                seen.add(words)
                found[words[0]].append((words, code, form))

    for phrase in table["not_sides"]["words"]:
        add(phrase, "", "none")
    for form in FORMS:
        for code, row in table.items():
            if code != "not_sides" and row.get(form):
                for phrase in row[form].split(";"):
                    add(phrase.strip(), code, form)
    for entries in found.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry))
    return dict(found)


def split(phrase: str) -> tuple[str, ...]:
    """Split a phrase as the parser's tokenizer does."""
    return tuple(TOKEN.findall(phrase.replace("’", "'")))
