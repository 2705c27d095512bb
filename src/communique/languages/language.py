"""A language: its parser and its tables (cues, offices, months, …), each a TOML file in its folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language as Parser


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is ISO 639-1, `parser` the spaCy package, `folder` the place of the tables beside this file."""

    code: str
    parser: str
    folder: str

    def table(self, name: str) -> dict[str, Any]:
        """Return the table `name` (file `<folder>/<name>.toml`); parsed once in a process."""
        return _load_table(self.folder, name)

    def load_parser(self) -> Parser:
        """Load the spaCy pipeline: about a second, once in a process."""
        return _load_parser(self.parser)


@lru_cache(maxsize=None)
def _load_table(folder: str, name: str) -> dict[str, Any]:
    file = resources.files("communique.languages").joinpath(folder, f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _load_parser(package: str) -> Parser:
    import spacy

    return spacy.load(package)
