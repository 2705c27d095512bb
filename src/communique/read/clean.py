"""Make the text that is parsed, with the way back to every character of the text as given."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from communique.model.reading import Line
from communique.model.span import Span


def clean(text: str, lines: Sequence[Line], masked: Sequence[Span] = ()) -> tuple[str, array[int]]:
    """Return the clean text of the parsed lines, joined by newlines, and for each of its characters (and its end) the
    index in `text`. Characters in `masked` (datelines) are left out."""
    characters: list[str] = []
    offsets = array("l")
    for line in lines:
        if line.kind in ("byline", "furniture"):
            continue
        if characters:
            characters.append("\n")
            offsets.append(line.span.start)
        for index in range(*line.span):
            if any(start <= index < end for start, end in masked):
                continue
            characters.append(text[index])
            offsets.append(index)
    offsets.append(len(text))
    return "".join(characters), offsets
