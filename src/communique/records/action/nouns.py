"""Deeds told by a noun: "the release of 90 prisoners", "Iran's withdrawal of its troops", "completed the evacuation".

In: a noun of a report. Out: at most one `Deed`. A noun tells a deed only with its doer in sight: its owner, who "by"
names, the subject of a light verb, or for a thing that belongs to a side, that side. Deliberately missed: nouns whose
doer stands sentences away, and those that only a headline holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.records.action.deed import Deed, Memory
from communique.records.action.objects import is_credited, is_people, is_thing
from communique.records.action.sides import Sides, between, governed_by, in_sentence, owner_of, sides_within, subject_of
from communique.records.action.told import is_told_noun
from communique.records.action.words import DeedWords, Frame
from communique.records.cues.grammar import with_coordinated
from communique.records.cues.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


def deed_of_noun(noun: Token, scene: Scene, words: DeedWords, memory: Memory) -> Deed | None:
    """Return the deed that a noun tells, by the first of its frames that is there."""
    frames = words.nouns.get(noun.lemma_.lower())
    if frames is None or noun.dep_ in ("compound", "amod", "nmod") or not is_told_noun(noun, scene, words):
        return None
    for frame in frames:
        things = things_of(noun, frame, scene, words)
        if things is None:
            continue
        deed = with_sides(noun, frame, things, scene, words, memory)
        if deed is not None:
            return deed
    return None


def things_of(noun: Token, frame: Frame, scene: Scene, words: DeedWords) -> list[Token] | None:
    """Return what the deed is done to when the frame is there, else None."""
    if frame.credited:
        return [] if is_credited(noun, words) else None
    if frame.bare:
        return [] if any(c.dep_ == "prep" and c.lower_ == "from" for c in noun.children) else None
    if frame.into:
        found = [
            n
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in ("into", "of")
            for n in c.children
            if n.dep_ == "pobj"
        ]
        return found or None
    found = [
        n
        for c in noun.children
        if c.dep_ == "prep" and c.lower_ in ("of", "in", "on")
        for n in with_coordinated([g for g in c.children if g.dep_ == "pobj"])
    ]
    things = [n for n in found if is_thing(n, frame, words) or (frame.theirs and is_people(n, scene))]
    if not things:
        things = [c for c in noun.children if c.dep_ == "compound" and c.lemma_.lower() in frame.things]
    return things or None


def with_sides(
    noun: Token, frame: Frame, things: list[Token], scene: Scene, words: DeedWords, memory: Memory
) -> Deed | None:
    """Return the deed with its doer and the sides it concerns, None where either is out of sight."""
    within = sides_within(noun, scene)
    inferred = False
    joint = frozenset().union(between(noun, scene), *(between(t, scene) for t in things))
    agent = frozenset().union(governed_by(noun, ("by",), scene), *(governed_by(t, ("by",), scene) for t in things))
    owner = owner_of(noun, scene) | agent
    if frame.theirs and things and owner and all(t.dep_ == "compound" for t in things):
        owner = agent or owner
    theirs = frozenset().union(*(own_sides(t, scene) for t in things)) if things else frozenset()
    by: Sides = owner
    if frame.mutual and len(owner) < 2:
        joint = joint or both_in_sentence(noun, scene)
        by = frozenset()
    if joint and len(by) < 2 and (frame.mutual or not owner):
        by = joint
    if not by and not frame.theirs:
        by = theirs
    if not by:
        by = light_subject(noun, scene, words)
    if not by and frame.theirs:
        rest = within - theirs
        by = rest if len(rest) == 1 and theirs else frozenset()
    if not by and frame.theirs and theirs and is_definite(noun):
        by = told_by(noun, theirs, scene)
    if not by and (theirs or is_definite(noun)) and things:
        by, inferred = same_thing(noun, things, memory), True
    if not by:
        return None
    to = within - by if len(by) == 1 else frozenset()
    if not to and len(by) == 1:
        to = in_sentence(noun, by, scene)
        if not to:
            return None
    return Deed(
        frame,
        noun.i,
        None,
        noun.left_edge.i,
        end_of(noun),
        by,
        to,
        inferred,
        frozenset(t.lemma_.lower() for t in things),
    )


def both_in_sentence(noun: Token, scene: Scene) -> Sides:
    """Return the two sides that a sentence names, else those who last met."""
    named = scene.others(range(noun.sent.start, noun.sent.end), frozenset())
    return named if len(named) == 2 else scene.holders.parties_before(noun.i) if not named else frozenset()


def own_sides(noun: Token, scene: Scene) -> Sides:
    """Return whose a thing is: by what stands before it, or because it names people of a side."""
    return owner_of(noun, scene) or scene.holders.at(noun.i).sides


def is_definite(noun: Token) -> bool:
    return any(c.dep_ in ("det", "poss") and c.lower_ in ("the", "this", "its", "their", "that") for c in noun.children)


def light_subject(noun: Token, scene: Scene, words: DeedWords) -> Sides:
    """Return who does what the object of a light verb names: "completed the withdrawal"."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in words.lists["light.verbs"]:
        return subject_of(verb, scene.clauses.get(verb.i), scene).sides
    return frozenset()


def told_by(noun: Token, theirs: Sides, scene: Scene) -> Sides:
    """Return the side that is subject where foreign people are dealt with: "the minister reviewed the return of"."""
    root = noun.sent.root
    clause = scene.clauses.get(root.i)
    if clause is None or noun.i < root.i:
        return frozenset()
    by = subject_of(root, clause, scene).sides
    return by if len(by) == 1 and not by & theirs else frozenset()


def same_thing(noun: Token, things: list[Token], memory: Memory) -> Sides:
    """Return who did the last deed to the same kind of thing: "imposed tariffs … the pause in tariffs"."""
    lemmas = {t.lemma_.lower() for t in things}
    for deed in reversed(memory.deeds):
        if len(deed.by) == 1 and any(t.lemma_.lower() in lemmas for t in noun.doc[deed.first : deed.end]):
            return deed.by
    return frozenset()


def end_of(noun: Token) -> int:
    """Return where the words of an event noun end: behind its phrases, before clauses and coordinated nouns."""
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ in ("prep", "acl", "agent"):
            end = max(end, child.right_edge.i + 1)
    return end
