"""The place that a stretch of a report names, as the words give it: for deeds and developments, told in a clause."""

from __future__ import annotations

from communique.model.place import Place
from communique.model.reading import Reading


def find_named_place(reading: Reading, first: int, end: int) -> Place | None:
    """Return the first place named with "in", "at" or "near" in a run of tokens, not located yet."""
    for token in reading.doc[first:end]:
        if (
            token.dep_ == "pobj"
            and token.head.lower_ in ("in", "at", "near")
            and token.ent_type_ in ("GPE", "LOC", "FAC")
        ):
            return Place(" ".join(reading.words(token.left_edge.i, token.i + 1).split()))
    return None
