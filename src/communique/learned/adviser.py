"""Give opinions of one report's spots, of a sentence only when somebody asks.

In: a reading and its cast, and the model. Out: an `Adviser`. A sentence is encoded once; its clauses are looked at
together, a run of words that a rule found by itself. So no answer depends on what else was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.learned.model import Encoded, Model
from communique.learned.spots import Places
from communique.model.opinion import Opinion, Spot


@dataclass(slots=True)
class ReportAdviser:
    """What the model says of one report, sentence by sentence; `encoded` are the sentences it was asked of."""

    model: Model
    places: Places
    encoded: dict[int, Encoded] = field(default_factory=dict)
    _clauses: dict[int, Opinion] = field(default_factory=dict)
    _runs: dict[tuple[int, int, int], Opinion] = field(default_factory=dict)

    def opinion_of(self, head: int, first: int, end: int) -> Opinion:
        """Return what the model says of the words `first` to `end` (exclusive) that `head` shows."""
        asked = (head, first, end)
        if asked not in self._runs:
            self._runs[asked] = self._of([self.places.run(head, first, end)])[0]
        return self._runs[asked]

    def opinions_of_places(self, spots: Sequence[Spot]) -> list[Opinion]:
        """Return what the model says of places of records in the sentence that holds the first one's head."""
        sentence, inside = self._encode(spots)
        return self.model.opinions_of_places(sentence, inside, [self.places.row(s) for s in spots])

    def opinion_of_clause(self, head: int) -> Opinion:
        """Return what the model says of the clause of a predicate: of its own words, other clauses' left out."""
        if head not in self._clauses:
            start, end = self.places.sentence_of(head)
            heads = [h for h in self.places.reading.clause_by_head if start <= h < end]
            told = self._of([self.places.clause(h) for h in heads])
            self._clauses.update(zip(heads, told, strict=True))
        return self._clauses[head]

    def _of(self, spots: Sequence[Spot]) -> list[Opinion]:
        sentence, inside = self._encode(spots)
        return self.model.opinions(sentence, inside, [self.places.facts_of(s) for s in spots])

    def _encode(self, spots: Sequence[Spot]) -> tuple[Encoded, list[Spot]]:
        """Return the sentence of some spots encoded, and the spots as they lie in it."""
        start, end = self.places.sentence_of(spots[0].head)
        if start not in self.encoded:
            self.encoded[start] = self.model.encode([t.text for t in self.places.reading.tokens[start:end]])
        return self.encoded[start], [Spot(s.head - start, tuple(i - start for i in s.words)) for s in spots]
