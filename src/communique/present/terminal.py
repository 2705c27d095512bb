"""Terminals: consoles that respect width, NO_COLOR and pipes, and text that cannot command them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from communique.model.span import Span

PIPE_WIDTH = 100
MARKS = ("«", "»")
KIND_STYLES = {
    "people": "cyan",
    "bodies": "cyan",
    "engagements": "green",
    "undertakings": "yellow",
    "statements": "magenta",
    "actions": "blue",
    "incidents": "red",
    "figures": "bright_blue",
}
# Control characters, among them ESC, and marks that turn the direction of what follows. One sign stands for each, so
# that offsets stay true.
COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def make_console(file: TextIO | None = None, is_error: bool = False) -> Console:
    """Return a console for `file`, standard output or standard error."""
    stream = file or (sys.stderr if is_error else sys.stdout)
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def harmless(text: str) -> str:
    """Return a report's text as a terminal may show it: same length, one line, nothing that a terminal obeys."""
    return COMMANDING.sub("\N{REPLACEMENT CHARACTER}", text).replace("\n", " ").replace("\t", " ")


def highlight(console: Console, text: str, start: int, end: int, runs: Iterable[Span], style: str) -> Text:
    """Return `text[start:end]` with `runs` in `style`, or between marks where a console has no styles."""
    inside = sorted(Span(max(start, run.start), min(end, run.end)) for run in runs)
    inside = [run for run in inside if run.start < run.end]
    has_styles = console.color_system is not None
    shown, at = Text(), start
    for run in inside:
        if run.end <= at:
            continue
        first = max(run.start, at)
        shown.append(harmless(text[at:first]))
        words = harmless(text[first : run.end])
        shown.append(words if has_styles else words.join(MARKS), style)
        at = run.end
    shown.append(harmless(text[at:end]))
    return shown


def print_hanging(console: Console, text: Text, columns: int, hang: int = 0) -> None:
    """Print a text from column `columns`, its further lines `hang` columns further in; never wider than the console."""
    room = max(console.width - columns - hang, 20)
    lines = text.wrap(console, room)
    for number, line in enumerate(lines):
        line.rstrip()
        pad = columns + (hang if number else 0)
        console.print(Text(" " * pad).append_text(line), soft_wrap=True)
