"""Deeds told by a verb: "imposed sanctions", "has been handed over", "flights resumed", "the recently imposed tariffs".

In: a predicate (or a participle before its noun) of a report. Out: at most one `Deed`. Deliberately missed: verbs whose
object only the context gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.action.deed import Deed, Memory
from communique.records.action.objects import is_people, is_thing, meant_by_pronoun
from communique.records.action.sides import (
    Sides,
    between,
    governed_by,
    in_sentence,
    of_agent,
    owner_of,
    sides_within,
    stand_in,
    subject_of,
    targets,
)
from communique.records.action.told import is_told_verb
from communique.records.action.words import DeedWords, Frame
from communique.records.cues.frames import noun_meant
from communique.records.cues.grammar import objects_of, phrases_of, run_of, with_coordinated
from communique.records.cues.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

# What is given or begun is another's only where its own words say so; a sentence may name others for many reasons.
NEAR_ONLY = ("aid", "cooperate")
# An envoy of a side acts abroad: what he opens is toward the country he is in.
ENVOYS = ("ambassador", "high commissioner", "consul", "chargé", "envoy")


def deed_of_verb(verb: Token, clause: Clause | None, scene: Scene, words: DeedWords, memory: Memory) -> Deed | None:
    """Return the deed that a verb tells, by the first of its frames that is there."""
    frames = words.verbs.get(verb.lemma_.lower())
    if frames is None or not is_told_verb(verb, clause, scene, words):
        return None
    if verb.dep_ == "amod" and not any(c.dep_ == "advmod" for c in verb.children):
        # "the proscribed group", "US-funded": a state, not a deed.
        return None
    passive = is_passive(verb, clause)
    objects = patients(verb, passive)
    phrases = phrases_of(verb)
    for frame in frames:
        things = things_of(verb, frame, passive, objects, phrases, scene, words)
        if things is None:
            continue
        deed = with_sides(verb, clause, frame, passive, things, scene, memory)
        if deed is not None:
            return deed
    return None


def is_passive(verb: Token, clause: Clause | None) -> bool:
    """True for passives and for participles with their noun: "tariffs imposed on", "the imposed tariffs"."""
    return (clause is not None and clause.passive) or (verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"))


def patients(verb: Token, passive: bool) -> list[Token]:
    """Return the nouns that a verb acts on."""
    if verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN":
        return [verb.head]
    found = [noun_meant(o) for o in objects_of(verb, passive)]
    if passive and not found:
        # "the treaty was signed and suspended"
        head = verb.head if verb.dep_ == "conj" else verb
        found = [c for c in head.children if c.dep_ == "nsubjpass"]
    return found


def things_of(
    verb: Token,
    frame: Frame,
    passive: bool,
    objects: list[Token],
    phrases: dict[str, list[Token]],
    scene: Scene,
    words: DeedWords,
) -> list[Token] | None:
    """Return what the deed is done to when the frame is there, else None."""
    if frame.particle and frame.particle not in phrases and not any(c.lower_ == frame.particle for c in verb.children):
        return None
    if frame.says and not any(
        t.i != verb.i and (t.lower_ in frame.says or t.lemma_.lower() in frame.says) for t in verb.subtree
    ):
        return None
    if frame.subject and not any(subject_is(verb, frame, words)):
        return None
    if frame.through:
        candidates = [n for name in frame.through for n in phrases.get(name, ())]
        if frame.other and not frame.things:
            return objects if candidates and any(sides_within(o, scene) for o in objects) else None
        if frame.bare:
            return candidates or None
    elif frame.turns and not passive and (frame.only_turned or not objects):
        candidates = with_coordinated([noun_meant(c) for c in verb.children if c.dep_ == "nsubj"])
        if verb.dep_ == "relcl" and not candidates:
            candidates = [verb.head]
    elif frame.only_turned:
        candidates = objects if passive else []
    else:
        candidates = objects
    if frame.bare:
        return candidates
    if not frame.things and not frame.money:
        return candidates if frame.other and any(is_foreign(o, scene) for o in candidates) else None
    found: list[Token] = []
    for candidate in candidates:
        if candidate is verb.head and verb.dep_ == "relcl" and not is_thing(candidate, frame, words):
            # "the crossings at Torkham, which Peru closed": the parser hangs the clause on the nearest noun.
            candidate = candidate.head.head if candidate.dep_ == "pobj" else candidate
        meant = meant_by_pronoun(candidate, frame) if candidate.pos_ == "PRON" else None
        if meant is not None or is_thing(candidate, frame, words) or (frame.other and is_people(candidate, scene)):
            found.append(meant or candidate)
    return found or None


def subject_is(verb: Token, frame: Frame, words: DeedWords) -> list[bool]:
    heads = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return [True for h in with_coordinated(heads) if h.lemma_.lower() in frame.subject or is_thing(h, frame, words)]


def is_foreign(noun: Token, scene: Scene) -> bool:
    return bool(sides_within(noun, scene))


def with_sides(
    verb: Token,
    clause: Clause | None,
    frame: Frame,
    passive: bool,
    things: list[Token],
    scene: Scene,
    memory: Memory,
) -> Deed | None:
    """Return the deed with its doer and the sides it concerns, None where either is out of sight."""
    first, end = run_of(verb, start_of(verb, clause, passive, scene))
    turned = frame.turns and not passive and any(c.dep_ == "nsubj" and c in things for c in verb.children)
    joint = frozenset().union(*(between(t, scene) for t in things), between(verb, scene))
    by, speaker, inferred = doer_of(verb, clause, frame, passive or turned, things, scene, memory)
    if (joint and (not by or by <= joint) and frame.type == "cooperate") or (frame.only_turned and joint):
        by = joint
    if not by:
        return None
    if frame.shared:
        by |= governed_by(verb, ("with", "alongside"), scene) | frozenset().union(
            *(governed_by(t, ("with",), scene) for t in things)
        )
    target: Sides = frozenset()
    if len(by) == 1:
        target = joint - by if by < joint else targets(verb, things, by, first, end, scene)
    if frame.other and len(by) == 1 and not frozenset().union(*(sides_within(t, scene) for t in things)) - by:
        if frame.things and not frame.through:
            target = target or in_sentence(verb, by, scene)
        elif not target:
            return None
    if not target and len(by) == 1:
        if frame.type not in NEAR_ONLY or (memory.home and not by & memory.home):
            target = in_sentence(verb, by, scene)
        if not target and is_envoy(speaker, scene):
            target = memory.home - by
        if not target:
            target = from_before(verb, by, scene, memory)
        if not target and not frame.foreign:
            return None
    return Deed(
        frame,
        verb.i,
        clause.index if clause else None,
        first,
        end,
        by,
        target,
        inferred,
        frozenset(t.lemma_.lower() for t in things),
    )


def from_before(verb: Token, by: Sides, scene: Scene, memory: Memory) -> Sides:
    """Return toward whom a deed without object is: whom its doer's last deed hit, or whom a foreign doer met."""
    last = memory.last()
    if last is not None and last.by == by and memory.is_near(verb):
        return last.to
    if memory.home and not by & memory.home:
        parties = scene.holders.parties_before(verb.i)
        if len(parties) == 2 and by < parties:
            return parties - by
    return frozenset()


