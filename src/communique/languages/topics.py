"""Find the topics of some words: PLOVER contexts that they plainly cue.

In: a run of text and its language. Out: context names in alphabetical order. Words alone, no weighing: a topic that is
only implied ("the two sides reviewed progress") is missed on purpose, since a wrong topic misleads more than none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from communique.languages.language import Language

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@lru_cache(maxsize=8)
def _load_cues(language: Language) -> dict[str, str]:
    """Return cue → topic; plurals in -s are added so that the table need not list them."""
    cues: dict[str, str] = {}
    for topic, words in language.table("topics").items():
        for word in words:
            cues[word] = topic
            cues.setdefault(f"{word}s", topic)
    return cues


def find_topics(text: str, language: Language) -> tuple[str, ...]:
    """Return the topics that the words of `text` cue, sorted, each once."""
    cues = _load_cues(language)
    words = WORD.findall(text.lower())
    found = {cues[word] for word in words if word in cues}
    found.update(cues[pair] for pair in (f"{a} {b}" for a, b in pairwise(words)) if pair in cues)
    return tuple(sorted(found))
