"""Deeds told by a verb: "imposed sanctions", "has been handed over", "flights resumed", "the recently imposed tariffs".

In: a predicate (or a participle before its noun) of a report. Out: at most one `Deed`. Deliberately missed: verbs whose
object only the context gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.action.deed import Deed, Memory
from communique.records.action.fit import Predicate, things_of
from communique.records.action.objects import is_credited, is_people, is_thing
from communique.records.action.sides import (
    Sides,
    between,
    governed_by,
    in_sentence,
    is_at_home,
    land_of_sentence,
    lands_of,
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
from communique.records.cues.grammar import objects_of, phrases_of, run_of
from communique.records.cues.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

# What is given or begun is another's only where its own words say so; a sentence may name others for many reasons.
NEAR_ONLY = ("aid", "cooperate")
# Words behind a measure within which what it is on stands ("levies on many trade partners").
REACH = 8
# An envoy of a side acts abroad: what he opens is toward the country he is in.
ENVOYS = ("ambassador", "high commissioner", "consul", "chargé", "envoy")


def deed_of_verb(verb: Token, clause: Clause | None, scene: Scene, words: DeedWords, memory: Memory) -> Deed | None:
    """Return the deed that a verb tells, by the first of its frames that is there."""
    frames = words.verbs.get(verb.lemma_.lower())
    if frames is None or not is_told_verb(verb, clause, scene, words):
        return None
    if verb.dep_ == "amod" and is_after_doer(verb, scene):
        predicate = Predicate(verb, False, [verb.head], phrases_of(verb.head))
        return first_deed(predicate, None, frames, scene, words, memory)
    if verb.dep_ == "amod" and (having := perfect_over(verb)) is not None:
        predicate = Predicate(verb, False, [verb.head], phrases_of(verb.head))
        return first_deed(predicate, scene.clauses.get(having.i), frames, scene, words, memory)
    if verb.dep_ == "amod" and not any(c.dep_ == "advmod" for c in verb.children):
        # "the proscribed group", "US-funded": a state, not a deed.
        return None
    passive = is_passive(verb, clause)
    predicate = Predicate(verb, passive, patients(verb, passive), phrases_of(verb))
    return first_deed(predicate, clause, frames, scene, words, memory)


def is_after_doer(verb: Token, scene: Scene) -> bool:
    """True for "Putin suspended aid", which the parser takes for aid that is suspended."""
    before = scene.context.cast.references.get(verb.i - 1)
    if before is None or verb.tag_ not in ("VBN", "VBD") or len(before.sides) != 1 or verb.head.i < verb.i:
        return False
    first = verb.doc[before.first]
    is_left = first.is_sent_start or verb.doc[before.first - 1].text in (",", "and", "while", "but", "after")
    return is_left and before.rule in ("person", "surname", "country", "capital", "pronoun-he")


def perfect_over(verb: Token) -> Token | None:
    """Return the "has" of "has so far suspended payments", which the parser takes for suspended payments had."""
    above = verb.head.head
    is_perfect = verb.tag_ == "VBN" and verb.head.dep_ == "dobj" and above.lemma_ == "have" and verb.head.i > verb.i
    between = verb.doc[above.i + 1 : verb.i]
    return above if is_perfect and all(t.pos_ == "ADV" for t in between) else None


def first_deed(
    predicate: Predicate,
    clause: Clause | None,
    frames: tuple[Frame, ...],
    scene: Scene,
    words: DeedWords,
    memory: Memory,
) -> Deed | None:
    """Return the deed by the first of some frames that is there."""
    for frame in frames:
        things = things_of(predicate, frame, scene, words)
        if things is None:
            continue
        deed = with_sides(predicate, clause, frame, things, scene, words, memory)
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


def with_sides(
    predicate: Predicate,
    clause: Clause | None,
    frame: Frame,
    things: list[Token],
    scene: Scene,
    words: DeedWords,
    memory: Memory,
) -> Deed | None:
    """Return the deed with its doer and the sides it concerns, None where either is out of sight."""
    verb, passive = predicate.verb, predicate.passive
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
    if frame.swapped and len(by) == 1:
        by |= swapped_with(verb, things, scene, words, frame)
    target: Sides = frozenset()
    if len(by) == 1:
        target = joint - by if by < joint else targets(verb, things, by, own_words(verb, frame, first, end), scene)
    if frame.other and len(by) == 1 and not frozenset().union(*(sides_within(t, scene) for t in things)) - by:
        if frame.things and not frame.through:
            target = target or in_sentence(verb, by, scene)
        elif not target:
            return None
        if frame.anybody and not target and not frame.foreign and not passive:
            # "the police arrested two people": nobody says that they are another's.
            return None
    if not target and len(by) == 1:
        target = frozenset() if frame.near else farther(verb, frame, by, speaker, scene, words, memory)
        if not target and not is_foreign_by_nature(verb, frame, things, by, scene, words):
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


def swapped_with(verb: Token, things: list[Token], scene: Scene, words: DeedWords, frame: Frame) -> Sides:
    """Return the other side of an exchange: "freed four soldiers in exchange for 200 prisoners"."""
    for token in verb.subtree:
        if token.lower_ in ("exchange", "return", "swap") and token.head.lower_ == "in":
            behind = [n for c in (*token.children, *token.head.children) if c.lower_ == "for" for n in c.children]
            if any(is_thing(n, frame, words) or is_people(n, scene) for n in behind):
                # Who gets his own people back gives the others'.
                return frozenset().union(*(owner_of(n, scene) or sides_within(n, scene) for n in things))
    return frozenset()


def own_words(verb: Token, frame: Frame, first: int, end: int) -> Iterable[int]:
    """Return the tokens that may name toward whom a deed is; of what is given or begun only those outside clauses that
    describe somebody."""
    if frame.type not in NEAR_ONLY:
        return range(first, end)
    apart = {t.i for c in verb.subtree if c.dep_ == "relcl" for t in c.subtree}
    return [i for i in range(first, end) if i not in apart]


def farther(
    verb: Token, frame: Frame, by: Sides, speaker: str | None, scene: Scene, words: DeedWords, memory: Memory
) -> Sides:
    """Return toward whom a deed is whose own words do not say so: by its sentence, its doer's post, the text before."""
    is_guest = bool(memory.home) and not by & memory.home
    if frame.type not in NEAR_ONLY or is_guest or is_credited(verb, words):
        found = in_sentence(verb, by, scene)
        if found:
            return found
    if is_envoy(speaker, scene) and memory.home - by:
        return memory.home - by
    return from_before(verb, frame, by, scene, memory) or land_of_sentence(verb, by, scene)