def start_of(verb: Token, clause: Clause | None, passive: bool, scene: Scene) -> int:
    if verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN":
        return min(verb.head.left_edge.i, verb.i)
    return scene.first_of(clause) if clause is not None else verb.i


def doer_of(
    verb: Token,
    clause: Clause | None,
    frame: Frame,
    passive: bool,
    things: list[Token],
    scene: Scene,
    memory: Memory,
) -> tuple[Sides, str | None, bool]:
    """Return who did it, the key of the person who acts for them, and whether only the context tells."""
    if not passive:
        holder = subject_of(verb, clause, scene)
        return holder.sides, holder.person, False
    agent = of_agent(verb, clause, scene)
    if agent:
        people = [p for a in (clause.agents if clause else ()) for p in scene.context.cast.people_at(a)]
        return agent, people[0].key if len(people) == 1 else None, False
    if (clause is not None and clause.agents) or any(c.dep_ == "agent" for c in verb.children):
        return frozenset(), None, False
    owner = frozenset().union(*(owner_of(t, scene) for t in things))
    target = governed_by(verb, ("to", "on", "against", "into", "for"), scene)
    if owner and not frame.theirs and not frame.other and not owner <= target and len(owner) == 1:
        return owner, None, False
    if verb.dep_ in ("acl", "amod") and not frame.theirs and not frame.other:
        rest = frozenset().union(*(sides_within(t, scene) for t in things)) - target
        if len(rest) == 1:
            return rest, None, True
    pair = frozenset().union(*(between(t, scene) for t in things), between(verb, scene))
    if len(pair) == 2 and frame.type != "cooperate":
        return (
            one_of(
                pair,
                (
                    scene.holders.speaker(clause).sides if clause else frozenset(),
                    subjects_in(verb, pair, scene),
                    memory.before(verb),
                    memory.home,
                ),
            ),
            None,
            True,
        )
    named = target | (
        frozenset().union(*(sides_within(t, scene) for t in things)) if frame.theirs or frame.other else frozenset()
    )
    if not named and not frame.foreign:
        return frozenset(), None, False
    return stand_in(frame, named, memory.before(verb), memory.home, clause, scene), None, True


def subjects_in(verb: Token, pair: Sides, scene: Scene) -> Sides:
    """Return who of a pair is a subject in the verb's sentence: "was reopened 27 days after Peru shut it"."""
    heads = [t.i for t in verb.sent if t.dep_ == "nsubj" and t.pos_ == "PROPN"]
    return scene.holders.at(*heads).sides & pair if heads else frozenset()


def one_of(pair: Sides, candidates: tuple[Sides, ...]) -> Sides:
    """Return the first candidate that is one of a pair, else nobody."""
    return next((c for c in candidates if len(c) == 1 and c < pair), frozenset())


def is_envoy(person: str | None, scene: Scene) -> bool:
    if person is None:
        return False
    office = scene.context.cast.actor(person).office or ""
    return any(word in office.lower() for word in ENVOYS)
