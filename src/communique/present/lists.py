"""Lists of what there is: the record kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from rich.console import Console
from rich.text import Text

from communique.present.terminal import KIND_STYLES, print_hanging
from communique.records import KINDS


def print_meanings(console: Console, meanings: Sequence[tuple[str, str]]) -> None:
    """Print names, each with what it means beside it."""
    width = max(len(name) for name, _ in meanings) + 2
    for name, meaning in meanings:
        print_hanging(console, Text().append(f"{name:<{width}}", "bold").append(meaning), 0, width)


def print_kinds(console: Console) -> None:
    """Print every record kind with its fields, a sentence that gives one and a sentence that gives none."""
    for kind in KINDS:
        console.print(Text(kind.name, f"bold {KIND_STYLES.get(kind.name, '')}"))
        names = ", ".join(field.name.rstrip("_") for field in fields(kind.record))
        print_hanging(console, Text(names, "dim"), 2)
        print_hanging(console, Text().append("yes  ", "green").append(kind.example), 2, 5)
        print_hanging(console, Text().append("no   ", "red").append(kind.counterexample), 2, 5)
        console.print()