def is_foreign_by_nature(
    verb: Token, frame: Frame, things: list[Token], by: Sides, scene: Scene, words: DeedWords
) -> bool:
    """True for a deed that is toward another side even where nobody says toward which."""
    if frame.abroad:
        return not is_at_home(verb, by, scene)
    if any(is_outward(t, words) for t in things):
        return True
    return frame.foreign or any(c.lower_ == "foreign" for t in things for c in t.subtree if c.dep_ == "amod")


def is_outward(thing: Token, words: DeedWords) -> bool:
    """True for measures that are toward other countries by their name: tariffs, sanctions, export controls."""
    near = {c.lemma_.lower() for c in thing.subtree if c.i - thing.i < REACH} | {thing.lemma_.lower()}
    return bool(near & words.lists["measuring.outward"])


def from_before(verb: Token, frame: Frame, by: Sides, scene: Scene, memory: Memory) -> Sides:
    """Return toward whom a deed without object is: whom its doer's last deed hit, or whom a foreign doer met."""
    last = memory.last()
    if last is not None and last.by == by and memory.is_near(verb):
        return last.to
    if (
        last is not None
        and by <= last.to
        and len(last.by) == 1
        and memory.is_near(verb)
        and frame.type not in NEAR_ONLY
    ):
        # "Peru raised its tariffs, and Chile lowered its duties": each toward the other.
        return last.by
    if last is not None and last.frame.type == frame.type and memory.is_near(verb) and not by & last.to:
        # One after the other gives to the same: "Peru sent teams, and Chile gave a million dollars."
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
    if not passive and verb.dep_ == "amod":
        before = scene.holders.at(verb.i - 1)
        return before.sides, before.person, False
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
    if frame.borne and not owner:
        owner = frozenset().union(*(governed_by(t, ("of", "from", "by"), scene) for t in things)) or memory.home
    if frame.doer_by and passive:
        # "was summoned to the Peruvian foreign ministry", "deported from Peru"
        behind = governed_by(verb, frame.doer_by, scene) - frozenset().union(*(sides_within(t, scene) for t in things))
        if len(behind) == 1:
            return behind, None, False
    toward = ("to", "on", "against", "into", "for")
    target = governed_by(verb, toward, scene)
    if passive and not target and frame.type == "sanction":
        # "the ban on Peruvian airlines was extended"
        target = frozenset().union(*(governed_by(t, toward[1:3], scene) for t in things))
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
    if frame.anybody and clause is not None:
        host = hosts_of(verb, things, scene)
        if host:
            return host, None, True
    last = memory.last()
    if frame.shared and not target and last is not None and memory.is_near(verb) and len(last.by | last.to) == 2:
        # "Ties were cut … and restored in May": between those who cut them.
        return last.by | last.to, None, True
    named = target | (
        frozenset().union(*(sides_within(t, scene) for t in things)) if frame.theirs or frame.other else frozenset()
    )
    if not named and not frame.foreign:
        return frozenset(), None, False
    return stand_in(frame, named, memory.before(verb), memory.home, clause, scene), None, True


def hosts_of(verb: Token, things: list[Token], scene: Scene) -> Sides:
    """Return the country where somebody of another one was seized: "was arrested in Milan"."""
    owners = frozenset().union(*(sides_within(t, scene) for t in things))
    found: set[str] = set()
    for entity in scene.context.reading.entities_in(verb.i, verb.sent.end):
        if entity.label_ in ("GPE", "FAC", "LOC") and verb.doc[entity.start - 1].lower_ in ("in", "at", "near"):
            found |= lands_of(entity.root.text if entity.label_ == "FAC" else entity.text)
            break
    return frozenset(found) if len(found) == 1 and owners and not found & owners else frozenset()


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
