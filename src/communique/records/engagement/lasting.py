"""How long a trip lasts, and whether its time words name its first day or its last ("on Monday ended a two-day visit").

In: the scene and a noun for a trip. Out: its days, negative where it ends on the day that the text names, 0 where
nothing is told or the text does not say which of its days the named one is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.records.engagement.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

# Longer stays are told by their dates: "a 40-day tour" is no trip of an official.
LONGEST = 20


def days_of_trip(scene: Scene, noun: Token) -> int:
    """Return how many days a trip lasts from the day that its clause names, or, below zero, up to that day."""
    count = _count(scene, noun)
    clause = scene.clause_over(noun.i)
    if not count or clause is None:
        return 0
    verbs = {scene.lemmas[clause.head]}
    if clause.parent is not None and clause.relation in ("pcomp", "advcl", "xcomp"):
        verbs.add(scene.lemmas[scene.context.reading.clauses[clause.parent].head])
    if verbs & scene.words.grammar["trip_ends"]:
        return -count
    return count if verbs & scene.words.grammar["trip_begins"] else 0


def _count(scene: Scene, noun: Token) -> int:
    """Return the number of "two-day", "3-day"."""
    doc = scene.context.reading.doc
    for token in doc[noun.left_edge.i + 1 : noun.i]:
        if token.lower_ == "day":
            number = doc[token.i - 2 if doc[token.i - 1].text == "-" and token.i > 1 else token.i - 1]
            count = int(number.text) if number.text.isdecimal() else scene.words.numbers.get(number.lower_, 0)
            return count if 1 < count <= LONGEST else 0
    return 0
