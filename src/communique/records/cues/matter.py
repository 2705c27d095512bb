"""What an utterance is about, in the text's words, with its money, due date and occasion."""

from __future__ import annotations

from communique.model.kind import Context
from communique.records.cues.utterance import Utterance


def matter_of(utterance: Utterance, context: Context) -> str:
    """Return the words behind the cue, to the end of the evidence; the whole evidence where nothing follows."""
    doc = context.reading.doc
    start = utterance.cue + 1
    while start < utterance.end and (doc[start].is_punct or doc[start].lower_ in ("that", "to", "for", "of", "on")):
        start += 1
    if start >= utterance.end:
        start = utterance.first
    return " ".join(context.reading.words(start, utterance.end).split())
