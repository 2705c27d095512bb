"""A language: its parser and its tables (cues, offices, months, …), each a TOML file in its folder."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import SourceError

if TYPE_CHECKING:
    from spacy.language import Language as Parser


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is ISO 639-1, `parser` the spaCy package, `folder` the place of the tables beside this file.

    `weights` is the SHA-256 of the parser's weights: the rules are tuned to this parser, and the package index lets
    anybody upload one, so no other is run.
    """

    code: str
    parser: str
    folder: str
    weights: str

    def table(self, name: str) -> dict[str, Any]:
        """Return the table `name` (file `<folder>/<name>.toml`); parsed once in a process."""
        return _load_table(self.folder, name)

    def load_parser(self) -> Parser:
        """Load the spaCy pipeline: about a second, once in a process."""
        return _load_parser(self.parser, self.weights)

    def check_parser(self) -> None:
        """Raise `SourceError` where the parser is not installed or is another than the pinned one."""
        _check_parser(self.parser, self.weights)


@cache
def _load_table(folder: str, name: str) -> dict[str, Any]:
    file = resources.files("communique.languages").joinpath(folder, f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _load_parser(package: str, weights: str) -> Parser:
    import spacy

    from communique.languages.word_table import use_word_table

    _check_parser(package, weights)
    return use_word_table(spacy.load(package))


@lru_cache(maxsize=2)
def _check_parser(package: str, weights: str) -> None:
    """Hash the weights (13 MB, some hundredths of a second) without running the package's code."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SourceError(
            "parser-missing", f"The parser package {package} is not installed.", "Install communique again: make demo."
        )
    digest = hashlib.sha256()
    for file in sorted(Path(spec.origin).parent.glob("*/*/model")):
        digest.update(file.read_bytes())
    if digest.hexdigest() != weights:
        raise SourceError(
            "parser-altered",
            f"The weights of the parser package {package} are not the pinned ones (SHA-256 {digest.hexdigest()[:12]}…, "
            f"pinned {weights[:12]}…): nothing was run.",
            "Reinstall it with its hash checked: make clean demo.",
        )
