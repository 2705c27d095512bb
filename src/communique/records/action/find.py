"""Go over a report once and find the deeds that its verbs, participles and nouns tell.

In: a report's `Context`. Out: `Deed`s in text order. A noun inside the words of a verb's deed of the same type is that
deed told again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.languages import LANGUAGES
from communique.model.kind import Context
from communique.records.action.advised import advised
from communique.records.action.deed import Deed, Memory
from communique.records.action.nouns import deed_of_noun
from communique.records.action.verbs import deed_of_verb
from communique.records.action.words import DeedWords, load_words
from communique.records.cues.scene import Scene
from communique.records.cues.table import load_cues

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_deeds(context: Context) -> tuple[Deed, ...]:
    """Return the deeds of a report in text order."""
    language = LANGUAGES[context.reading.report.language or "en"]
    words = load_words(language)
    scene = Scene.of(context, load_cues(language))
    memory = Memory(home_of(context))
    for token in scene.doc:
        if token.pos_ in ("VERB", "AUX", "ADJ"):
            found = from_verb(token, scene, words, memory)
        elif token.pos_ == "NOUN":
            found = deed_of_noun(token, scene, words, memory) if token.lemma_.lower() in words.nouns else None
        else:
            continue
        if found is not None and is_running_text(token, scene) and not is_told_again(found, memory):
            memory.deeds = [d for d in memory.deeds if not is_part_of(d, found)]
            memory.deeds.append(found)
    return tuple(sorted(advised(memory.deeds, scene, words), key=lambda d: (d.first, d.cue)))


def from_verb(token: Token, scene: Scene, words: DeedWords, memory: Memory) -> Deed | None:
    """Return the deed of a verb, told outright or as the answer to another's."""
    lemma = token.lemma_.lower()
    if lemma in words.lists["light.reciprocal"]:
        return reciprocal(token, scene, memory)
    if lemma not in words.verbs:
        return None
    clause = scene.clauses.get(token.i)
    if clause is None and token.dep_ != "amod":
        return None
    return deed_of_verb(token, clause, scene, words, memory)


def reciprocal(verb: Token, scene: Scene, memory: Memory) -> Deed | None:
    """Return the deed that answers the one before in the sentence: "and Peru has reciprocated"."""
    clause, last = scene.clauses.get(verb.i), memory.last()
    if (
        clause is None
        or last is None
        or last.cue < verb.sent.start
        or clause.future
        or clause.possible
        or clause.negated
    ):
        return None
    by = scene.holders.at(*clause.subject).sides
    if len(by) != 1 or by == last.by:
        return None
    return replace(
        last, cue=verb.i, clause=clause.index, first=scene.first_of(clause), end=verb.i + 1, by=by, to=last.by
    )


def is_told_again(deed: Deed, memory: Memory) -> bool:
    """True for a noun within the words of a deed of the same type and doer, or of a verb already read."""
    return any(is_same(d, deed) for d in memory.deeds) or any(
        d.first <= deed.cue < d.end and (d.frame.type == deed.frame.type or d.cue == deed.cue) and deed.clause is None
        for d in memory.deeds[-3:]
    )


def is_part_of(earlier: Deed, deed: Deed) -> bool:
    """True for a participle within the words of the deed that its noun suffers: "goods given by Peru arrived"."""
    within = deed.first <= earlier.cue < deed.cue
    return within and earlier.frame.type == deed.frame.type and earlier.by == deed.by and deed.frame.turns


def is_same(one: Deed, other: Deed) -> bool:
    """True when a deed was told before: the same frame, doer and thing, toward the same sides."""
    return one.frame is other.frame and one.by == other.by and one.things == other.things and one.to == other.to


def is_running_text(token: Token, scene: Scene) -> bool:
    return scene.context.reading.line_of(token.i).kind == "body"


def home_of(context: Context) -> frozenset[str]:
    """Return the side that the report calls its own ("the interior ministry"), none where it calls none so."""
    counts = Counter(
        reference.sides
        for reference in context.cast.references.values()
        if reference.rule == "home-institution" and len(reference.sides) == 1
    )
    return counts.most_common(1)[0][0] if counts else frozenset()
