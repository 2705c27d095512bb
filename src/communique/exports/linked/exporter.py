"""What a format of linked things is to the rest of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from communique.answers.filter import Filter
from communique.register import Register


@dataclass(frozen=True, slots=True)
class LinkedExporter:
    """One format. `suffix` ends the names of its files; `write` puts what passes a filter into a file, whole or not at
    all, and returns a sentence on how much that was and what was left out."""

    name: str
    suffix: str
    help: str
    write: Callable[[Register, Filter, Path], str]
