"""The place of a text that words were found in, for a list of what a search found.

In: a text and the words asked for. Out: some words of the text with those found between » and «: the first place that
has most of the words asked for. Where none is in the text (they are in the title), how it begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.register.engines.database import Words
from communique.register.words import cut_words, find_words

SHOWN_WORDS = 24


def cut_excerpt(text: str, asked: Words) -> str:
    """Return the place where the words stand, on one line; `…` where the text goes on."""
    phrases = [phrase for quoted in re.findall(r'"([^"]*)"', asked) if (phrase := cut_words(quoted))]
    words = list(find_words(text))
    found = _find(phrases, [word for word, _, _ in words])
    first, last = _choose(found, len(words))
    begin = words[first][1] if first else 0
    end = words[last][2] if last + 1 < len(words) else len(text)
    parts, at = [], begin
    for place, length, _ in found:
        if place >= first and place + length - 1 <= last and words[place][1] >= at:
            start, stop = words[place][1], words[place + length - 1][2]
            parts += [text[at:start], "»", text[start:stop], "«"]
            at = stop
    cut = "".join([*parts, text[at:end]])
    return " ".join(f"{'… ' if begin else ''}{cut}{' …' if end < len(text) else ''}".split())


def _find(phrases: Sequence[list[str]], words: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return (place, length, which phrase) for every place where a phrase stands, in order of the text."""
    heads: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        heads.setdefault(phrase[0], []).append(number)
    return [
        (place, len(phrases[number]), number)
        for place, word in enumerate(words)
        for number in heads.get(word, ())
        if words[place : place + len(phrases[number])] == phrases[number]
    ]


def _choose(found: Sequence[tuple[int, int, int]], count: int) -> tuple[int, int]:
    """Return the first and last word of the stretch that has most of the phrases, the first of its like."""
    best, stretch = 0, (0, 0)
    for number, (place, _, _) in enumerate(found):
        seen: set[int] = set()
        last = place
        for other, length, phrase in found[number:]:
            if other + length > place + SHOWN_WORDS:
                break
            seen.add(phrase)
            last = other + length - 1
        if len(seen) > best:
            best, stretch = len(seen), (place, last)
    first = max(0, stretch[0] - (SHOWN_WORDS - (stretch[1] - stretch[0] + 1)) // 2)
    return first, max(0, min(count, first + SHOWN_WORDS) - 1)
