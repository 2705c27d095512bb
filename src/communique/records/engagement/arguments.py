"""What stands around a verb of contact: where its arguments end, whose they are, and when it was.

In: the scene and a clause. Out: token limits, fillers and answers, for the rules of meetings (`verbs`) and of trips
(`trips`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.engagement.scene import Filler, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


def limit_of(scene: Scene, verb: int) -> int:
    """Return where a verb's arguments end at the latest: the next predicate that is not a modifier, or the sentence."""
    doc = scene.context.reading.doc
    _, stop = scene.sentence(verb)
    for token in doc[verb + 1 : stop]:
        if scene.clause_headed(token.i) is not None and token.dep_ not in ("acl", "relcl", "pcomp"):
            return int(token.i)
    return stop


def fillers_of(scene: Scene, heads: tuple[int, ...]) -> list[Filler]:
    """Return who stands at some heads of noun phrases."""
    found = []
    for head in heads:
        reference = scene.at(head)
        found.extend([scene.filler(reference)] if reference else scene.within(head))
    return found


def is_own(scene: Scene, clause: Clause, preposition: Token) -> bool:
    """True where a preposition belongs to the verb: by the parse, or because only words of time and "on the sidelines"
    stand between."""
    if preposition.head.i == clause.head or preposition.head.i in clause.objects:
        return True
    return all(
        t.pos_ in ("ADP", "ADV", "PART", "DET", "ADJ")
        or t.ent_type_ in ("DATE", "TIME")
        or t.lower_ in scene.words.sidelines
        for t in preposition.doc[clause.head + 1 : preposition.i]
    )


def is_past(scene: Scene, clause: Clause) -> bool:
    """True for "last visited", "had previously met": before what the report is about."""
    children = scene.context.reading.doc[clause.head].children
    return any(child.dep_ == "advmod" and child.lower_ in scene.words.past for child in children)


def are_two(ones: list[Filler]) -> bool:
    """True when persons or office holders of two sides are the subject: "the two presidents discussed"."""
    named = [f for f in ones if f.people or f.office]
    return len(named) > 1 and len(frozenset().union(*(f.sides for f in named))) > 1
