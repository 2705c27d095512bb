"""Values and rows as the register has them, for psycopg: what PostgreSQL writes or counts differently is turned here.

A text may hold the sign U+0000, which PostgreSQL cannot keep: it is kept as U+FDD0, which stands for no character, and
given back as it was. Words go over as SQLite's full text cuts them (`register/words.py`), not as PostgreSQL would.
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
NO_CHARACTER = "\ufdd0"
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


class TextDumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\0", NO_CHARACTER) if "\0" in obj else obj)


class JsonDumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(_NULL_IN_JSON.sub(rf"\1{NO_CHARACTER}", obj) if "\\u0000" in obj else str(obj))


class WordsDumper(StrDumperUnknown):
    """Gives words that must all be there as a tsquery; signs cut one into words that follow each other."""

    def dump(self, obj: str) -> Buffer | None:
        phrases = [cut_words(word) for word in re.findall(r'"([^"]*)"', obj)]
        return super().dump(" & ".join("(" + " <-> ".join(map(_quoted, phrase)) + ")" for phrase in phrases if phrase))


class TextLoader(Loader):
    def load(self, data: Buffer) -> str:
        return bytes(data).decode().replace(NO_CHARACTER, "\0")


class JsonLoader(Loader):
    def load(self, data: Buffer) -> str:
        return bytes(data).decode().replace(NO_CHARACTER, "\\u0000")


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
