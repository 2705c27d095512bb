"""Does a predicate fit a frame: are its object, its phrases and the words beside it those that the frame asks for?

In: a predicate and a frame. Out: what the deed is done to (an empty list where the frame needs nothing), or None where
the frame is not there. Deliberately missed: objects that only the context gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.records.action.objects import is_of_nation, is_people, is_thing, meant_by_pronoun
from communique.records.action.sides import sides_within, subject_of
from communique.records.action.words import DeedWords, Frame
from communique.records.cues.frames import noun_meant
from communique.records.cues.grammar import with_coordinated
from communique.records.cues.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb with what it acts on: its objects, and what its prepositions and particles govern."""

    verb: Token
    passive: bool
    objects: list[Token]
    phrases: dict[str, list[Token]]


def things_of(predicate: Predicate, frame: Frame, scene: Scene, words: DeedWords) -> list[Token] | None:
    """Return what the deed is done to when the frame is there, else None."""
    if not has_words(predicate, frame, words):
        return None
    objects, phrases = predicate.objects, predicate.phrases
    candidates = candidates_of(predicate, frame)
    if frame.through and frame.other and not frame.things:
        return objects if candidates and any(sides_within(o, scene) for o in objects) else None
    if frame.through and frame.bare:
        return candidates or None
    if frame.bare:
        return candidates
    if frame.particle and not candidates:
        # "called in the envoy": the parser may take the particle for a preposition.
        candidates = phrases.get(frame.particle, [])
    if frame.member:
        is_there = not frame.through or any(name in phrases for name in frame.through)
        return [o for o in objects if is_side_itself(o, scene)] or None if is_there else None
    if frame.together and not frame.things:
        return together(predicate, candidates, scene, words)
    if not frame.things and not frame.money:
        return candidates if frame.other and any(sides_within(o, scene) for o in candidates) else None
    if frame.recipient and not has_recipient([predicate.verb, *candidates], scene):
        return None
    found = named_among(candidates, predicate, frame, scene, words)
    if frame.together and found and not together(predicate, found, scene, words):
        return None
    return found or None


def has_words(predicate: Predicate, frame: Frame, words: DeedWords) -> bool:
    """True when particle, words beside the verb and subject are those that a frame asks for."""
    verb = predicate.verb
    is_apart = frame.particle and frame.particle not in predicate.phrases
    if is_apart and not any(c.lower_ == frame.particle for c in verb.children):
        return False
    if frame.says and not any(
        t.i != verb.i and (t.lower_ in frame.says or t.lemma_.lower() in frame.says) for t in verb.subtree
    ):
        return False
    return not frame.subject or subject_is(verb, frame, words)


def candidates_of(predicate: Predicate, frame: Frame) -> list[Token]:
    """Return the nouns in whose place the frame looks for its thing."""
    verb = predicate.verb
    if frame.through:
        return [n for name in frame.through for n in predicate.phrases.get(name, ())]
    if frame.turns and not predicate.passive and (frame.only_turned or not predicate.objects):
        if any(c.dep_ == "xcomp" for c in verb.children):
            # "they begin to rebuild": it is no thing that begins.
            return []
        subjects = with_coordinated([noun_meant(c) for c in verb.children if c.dep_ == "nsubj"])
        return subjects or ([verb.head] if verb.dep_ == "relcl" else [])
    if frame.only_turned:
        return predicate.objects if predicate.passive else []
    return predicate.objects


def named_among(
    candidates: list[Token], predicate: Predicate, frame: Frame, scene: Scene, words: DeedWords
) -> list[Token]:
    """Return those of some nouns that are a thing of the frame."""
    verb = predicate.verb
    found: list[Token] = []
    for candidate in candidates:
        if candidate.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
            candidate = verb.head
        if candidate is verb.head and verb.dep_ == "relcl" and not is_thing(candidate, frame, words):
            # "the crossings at Torkham, which Peru closed": the parser hangs the clause on the nearest noun.
            candidate = candidate.head.head if candidate.dep_ == "pobj" else candidate
        meant = meant_by_pronoun(candidate, frame) if candidate.pos_ == "PRON" else None
        if (
            meant is not None
            or is_thing(candidate, frame, words)
            or (frame.other and is_people(candidate, scene))
            or (frame.anybody and (is_people(candidate, scene) or is_of_nation(candidate, scene)))
        ):
            found.append(meant or candidate)
    return [f for f in found if is_own(f)] if frame.own else found


def together(predicate: Predicate, candidates: list[Token], scene: Scene, words: DeedWords) -> list[Token] | None:
    """Return what two or more sides do together, None where one does it alone or where it is no deed."""
    verb = predicate.verb
    doers = subject_of(verb, scene.clauses.get(verb.i), scene).sides
    if len(doers) < 2 or predicate.passive:
        return None
    apart = words.lists["light.apart"]
    return [c for c in candidates if c.pos_ == "NOUN" and c.lemma_.lower() not in apart] or None


def has_recipient(heads: list[Token], scene: Scene) -> bool:
    """True for "to" and a side's own name: "sent tanks to Peru", not "to the border with Peru"."""
    references = scene.context.cast.references
    governed = [
        n
        for h in heads
        for c in h.children
        if c.lower_ in ("to", "for") and c.dep_ in ("prep", "dative")
        for n in c.children
    ]
    return any(n.i in references and references[n.i].sides and n.pos_ == "PROPN" for n in governed)


def is_side_itself(noun: Token, scene: Scene) -> bool:
    """True for a country's bare name, as an organisation's member."""
    reference = scene.context.cast.references.get(noun.i)
    return reference is not None and reference.rule in ("country", "capital", "organisation")


def is_own(noun: Token) -> bool:
    """True for "its staff", "their embassy's staff"."""
    return any(t.dep_ == "poss" and t.lower_ in ("its", "their", "his", "her") for t in noun.subtree)


def subject_is(verb: Token, frame: Frame, words: DeedWords) -> bool:
    """True when a verb's subject is one of those that a frame asks for."""
    heads = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return any(h.lemma_.lower() in frame.subject or is_thing(h, frame, words) for h in with_coordinated(heads))
