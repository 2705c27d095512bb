"""What the learned model says of one place in a report, and how a coder asks it.

A *spot* is a predicate or a cue with the words that tell it, a name, a number, or a cue with the words for somebody who
may hold it. For each task (a record kind, or a question about one place of it) the model gives a probability to each
label: the codebook's acts, stances or types, and `NONE` for words that are no record of the kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

NONE = "none"
# So many facts a spot may bring of its own, beside those that the adviser knows of every place.
OWN_FACTS = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """The token that shows something (`head`) and the run of words that tell it, all token indices of `Reading.doc`.

    `facts` are what its coder knows of it beside the words, each between 0 and 1; at most `OWN_FACTS` of them.
    """

    head: int
    words: tuple[int, ...]
    facts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """For each task the probability of each label, rounded so that no machine's last bits decide."""

    shares: Mapping[str, Mapping[str, float]]

    def of(self, task: str, label: str) -> float:
        """Return the probability of a label."""
        return self.shares[task].get(label, 0.0)

    def is_record(self, task: str) -> float:
        """Return the probability that there is a record of the kind at all."""
        return round(1.0 - self.shares[task][NONE], 3)

    def best(self, task: str) -> str:
        """Return the most probable label, `NONE` left out."""
        shares = self.shares[task]
        return max((label for label in shares if label != NONE), key=lambda label: (shares[label], label))

    def among(self, task: str, label: str) -> float:
        """Return the probability of a label, given that there is one at all."""
        some = 1.0 - self.shares[task].get(NONE, 0.0)
        return self.shares[task].get(label, 0.0) / some if some else 0.0


class Adviser(Protocol):
    """Gives opinions of places of one report; nothing is computed before it is asked."""

    def opinion_of(self, head: int, first: int, end: int) -> Opinion:
        """Return what the model says of the words `first` to `end` (exclusive) that `head` shows."""
        ...

    def opinions_of_places(self, spots: Sequence[Spot]) -> list[Opinion]:
        """Return what the model says of places of records in the sentence that holds the first one's head."""
        ...

    def opinion_of_clause(self, head: int) -> Opinion:
        """Return what the model says of the clause of a predicate: of its own words, other clauses' left out."""
        ...
