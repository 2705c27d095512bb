"""When a deed was done, in the text's words.

In: a `Deed` and its report. Out: time words, or None. The time stands in the deed's own words, else next to
its verb in the clause; a time that belongs to another clause of the sentence is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.languages.when import find_when
from communique.model.kind import Context
from communique.records.action.deed import Deed

if TYPE_CHECKING:
    from spacy.tokens import Token


def when_of(deed: Deed, context: Context) -> str | None:
    """Return the time words of the deed's clause, None where it has none."""
    reading = context.reading
    sentence = reading.doc[deed.cue].sent
    text = sentence.text
    best: str | None = None
    for first, end in find_when(text, reading.report.language or "en"):
        span = sentence.doc.char_span(sentence.start_char + first, sentence.start_char + end, alignment_mode="expand")
        if span is None:
            continue
        words = " ".join(text[first:end].split())
        if deed.first <= span.start < deed.end:
            return words
        if best is None and is_beside(span.root, deed, reading.doc[deed.cue]):
            best = words
    return best


def is_beside(time: Token, deed: Deed, cue: Token) -> bool:
    """True when a time word hangs on the deed's verb."""
    at = time
    while at.head.i != at.i and at.pos_ not in ("VERB", "AUX"):
        at = at.head
    return at.i == cue.i
