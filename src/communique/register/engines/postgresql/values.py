"""Values and rows as the register has them, for psycopg: what PostgreSQL writes or counts differently is turned here.

A text may hold the sign U+0000, which PostgreSQL cannot keep. It is kept as U+FDD0, which stands for no character; a
U+FDD0 of the text itself is kept behind a U+FDD1, and each U+FDD1 right before either is kept twice. Every text comes
back as it was, but one with such signs is longer where it is kept: whoever counts characters (offsets) counts those of
the text as given back. Words go over as SQLite's full text cuts them (`register/words.py`), not as PostgreSQL would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from psycopg import Connection
from psycopg.adapt import Buffer, Loader
from psycopg.types.string import StrDumperUnknown

from communique.register.engines.database import JsonText, Words
from communique.register.words import cut_words

# Characters of a text whose words are indexed: a tsvector holds one megabyte.
INDEXED_CHARACTERS = 200_000
INDEXED_BYTES = 2_000  # of one word; a longer one is no word
INDEXED_PLACES = 255  # of one word; PostgreSQL keeps no more
NULL = "\0"
NO_CHARACTER, ESCAPE = "\ufdd0", "\ufdd1"
_TO_ESCAPE = re.compile(f"({ESCAPE}*)([{NULL}{NO_CHARACTER}])")
_ESCAPED = re.compile(f"({ESCAPE}*){NO_CHARACTER}")
_NULL_IN_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


class Row(tuple[Any, ...]):
    """A row that also knows its columns by name."""

    __slots__ = ()
    columns: dict[str, int] = {}  # noqa: RUF012  (each query's rows are of a class of their own)

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.columns[key] if isinstance(key, str) else key)

    def keys(self) -> Sequence[str]:
        return tuple(self.columns)


def make_rows(cursor: Any) -> Callable[[Sequence[Any]], Row]:
    """Return what makes a row of a query's values (a psycopg row factory)."""
    return _row_class(tuple(column.name for column in cursor.description or ()))


@lru_cache(maxsize=512)
def _row_class(names: tuple[str, ...]) -> type[Row]:
    columns = {name: place for place, name in reversed(list(enumerate(names)))}
    return type("Row", (Row,), {"__slots__": (), "columns": columns})


def escape(text: str) -> str:
    """Return a text as PostgreSQL keeps it, another for each."""
    if NULL not in text and NO_CHARACTER not in text:
        return text
    return _TO_ESCAPE.sub(lambda found: 2 * found[1] + ("" if found[2] == NULL else ESCAPE) + NO_CHARACTER, text)


def unescape(kept: str) -> str:
    """Return the text that is kept so."""
    if NO_CHARACTER not in kept:
        return kept
    return _ESCAPED.sub(_unescape_one, kept)


def _unescape_one(found: re.Match[str]) -> str:
    pairs, is_own = divmod(len(found[1]), 2)
    return ESCAPE * pairs + (NO_CHARACTER if is_own else NULL)


class TextDumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(escape(obj))


class JsonDumper(StrDumperUnknown):
    """Writes the sign U+0000, which JSON spells out, as a text has it."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(escape(_NULL_IN_JSON.sub(rf"\1{NULL}", obj) if "\\u0000" in obj else str(obj)))


class WordsDumper(StrDumperUnknown):
    """Gives words that must all be there as a tsquery; signs cut one into words that follow each other."""

    def dump(self, obj: str) -> Buffer | None:
        phrases = [cut_words(word) for word in re.findall(r'"([^"]*)"', obj)]
        return super().dump(" & ".join("(" + " <-> ".join(map(_quoted, phrase)) + ")" for phrase in phrases if phrase))


class TextLoader(Loader):
    def load(self, data: Buffer) -> str:
        return unescape(bytes(data).decode())


class JsonLoader(Loader):
    def load(self, data: Buffer) -> str:
        return unescape(bytes(data).decode()).replace(NULL, "\\u0000")


def adapt(connection: Connection[Any]) -> None:
    """Let a connection take and give values as the register has them."""
    for kind, dumper in ((str, TextDumper), (JsonText, JsonDumper), (Words, WordsDumper)):
        connection.adapters.register_dumper(kind, dumper)
    connection.adapters.register_loader("text", TextLoader)
    connection.adapters.register_loader("json", JsonLoader)


def to_vector(text: str) -> str:
    """Return the words of a text and their places as a tsvector is written."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(cut_words(text), 1):
        places.setdefault(word, []).append(place)
    words = ((word, found) for word, found in places.items() if len(word.encode()) <= INDEXED_BYTES)
    return " ".join(f"{_quoted(word)}:{','.join(map(str, found[:INDEXED_PLACES]))}" for word, found in words)


def _quoted(word: str) -> str:
    return f"'{word}'"  # of letters and digits: nothing in it needs an escape
