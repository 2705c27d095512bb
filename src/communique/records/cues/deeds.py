"""Find deeds: what a side does or has done toward, with or for another.

In: the clauses of a report. Out: utterances of kind `actions`. Only what the text tells as real counts: no future, no
condition, no infinitive of purpose. Deliberately missed: deeds whose doer is not named ("the closure of the border"),
and those where no other side is in sight.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.languages import LANGUAGES
from communique.model.kind import Context
from communique.model.reading import Clause
from communique.records.cues.explicit import is_told
from communique.records.cues.frames import fit, noun_meant
from communique.records.cues.grammar import complements_of, objects_of, phrases_of, run_of
from communique.records.cues.scene import Scene
from communique.records.cues.table import load_cues
from communique.records.cues.utterance import Utterance

if TYPE_CHECKING:
    from spacy.tokens import Token

# Types of action that nouns name; the words are `deed` in the language's `actions` table.
NOUN_ACTS = ("sanction", "coerce", "concede", "cooperate", "mobilize", "withdraw", "aid")


def find_deeds(context: Context) -> Iterator[Utterance]:
    """Yield the deeds of a report in text order."""
    scene = Scene.of(context, load_cues(LANGUAGES[context.reading.report.language or "en"]))
    for clause in context.reading.clauses:
        verb = scene.doc[clause.head]
        if not scene.is_running_text(clause):
            continue
        yield from deeds_in_nouns(clause, scene)
        if verb.lemma_.lower() in scene.table.deeds and is_real(clause, verb, scene):
            yield from deeds_of(clause, verb, scene)


def is_real(clause: Clause, verb: Token, scene: Scene) -> bool:
    """True when a clause tells what happened or happens."""
    if clause.future or clause.possible or clause.conditional or clause.negated or not is_told(verb, scene):
        return False
    if verb.dep_ == "xcomp" and verb.head.lemma_ not in ("begin", "start", "continue", "proceed"):
        return False
    if verb.dep_ == "pcomp" and verb.head.lower_ not in ("by", "with", "after"):
        judged = verb.head.head
        return verb.head.lower_ == "for" and scene.is_in(judged, "speech.judging") and is_told(judged, scene)
    above = scene.context.reading.clauses[clause.parent] if clause.parent is not None else None
    return above is None or clause.relation not in ("conj", "xcomp", "advcl") or not (above.future or above.possible)


def deeds_of(clause: Clause, verb: Token, scene: Scene) -> Iterator[Utterance]:
    """Yield the first reading of a verb that names a deed and has a doer and another side."""
    objects = [noun_meant(o) for o in objects_of(verb, clause.passive)]
    phrases, complements = phrases_of(verb), complements_of(verb)
    for cue in scene.table.deeds[verb.lemma_.lower()]:
        if fit(cue, clause, scene, objects, phrases, complements) is None:
            continue
        heads = clause.agents if clause.passive else clause.subject
        holder = scene.holders.at(*heads)
        if not holder.sides and clause.passive:
            # "the sanctions imposed by them", "American tariffs were imposed": the thing's owner did it.
            holder = scene.holders.owner(objects[0]) if objects else holder
        if not holder.sides:
            return
        first, end = run_of(verb, scene.first_of(clause))
        near = scene.holders.at(*range(first, end)).sides - holder.sides
        if not (near or len(holder.sides) > 1 or cue.abroad or around(verb, scene) - holder.sides):
            return
        yield Utterance(
            "actions", cue.act, cue.rule, clause.index, verb.i, first, end, holder.sides, near, holder.person
        )
        return


def around(verb: Token, scene: Scene) -> frozenset[str]:
    """Return all sides that the sentence of a verb names."""
    sentence = verb.sent
    return scene.holders.at(*range(sentence.start, sentence.end)).sides


def deeds_in_nouns(clause: Clause, scene: Scene) -> Iterator[Utterance]:
    """Yield deeds that a noun of a told clause names: "after India's suspension of the treaty with Pakistan"."""
    if clause.future or clause.possible or clause.conditional or clause.negated:
        return
    # "called for their lifting of sanctions": what is asked or offered is not done.
    lemma = scene.doc[clause.head].lemma_.lower()
    if any(cue.kind == "undertakings" for cue in scene.table.verbs.get(lemma, ())):
        return
    for noun in scene.doc[clause.first : clause.end]:
        if noun.pos_ != "NOUN" or noun.dep_ not in ("dobj", "pobj", "nsubj", "nsubjpass", "conj"):
            continue
        act = next((act for act in NOUN_ACTS if scene.is_in(noun, f"deed.{act}")), None)
        doers = doers_of(noun, scene) if act else frozenset()
        first, end = noun.left_edge.i, noun.right_edge.i + 1
        near = scene.holders.at(*range(first, end)).sides - doers
        if act and len(doers) == 1 and near:
            yield Utterance("actions", act, f"action.{act}.noun", clause.index, noun.i, first, end, doers, near)


def doers_of(noun: Token, scene: Scene) -> frozenset[str]:
    """Return whose deed a noun is: "India's closure of", "the Indian closure of"."""
    owner = scene.holders.owner(noun).sides
    return owner or scene.holders.at(*(c.i for c in noun.children if c.dep_ in ("amod", "compound"))).sides
