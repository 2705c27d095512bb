"""Statements as PostgreSQL writes them, and those that do for many rows what would else be sent row by row.

What a statement costs over a server is mostly that it is sent and answered: the client's and the server's work for one
of a hundred rows is a small part of that for a hundred of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_PART = re.compile(r"""'[^']*'|"[^"]*"|\?(\d*)|\b(\w+) MATCH\b""")
_INSERT = re.compile(r"(INSERT INTO .+ VALUES )(\((?:\?, )*\?\))( ON CONFLICT DO NOTHING)?")
_TYPES = {str: "text", int: "bigint"}


@lru_cache(maxsize=2_000)
def to_postgresql(sql: str, mark: str = "$") -> str:
    """Return a statement as PostgreSQL writes it: `?` as `$1`, and `report_words MATCH` as `report_words.words @@`."""
    counted = 0

    def write(found: re.Match[str]) -> str:
        nonlocal counted
        if found[0].startswith("?"):
            counted = int(found[1]) if found[1] else counted + 1
            return f"{mark}{counted}"
        return f"{found[2]}.words @@" if found[2] else found[0]

    return _PART.sub(write, sql)


def takes_many(sql: str) -> bool:
    """True for a statement that inserts one row of values, and so could insert many."""
    return _INSERT.fullmatch(sql) is not None


@lru_cache(maxsize=2_000)
def insert_many(sql: str, rows: int) -> str:
    """Return a statement that inserts one row so that it inserts so many."""
    return _INSERT.sub(lambda found: found[1] + ", ".join([found[2]] * rows) + (found[3] or ""), sql)


@lru_cache(maxsize=200)
def ask_for_each(sql: str, types: Sequence[type]) -> str:
    """Return a question so that it is asked for each of many rows of values, given as a list for each column."""
    lists = ", ".join(f"?::{_TYPES[kind]}[]" for kind in types)
    names = ", ".join(f"v{place}" for place in range(1, len(types) + 1))
    asked = to_postgresql(sql, "asked.v")
    return f"SELECT told.* FROM unnest({lists}) AS asked ({names}) CROSS JOIN LATERAL ({asked}) AS told"
