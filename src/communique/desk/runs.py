"""A report's text cut where what was coded of it begins and ends, so that a page can mark a record's exact words.

In: the frozen text and spans with the names of their records. Out: paragraphs of runs; every character of a line is in
exactly one run, and a run knows all records whose evidence covers it. Overlapping evidence makes more runs, never other
words: the runs of a paragraph put together are its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `[start, end)` of the text that the same records rest on."""

    start: int
    end: int
    text: str
    records: tuple[str, ...]


def spans_of(record: Mapping[str, Any]) -> Spans:
    """Return where a record's words stand: its evidence, or the mentions of a person or body."""
    found = record.get("evidence") or record.get("mentions") or ()
    return tuple((int(start), int(end)) for start, end in found)


def cut(text: str, marked: Iterable[tuple[str, Spans]]) -> list[list[Run]]:
    """Return the text as paragraphs (its lines that are not empty) of runs.

    >>> lines = cut("He met her.", [("e1", ((3, 6),)), ("p1", ((3, 10),))])
    >>> [[(run.text, run.records) for run in line] for line in lines]
    [[('He ', ()), ('met', ('e1', 'p1')), (' her', ('p1',)), ('.', ())]]
    """
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for name, spans in marked:
        for start, end in spans:
            opens.setdefault(start, []).append(name)
            closes.setdefault(end, []).append(name)
    covering: dict[str, int] = {}
    paragraphs: list[list[Run]] = []
    place = 0
    for line in text.splitlines(keepends=True):
        body = place + len(line.rstrip())
        edges = {place, body, *(edge for edge in range(place, body) if edge in opens or edge in closes)}
        cuts = sorted(edges)
        runs = []
        for start, end in pairwise(cuts):
            _turn(covering, opens.get(start, ()), closes.get(start, ()))
            runs.append(Run(start, end, text[start:end], tuple(covering)))
        for edge in range(body, place + len(line)):
            _turn(covering, opens.get(edge, ()), closes.get(edge, ()))
        if runs:
            paragraphs.append(runs)
        place += len(line)
    return paragraphs


def _turn(covering: dict[str, int], opening: Iterable[str], closing: Iterable[str]) -> None:
    """Let evidence end and begin at one place; a record whose spans touch goes on."""
    for name in opening:
        covering[name] = covering.get(name, 0) + 1
    for name in closing:
        covering[name] -= 1
        if not covering[name]:
            del covering[name]
