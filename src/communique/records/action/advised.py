"""Deeds with the learned model's opinion: those it sees where no frame fits, and those of the frames that it doubts.

In: a report's deeds as the frames found them. Out: the same without the doubted ones, and further ones. Whether a deed
is told as done, who did it and toward whom stay the rules' business. Without a model nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.model.opinion import Adviser
from communique.model.reading import Clause
from communique.records.action.deed import Deed
from communique.records.action.sides import of_agent, subject_of, targets
from communique.records.action.told import is_told_verb
from communique.records.action.words import DeedWords, Frame
from communique.records.cues.grammar import objects_of, run_of
from communique.records.cues.scene import Scene
from communique.records.limits import LEARNED, is_doubted, limits_of

KIND = "actions"


def advised(deeds: Sequence[Deed], scene: Scene, words: DeedWords) -> Iterator[Deed]:
    """Yield the deeds that the model does not doubt, and those that it alone sees."""
    adviser = scene.context.adviser
    if adviser is None:
        yield from deeds
        return
    limits = limits_of(KIND)
    for deed in deeds:
        if not is_doubted(KIND, scene.context, deed.cue, deed.first, deed.end):
            yield deed
    for clause in scene.context.reading.clauses if limits.adds else ():
        within = any(d.cue == clause.head or d.first <= clause.head < d.end for d in deeds)
        seen = None if within else seen_in(clause, adviser, scene, words)
        if seen is not None and not any(is_told_by(deed, seen) for deed in deeds):
            yield seen


def is_told_by(deed: Deed, seen: Deed) -> bool:
    """True for a deed of the frames in the words that the model sees one in, or of the same sides and type."""
    alike = (deed.frame.type, deed.by, deed.to) == (seen.frame.type, seen.by, seen.to)
    return alike or seen.first <= deed.cue < seen.end


def seen_in(clause: Clause, adviser: Adviser, scene: Scene, words: DeedWords) -> Deed | None:
    """Return the deed that the model sees in a clause told as fact, if somebody did it toward another side."""
    verb = scene.doc[clause.head]
    if not scene.is_running_text(clause) or not is_told_verb(verb, clause, scene, words):
        return None
    by = of_agent(verb, clause, scene) if clause.passive else subject_of(verb, clause, scene).sides
    if not by:
        return None
    first, end = run_of(verb, scene.first_of(clause))
    to = targets(verb, objects_of(verb, clause.passive), by, range(first, end), scene)
    if not to and len(by) < 2:
        return None
    if verb.lemma_.lower() in words.lists["light.receiving"] and not clause.passive:
        # "received tractors from Brazil": who gives them does it.
        by, to = to, by
    opinion = adviser.opinion_of_clause(clause.head)
    if not limits_of(KIND).is_seen(KIND, opinion):
        return None
    label = opinion.best(KIND)
    return Deed(Frame(label, f"action.{label}.{LEARNED}"), clause.head, clause.index, first, end, by, to)
