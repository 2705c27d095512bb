"""Acts that a noun names with its owner alone: "Kenya's threat to impose tariffs", "a call by Peru for talks".

In: the nouns of a sentence that no draft has taken. Out: drafts. Deliberately missed: nouns that do not say what for,
and what is only wished, denied or to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.records.cues.frames import chain_of, predicates_under
from communique.records.cues.grammar import phrases_of
from communique.records.cues.scene import Draft, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

# Acts and stances that answer what another has asked or offered.
ANSWERS = ("accept", "decline", "reject")


def find_owned(first: int, end: int, drafts: list[Draft], scene: Scene) -> Iterator[Draft]:
    """Yield the drafts of owned nouns among tokens `first` to `end` that `drafts` do not hold."""
    cues = {d.cue for d in drafts}
    # Who endorses a proposal leaves it standing.
    answering = {d.cue for d in drafts if d.rule != "statement.affirm.endorse"}
    for noun in scene.doc[first:end]:
        cue = scene.table.owned.get(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None
        if cue is None or noun.i in cues or is_answered(noun, answering, scene):
            continue
        clause = scene.context.reading.clause_of(noun.i)
        holder = scene.holders.owner(noun)
        if clause is None or not holder.sides or clause.negated or clause.conditional or clause.future:
            continue
        inner = [c for c in predicates_under(noun) if c.i > noun.i]
        if not inner and not cue.prepositions & phrases_of(noun).keys():
            continue
        yield Draft(
            cue.kind,
            cue.act,
            f"{cue.rule}-owned",
            clause,
            noun.i,
            noun.i,
            noun.left_edge.i,
            holder,
            tuple(chain_of(inner)),
        )


def is_answered(noun: Token, cues: set[int], scene: Scene) -> bool:
    """True where a verb above says what became of the noun: "rejected Peru's offer", "refused to respond to a call"."""
    at = noun
    while at.head.i != at.i:
        at = at.head
        if at.i in cues and at.pos_ in ("VERB", "AUX"):
            return True
        if any(cue.act in ANSWERS for cue in scene.table.verbs.get(at.lemma_.lower(), ())):
            return True
    return False
