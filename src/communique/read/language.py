"""Identify a report's language.

In: the text, the language the article says it is in. Out: an ISO 639-1 code, or None where there are no words. Three
steps, so that an English report costs nothing and a short one is not taken for Quechua: the share of a codable
language's small words (among the words without a capital, where a text is mostly names); for short texts in plain
letters what the article says, else the first codable language; else py3langid, among the languages of
`reference/languages.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

from communique.languages import LANGUAGES

# Characters looked at: enough for certainty, and furniture of other languages seldom stands at the head.
SAMPLE_CHARACTERS = 2_000
# Share of small words among the words: 4,000 English press reports had 0.127 to 0.40, the median 0.26; other languages
# of Latin letters share none or one of them.
FUNCTION_WORD_SHARE = 0.1
# Share of words without a capital below which a text is mostly names: in running text of press reports they are 0.6 to
# 0.9 of the words, in lists of names and in headlines 0.1 to 0.4.
NAMES_LEAVE = 0.5
# Letters below which the identifier guesses: it took "Wang Yi met Dar." for Afrikaans.
SHORT_LETTERS = 80

_WORD = re.compile(r"[^\W\d_]+")


def identify_language(text: str, stated: str | None = None) -> str | None:
    """Return the language of `text`; `stated`, what the article says, decides where the text is too short to tell."""
    sample = text[:SAMPLE_CHARACTERS] if text[:SAMPLE_CHARACTERS].strip() else text.strip()[:SAMPLE_CHARACTERS]
    printed = _WORD.findall(sample)
    words = [word.casefold() for word in printed]
    if not words:
        return None
    claimed = normalise(stated)
    letters = "".join(printed)
    for code in LANGUAGES:
        share = sum(word in _function_words(code) for word in words) / len(words)
        if share >= FUNCTION_WORD_SHARE and len(words) >= 8:
            return code
    common = [word for word in printed if not word[0].isupper()]
    if len(common) < NAMES_LEAVE * len(words):
        # Names tell no language: "Zhang Baozhong, Rasheed Masood meet" was taken for Tagalog.
        for code in LANGUAGES:
            own = sum(word in _function_words(code) - _shared_words(code) for word in common)
            if own and own >= FUNCTION_WORD_SHARE * len(common):
                return code
        letters = "".join(common) if letters.isascii() else letters
    if len(letters) < SHORT_LETTERS and (claimed or letters.isascii()):
        return claimed or next(iter(LANGUAGES))
    return _classify(sample)


def normalise(stated: str | None) -> str | None:
    """Return the ISO 639-1 code of a language tag or English name ("en-GB", "ENG", "English"), else None."""
    if not stated:
        return None
    first = re.split(r"[-_]", stated.strip().casefold())[0]
    names = language_names()
    if first in names:
        return first
    by_name = {name.casefold(): code for code, name in names.items()}
    return by_name.get(stated.strip().casefold()) or {"eng": "en", "wuu": "zh", "cmn": "zh", "zho": "zh"}.get(first)


@lru_cache(maxsize=1)
def language_names() -> dict[str, str]:
    """Return the English names of the languages that are told apart, by code."""
    file = resources.files("communique.reference").joinpath("languages.toml")
    names: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))["names"]
    return names


@lru_cache(maxsize=8)
def _function_words(code: str) -> frozenset[str]:
    return frozenset(LANGUAGES[code].table("function_words")["words"])


@lru_cache(maxsize=8)
def _shared_words(code: str) -> frozenset[str]:
    return frozenset(LANGUAGES[code].table("function_words")["shared"])


def _classify(sample: str) -> str:
    code: str = _load_identifier().classify(sample)[0]
    return code


@lru_cache(maxsize=1)
def _load_identifier() -> Any:
    """Load py3langid's model, half a second, only when a text is not plainly English."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(set(language_names()) & set(identifier.labels)))
    return identifier
