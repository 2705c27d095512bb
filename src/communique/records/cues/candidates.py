"""Who may hold an act or stance: the sides that the learned model chooses among.

In: an utterance of the rules and what was held before it. Out: `Candidate`s, each set of sides once, with the words
that name it in the sentence and facts of grammar. The rules' own choice is always one of them. Deliberately missed:
sides that neither the sentence names nor the speaker, the record before or the last contact bring.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.model.cast import Cast
from communique.model.kind import Context
from communique.model.opinion import Spot
from communique.model.reading import Clause
from communique.records.cues.matter import occasion_before
from communique.records.cues.utterance import Utterance

# The facts of a candidate, in the order of the model's input.
FACTS = (
    "chosen", "near the choice", "subject", "agent", "speaker", "object", "before", "nearness", "several",
    "held before", "met", "person",
)  # fmt: skip
# Words from the cue beyond which a candidate is far.
FAR = 20


@dataclass(slots=True)
class Candidate:
    """Sides that may hold an act, the tokens that name them in its sentence, and which of `FACTS` are told of them."""

    sides: frozenset[str]
    words: set[int] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    distance: int = FAR

    def spot(self, cue: int, knows_choice: bool = True) -> Spot:
        """Return the spot that the model is asked of; without the rules' choice where the model is to choose alone."""
        hidden = set() if knows_choice else {"chosen", "near the choice"}
        row = [float(fact in self.told and fact not in hidden) for fact in FACTS]
        row[FACTS.index("nearness")] = 1.0 - min(self.distance, FAR) / FAR
        return Spot(cue, tuple(sorted(self.words)), tuple(row))


def find_candidates(utterance: Utterance, before: frozenset[str], context: Context) -> list[Candidate]:
    """Return who may hold an utterance; `before` are the sides that held the record before it."""
    reading, cast = context.reading, context.cast
    clause = reading.clauses[utterance.clause]
    sentence = reading.tokens[utterance.cue].sent
    found: dict[frozenset[str], Candidate] = {}

    def add(sides: Iterable[str], fact: str = "", heads: Iterable[int] = ()) -> None:
        key = frozenset(sides)
        if not key:
            return
        candidate = found.setdefault(key, Candidate(key))
        candidate.told.add(fact)
        for head in heads:
            see(candidate, head, utterance.cue, (sentence.start, sentence.end), cast)

    add(utterance.by, "chosen")
    for fact, heads in roles_of(clause):
        add(cast.sides_at(*heads), fact, heads)
    for head in range(sentence.start, sentence.end):
        reference = cast.references.get(head)
        if reference is not None and reference.rule != "place":
            add(reference.sides, "", (head,))
    add(before, "held before")
    occasion = occasion_before(context, utterance.cue)
    add(occasion.parties if occasion is not None else (), "met")
    for candidate in found.values():
        if len(candidate.sides) > 1:
            candidate.told.add("several")
        if candidate.sides & utterance.by:
            candidate.told.add("near the choice")
    return list(found.values())


def roles_of(clause: Clause) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return who stands in which part of a clause, by fact."""
    speaker = () if clause.speaker is None else (clause.speaker,)
    return ("subject", clause.subject), ("agent", clause.agents), ("speaker", speaker), ("object", clause.objects)


def see(candidate: Candidate, head: int, cue: int, sentence: tuple[int, int], cast: Cast) -> None:
    """Take the words of a noun phrase for a candidate's, as far as they lie in the sentence."""
    reference = cast.references.get(head)
    if reference is None:
        return
    start, stop = sentence
    candidate.words.update(range(max(reference.first, start), min(reference.end, stop)))
    candidate.distance = min(candidate.distance, abs(cue - head))
    if head < cue:
        candidate.told.add("before")
    if cast.people_at(head):
        candidate.told.add("person")
