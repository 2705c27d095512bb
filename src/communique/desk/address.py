"""Addresses of a list: its path and what it is narrowed by, so that every view has a link that lasts.

/undertakings?by=CHN&act=offer&act=commit&order=oldest&page=2
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from starlette.requests import Request

from communique.errors import UsageError

HOW_SHOWN = ("page", "order")  # says how rows are shown, not which
LONGEST_VALUE = 500  # characters; no side, word or title is longer
MOST_PAIRS = 60


@dataclass(frozen=True, slots=True)
class Address:
    """`pairs` are the query's names and values, in order, without empty ones (a form sends every field)."""

    path: str
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: Request) -> Self:
        """Return the address that was asked for."""
        pairs = tuple((name, value.strip()) for name, value in request.query_params.multi_items() if value.strip())
        if len(pairs) > MOST_PAIRS or any(len(value) > LONGEST_VALUE for _, value in pairs):
            raise UsageError("query-too-long", "The address asks for too much at once.", "Shorten it.")
        return cls(request.url.path, tuple(dict.fromkeys(pairs)))

    def __str__(self) -> str:
        return self.path + (f"?{urlencode(self.pairs)}" if self.pairs else "")

    def get(self, name: str) -> str | None:
        """Return the first value of a name."""
        return next((value for key, value in self.pairs if key == name), None)

    def values(self, name: str) -> tuple[str, ...]:
        """Return all values of a name."""
        return tuple(value for key, value in self.pairs if key == name)

    def given(self) -> dict[str, list[str]]:
        """Return what narrows the list: name → values."""
        return self._mapping(name for name, _ in self.pairs if name not in HOW_SHOWN)

    def adding(self, name: str, value: str) -> Address:
        """Return the address narrowed further, on its first page."""
        return Address(self.path, (*self._first_page(), (name, value)))

    def setting(self, name: str, value: str) -> Address:
        """Return the address with a name that has just this value, on its first page."""
        rest = tuple(pair for pair in self._first_page() if pair[0] != name)
        return Address(self.path, (*rest, (name, value)))

    def removing(self, name: str, value: str | None = None) -> Address:
        """Return the address without a name, or without one of its values."""
        gone = {name} if value is None else {(name, value)}
        return Address(self.path, tuple(p for p in self._first_page() if p[0] not in gone and p not in gone))

    def on_page(self, number: int) -> Address:
        """Return the address of another page of the same list."""
        rest = self._first_page()
        return Address(self.path, rest if number == 1 else (*rest, ("page", str(number))))

    def as_file(self, suffix: str) -> Address:
        """Return the address of the whole list in a file."""
        return Address(self.path + suffix, tuple(p for p in self._first_page() if p[0] != "order"))

    def _first_page(self) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self.pairs if pair[0] != "page")

    def _mapping(self, names: Iterable[str]) -> dict[str, list[str]]:
        return {name: list(self.values(name)) for name in dict.fromkeys(names)}
