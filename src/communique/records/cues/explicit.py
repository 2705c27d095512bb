"""Acts that are named, whether by a verb, a noun with a light verb, or an adjective.

In: a clause. Out: drafts. Deliberately missed: cue verbs in purpose clauses ("came to support"), in participles that
only open a sentence, and nouns that nobody utters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.asserted import is_blame
from communique.records.cues.grammar import objects_of, phrases_of
from communique.records.cues.nouns import by_adjective, by_name, by_noun
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.verbs import by_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_explicit(clause: Clause, scene: Scene) -> list[Draft]:
    """Return the drafts of the acts that a clause names."""
    verb = scene.doc[clause.head]
    if clause.conditional or not is_told(verb, scene) or is_opening(verb, scene) or is_laid_on(clause, verb, scene):
        return []
    for reading in (by_adjective, by_noun, by_verb, by_name, by_briefing):
        drafts = list(reading(clause, verb, scene))
        if drafts:
            return drafts
    return []


def by_briefing(clause: Clause, verb: Token, scene: Scene) -> Iterator[Draft]:
    """Yield the blame in what a side briefs another on: "apprised him of Peru's unprovoked attack"."""
    if not scene.is_in(verb, "speech.briefing") or clause.negated or clause.future or clause.possible:
        return
    holder = scene.holders.doer(clause)
    heads = [verb, *objects_of(verb, clause.passive)]
    told = [n for h in heads for p in ("on", "about", "of", "regarding") for n in phrases_of(h).get(p, ())]
    words = [t for n in told for t in n.subtree]
    if not holder.sides or not any(is_blame(t, scene) for t in words):
        return
    if scene.others((t.i for t in words), holder.sides):
        yield Draft(
            "statements",
            "criticise",
            "statement.criticise.brief",
            clause,
            verb.i,
            verb.i,
            scene.first_of(clause),
            holder,
        )


def is_laid_on(clause: Clause, verb: Token, scene: Scene) -> bool:
    """True for an act that somebody is told to do: "said that Kenya must reach a deal" is a request, no agreement."""
    duty = any(c.dep_ == "aux" and c.lower_ in scene.words("duty.modals") for c in verb.children)
    asked = scene.holders.at(*clause.subject).sides
    return duty and not clause.passive and bool(asked) and not asked & scene.holders.speaker(clause).sides


def is_opening(verb: Token, scene: Scene) -> bool:
    """True for a participle that only opens what is then said: "Highlighting the potential, the envoy noted that"."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.i > verb.head.i or verb.left_edge.i != verb.sent.start:
        return False
    cues = scene.table.verbs.get(verb.lemma_.lower(), ())
    return any(c.emphatic for c in cues) and scene.is_in(verb.head, "speech.plain")


def is_told(verb: Token, scene: Scene) -> bool:
    """False where a verb tells no deed: an infinitive of purpose, a gerund that is a thing, "once they ask"."""
    if verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children):
        return is_told_infinitive(verb, scene)
    if verb.dep_ in ("csubj", "csubjpass", "nsubj"):
        return False
    if verb.dep_ == "advcl" and any(c.lower_ in ("once", "until", "when") for c in verb.children):
        above = scene.clauses.get(verb.head.i)
        return above is None or not (above.future or above.possible)
    if is_wanted(verb, scene):
        return False
    if verb.dep_ == "pcomp" and verb.head.lower_ not in ("by", "with", "as", "while", "after", "besides"):
        return any(c.dep_ == "nsubj" for c in verb.children)
    return True


def is_wanted(verb: Token, scene: Scene) -> bool:
    """True for a deed that is only asked for, or waited for: "demanded that Peru agree", "before they would agree"."""
    if verb.dep_ == "advcl" and any(c.lower_ == "before" for c in verb.children):
        return verb.tag_ in ("VBZ", "VBP") or any(c.tag_ == "MD" for c in verb.children)
    if verb.tag_ != "VB":
        return False
    if verb.dep_ == "ccomp":
        return not any(c.dep_ == "aux" for c in verb.children)
    governor = verb.head
    asked = governor.dep_ == "xcomp" and governor.head.lemma_ in ("have", "need")
    duty = scene.words("duty.modals")
    return verb.dep_ == "conj" and (asked or any(c.dep_ == "aux" and c.lower_ in duty for c in governor.children))


def is_told_infinitive(verb: Token, scene: Scene) -> bool:
    """True for infinitives as real as their governors ("continues to urge"), unless those lie ahead ("will")."""
    governor = verb.head
    while governor.dep_ == "conj":
        governor = governor.head
    above = scene.clauses.get(governor.i)
    if above is not None and (above.future or above.possible) and governor.lemma_ != "like":
        return False
    if verb.dep_ in ("advcl", "xcomp") and scene.is_in(governor, "speech.reaching"):
        # "telephoned the king to convey greetings": whoever reaches another says it to him.
        return above is not None and not above.negated
    if verb.dep_ == "xcomp" and scene.is_in(governor, "speech.prompting"):
        return governor.tag_ in ("VBD", "VBG", "VBN")  # "prompting the envoy to deny it": he did
    return verb.dep_ in ("xcomp", "conj") and scene.is_in(governor, "speech.transparent")
