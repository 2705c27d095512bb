"""The places of a report that the model judges, and what is told it beside the words.

In: a reading and its cast. Out: spots, and for each a row of `FACTS`. Used alike for training and at run time, so that
the model meets what it was trained on. The words alone do not show whether sides deal with each other, on which the
codebook turns: the facts say which sides the cast knows around the spot.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.model.cast import Cast
from communique.model.opinion import OWN_FACTS, Spot
from communique.model.reading import Clause, Reading

# In this order in the model's input.
FACTS = (
    "subject sides", "speaker sides", "agent sides", "object sides", "sides in the sentence", "sides in the report",
    "has a speaker", "quoted", "negated", "conditional", "possible", "future", "passive", "main clause",
)  # fmt: skip
# How many numbers the model is given of a spot: what is known of every place, then the spot's own facts.
ALL_FACTS = len(FACTS) + OWN_FACTS


@dataclass(slots=True)
class Places:
    """The spots of one report and their facts; what a sentence has in common is counted once."""

    reading: Reading
    cast: Cast
    _owners: list[int] = field(default_factory=list)
    _sides: dict[int, int] = field(default_factory=dict)

    def sentence_of(self, token: int) -> tuple[int, int]:
        """Return the sentence of a token as a run of tokens."""
        sentence = self.reading.tokens[token].sent
        return sentence.start, sentence.end

    def run(self, head: int, first: int, end: int) -> Spot:
        """Return the spot of a run of words, as far as it lies in the sentence of its head."""
        start, stop = self.sentence_of(head)
        return Spot(head, tuple(range(max(first, start), min(end, stop))) or (head,))

    def clause(self, head: int) -> Spot:
        """Return the spot of a clause: its own words, those of the clauses in it left out."""
        if not self._owners:
            self._owners = owners_of(self.reading)
        start, stop = self.sentence_of(head)
        return Spot(head, tuple(i for i in range(start, stop) if self._owners[i] == head) or (head,))

    def facts_of(self, spot: Spot) -> list[float]:
        """Return the row of `FACTS` for a spot."""
        return self.facts(spot.head)

    def row(self, spot: Spot) -> list[float]:
        """Return all facts of a spot, `ALL_FACTS` long."""
        return [*self.facts(spot.head), *spot.facts, *([0.0] * (OWN_FACTS - len(spot.facts)))]

    def facts(self, head: int) -> list[float]:
        """Return the row of `FACTS` for a spot's head."""
        clause = self.reading.clause_of(head)
        sentence = self.sentence_of(head)
        if clause is None:
            return [0.0, 0.0, 0.0, 0.0, *self._counts(sentence), *([0.0] * 8)]
        speaker = () if clause.speaker is None else (clause.speaker,)
        flags = (
            clause.speaker is not None, clause.quoted, clause.negated, clause.conditional, clause.possible,
            clause.future, clause.passive, clause.parent is None,
        )  # fmt: skip
        return [*self._of_clause(clause, speaker), *self._counts(sentence), *map(float, flags)]

    def _of_clause(self, clause: Clause, speaker: tuple[int, ...]) -> list[float]:
        groups = (clause.subject, speaker, clause.agents, clause.objects)
        return [min(len(self.cast.sides_at(*heads)), 2) / 2 for heads in groups]

    def _counts(self, sentence: tuple[int, int]) -> tuple[float, float]:
        """Return how many sides a sentence and the whole report name, both cut at four and between 0 and 1."""
        if not self._sides:
            self._sides[-1] = len(frozenset().union(*(r.sides for r in self.cast.references.values())))
        start, stop = sentence
        if start not in self._sides:
            heads = [i for i in range(start, stop) if i in self.cast.references]
            self._sides[start] = len(self.cast.sides_at(*heads))
        return min(self._sides[start], 4) / 4, min(self._sides[-1], 4) / 4


def owners_of(reading: Reading) -> list[int]:
    """Return for each token the head of the clause that it is a word of, -1 outside all clauses."""
    owners = [-2] * len(reading.tokens)
    for token in reading.tokens:
        path, at = [], token
        while owners[at.i] == -2 and at.i not in reading.clause_by_head and at.head.i != at.i:
            path.append(at.i)
            at = at.head
        if owners[at.i] == -2:
            owners[at.i] = at.i if at.i in reading.clause_by_head else -1
        for i in path:
            owners[i] = owners[at.i]
    return owners
