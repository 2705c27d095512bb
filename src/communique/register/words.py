"""Words as SQLite's full text cuts them: where they stand in a text, and what makes two of them the same.

In: a text. Out: its words in order, without case and diacritics (`unicode61 remove_diacritics 2`). PostgreSQL is given
these words instead of its own parser's, so that both engines find the same. Deliberately missed: stems ("meets" does
not find "met"), as in SQLite; signs that Unicode got after 2012, and a dozen rare ones such as µ and ǡ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Letters and digits; `_` is a sign to FTS5. A mark stands behind the letter it belongs to.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


def find_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (folded word, start, end) for every word of a text."""
    for found in _WORD.finditer(text):
        yield fold(found[0]), found.start(), found.end()


def cut_words(text: str) -> list[str]:
    """Return the folded words of a text in order."""
    return [word for word, _, _ in find_words(text)]


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return a word without case, Latin letters without diacritics."""
    return "".join(map(_fold_sign, word.lower()))


@lru_cache(maxsize=65_536)
def _fold_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if "\u0300" <= sign <= "\u036f":
        return ""
    base = unicodedata.normalize("NFD", sign)[0]
    return base if base.isascii() else sign
