"""Whose deed it is, and toward whom.

In: a predicate or an event noun with what it is done to. Out: the sides that did it and those it concerns. The doer
is the subject, the agent, or the owner of the thing ("American tariffs were imposed"); for a passive that names none,
the one whose deeds were told just before, else the home side where foreign people or envoys are dealt with.
Deliberately missed: doers only hinted at ("observers blame the neighbour").
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.action.words import Frame
from communique.records.cues.holders import NOBODY, Holder
from communique.records.cues.scene import Scene
from communique.reference.countries import find_naming
from communique.reference.places import find_places

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNING = ("poss", "amod", "compound", "nmod", "npadvmod")
Sides = frozenset[str]


def sides_within(noun: Token, scene: Scene) -> Sides:
    """Return the sides that a noun phrase names anywhere, relative clauses left out."""
    found: set[str] = set()
    queue = [noun]
    references = scene.context.cast.references
    while queue:
        token = queue.pop()
        if token.i in references:
            found |= references[token.i].sides
        queue.extend(
            c
            for c in token.children
            if c.dep_ not in ("relcl", "conj") or (c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN"))
        )
    return frozenset(found)


def owner_of(noun: Token, scene: Scene) -> Sides:
    """Return whose a thing is by what stands before it: "American tariffs", "Iran's embassy", "US-funded project"."""
    found: set[str] = set()
    for child in noun.children:
        if child.dep_ in OWNING:
            for token in (child, *(c for c in child.children if c.dep_ in OWNING)):
                found |= scene.holders.at(token.i).sides
    return frozenset(found)


def governed_by(head: Token, prepositions: Iterable[str], scene: Scene) -> Sides:
    """Return the sides under some prepositions of `head`."""
    wanted = tuple(prepositions)
    found: set[str] = set()
    for child in head.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in wanted:
            for inner in child.children:
                found |= sides_within(inner, scene)
    return frozenset(found)


def between(head: Token, scene: Scene) -> Sides:
    """Return both sides of "between A and B" (or "from A to B") under a noun or verb, else none."""
    both = governed_by(head, ("between",), scene)
    if len(both) < 2:
        both = (
            governed_by(head, ("from",), scene) | governed_by(head, ("to",), scene)
            if governed_by(head, ("from",), scene)
            else both
        )
    return both if len(both) > 1 else frozenset()


def subject_of(verb: Token, clause: Clause | None, scene: Scene) -> Holder:
    """Return who a verb's subject is, by the cast or by who speaks of "we"; of a gerund of thanks, the thanked."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("for", "in"):
        thanked = [
            c
            for c in verb.head.head.children
            if c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ in ("to", "of") and c.i < verb.head.i)
        ]
        for noun in thanked:
            for token in (noun, *noun.children):
                known = scene.holders.at(token.i)
                if known.sides:
                    return known
    if clause is None:
        return NOBODY
    at: Clause | None = clause
    while at is not None and not at.subject and at.relation in ("conj", "xcomp", "advcl", "pcomp"):
        at = scene.context.reading.clauses[at.parent] if at.parent is not None else None
    heads = at.subject if at is not None else ()
    if not heads:
        return NOBODY
    known = scene.holders.at(*heads)
    beside = company_of(scene.doc[heads[0]], scene)
    if known.sides:
        return Holder(known.sides | beside) if beside - known.sides else known
    token = scene.doc[heads[0]]
    if token.lower_ in scene.words("speech.first_person") and at is not None:
        return scene.holders.speaker(at)
    if token.tag_ in ("WDT", "WP") and token.head.dep_ == "relcl":
        return scene.holders.at(token.head.head.i)
    owner = owner_of(token, scene) or governed_by(token, ("of", "from"), scene)
    return Holder(owner) if len(owner) == 1 and token.pos_ in ("NOUN", "PROPN") else NOBODY


def company_of(noun: Token, scene: Scene) -> Sides:
    """Return who acts beside a subject: "Peru along with Chile", "Peru, together with Chile"."""
    found: set[str] = set()
    # The comma of "Peru, along with Chile, sent" hangs the phrase on the verb.
    for child in (*noun.children, *(c for c in noun.head.children if noun.i < c.i < noun.head.i)):
        if child.lower_ in ("along", "together", "alongside"):
            for inner in (child, *child.children):
                found |= governed_by(inner, ("with",), scene)
                found |= frozenset().union(*(sides_within(n, scene) for n in inner.children if n.dep_ == "pobj"))
    return frozenset(found)


def of_agent(verb: Token, clause: Clause | None, scene: Scene) -> Sides:
    """Return the sides behind a passive's "by"."""
    if clause is not None and clause.agents:
        return scene.holders.at(*clause.agents).sides or frozenset().union(
            *(sides_within(scene.doc[a], scene) for a in clause.agents)
        )
    return governed_by(verb, ("by",), scene)


def targets(verb: Token, things: list[Token], own: Sides, words: Iterable[int], scene: Scene) -> Sides:
    """Return toward whom a deed is: whom "to" or "on" name, else whose the thing is, else who else is named in its
    words."""
    run = tuple(words)
    for found in (
        governed_by(verb, ("to", "on", "against", "into", "toward", "towards", "for"), scene),
        frozenset().union(*(sides_within(t, scene) for t in things)),
        scene.others(run, own),
        scene.holders.at(*run).sides,
    ):
        if found - own:
            return found - own
    return frozenset()


def in_sentence(token: Token, own: Sides, scene: Scene) -> Sides:
    """Return the other side of the sentence where it names exactly one."""
    sentence = token.sent
    others = scene.others(range(sentence.start, sentence.end), own)
    return others if len(others) == 1 else frozenset()


def land_of_sentence(token: Token, own: Sides, scene: Scene) -> Sides:
    """Return the one other country in which the sentence's towns and regions lie; none where one may be the doer's."""
    found: set[str] = set()
    for entity in scene.context.reading.entities_in(token.sent.start, token.sent.end):
        if entity.label_ in ("GPE", "LOC", "FAC"):
            lands = lands_of(entity.text)
            if lands & own:
                continue
            found.update(lands if len(lands) == 1 else ())
    return frozenset(found) if len(found) == 1 else frozenset()


def is_at_home(token: Token, own: Sides, scene: Scene) -> bool:
    """True where a sentence names a town or region that may lie in the doer's own country."""
    entities = scene.context.reading.entities_in(token.i, token.sent.end)
    return any(e.label_ in ("GPE", "LOC", "FAC") and lands_of(e.text) & own for e in entities)


def lands_of(name: str) -> Sides:
    """Return the countries in which a place of this name lies: a country's own, else all with a town or region so
    called."""
    name = name.removeprefix("the ").removesuffix("'s").removesuffix("’s")
    naming = find_naming(name)
    if naming is not None:
        return frozenset({naming.country.acts_for})
    rows = find_places(name)
    famous = [row for row in rows if row.is_famous] or rows
    return frozenset(row.country for row in famous if row.country)


def stand_in(
    frame: Frame, target: Sides, told_before: Sides, home: Sides, clause: Clause | None, scene: Scene
) -> Sides:
    """Return who did what a passive tells of nobody: who says so, whose deeds stood just before, the home side."""
    speaker = scene.holders.speaker(clause).sides if clause is not None else frozenset()
    for candidate in (speaker, told_before, home if frame.theirs or frame.other or frame.foreign else frozenset()):
        if len(candidate) == 1 and not candidate & target:
            return candidate
    return frozenset()
