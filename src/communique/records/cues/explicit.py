"""Acts that are named, whether by a verb, a noun with a light verb, or an adjective.

In: a clause. Out: drafts. Deliberately missed: cue verbs in purpose clauses ("came to support"), in participles that
only open a sentence, and nouns that nobody utters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.nouns import by_adjective, by_name, by_noun
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.verbs import by_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

# Governors under which an infinitive is as real as they are: "continue to urge", "would like to thank".
TRANSPARENT = ("continue", "want", "wish", "like", "be", "go", "proceed", "love", "begin", "start", "have", "need")


def find_explicit(clause: Clause, scene: Scene) -> list[Draft]:
    """Return the drafts of the acts that a clause names."""
    verb = scene.doc[clause.head]
    if clause.conditional or not is_told(verb, scene):
        return []
    if is_opening(verb, scene):
        return []
    drafts = list(by_adjective(clause, verb, scene))
    if not drafts:
        drafts = list(by_noun(clause, verb, scene))
    if not drafts:
        drafts = list(by_verb(clause, verb, scene))
    if not drafts:
        drafts = list(by_name(clause, verb, scene))
    return drafts


def is_opening(verb: Token, scene: Scene) -> bool:
    """True for a participle that only opens what is then said: "Highlighting the potential, the envoy noted that"."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.i > verb.head.i or verb.left_edge.i != verb.sent.start:
        return False
    cues = scene.table.verbs.get(verb.lemma_.lower(), ())
    return any(c.emphatic for c in cues) and verb.head.lemma_ in (
        "say",
        "note",
        "remark",
        "state",
        "add",
        "observe",
        "warn",
        "mention",
    )


def is_told(verb: Token, scene: Scene) -> bool:
    """False for infinitives of purpose and for nouns' infinitives: they tell no deed."""
    if verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children):
        governor = verb.head
        while governor.dep_ == "conj":
            governor = governor.head
        above = scene.clauses.get(governor.i)
        if above is not None and (above.future or above.possible) and governor.lemma_ != "like":
            # "will continue to support" undertakes, it does not support.
            return False
        return verb.dep_ in ("xcomp", "conj") and governor.lemma_ in TRANSPARENT
    if verb.dep_ in ("csubj", "csubjpass", "nsubj"):
        return False
    if verb.dep_ == "advcl" and any(
        c.dep_ in ("mark", "advmod") and c.lower_ in ("once", "until", "when") for c in verb.children
    ):
        above = scene.clauses.get(verb.head.i)
        return above is None or not (above.future or above.possible)
    if verb.dep_ == "pcomp" and verb.head.lower_ in (
        "for",
        "of",
        "in",
        "at",
        "from",
        "without",
        "after",
        "before",
        "to",
    ):
        return any(c.dep_ == "nsubj" for c in verb.children)
    return True
