"""What a deed is done to: does a noun phrase name one of the things a frame asks for?

In: a noun and a frame. Out: a yes or no. "Package of sanctions" names sanctions, "visa requirements" name visas, "them"
names the last such thing told before. Deliberately missed: things named only by what they are for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.records.action.words import DeedWords, Frame
from communique.records.cues.grammar import with_coordinated
from communique.records.cues.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = ("it", "they", "them", "these", "which", "this", "those", "that")
# How far back a pronoun's thing is looked for, in tokens: about two sentences.
PRONOUN_REACH = 45
CURRENCY = ("$", "€", "£", "¥", "₹")


def is_thing(noun: Token, frame: Frame, words: DeedWords) -> bool:
    """True when a noun phrase names a thing of `frame`."""
    lemma = noun.lemma_.lower()
    if lemma in frame.things or noun.lower_ in frame.things:
        return True
    if frame.money and is_money(noun):
        return True
    if lemma in words.lists["measuring.defined"] and any(
        c.dep_ in ("compound", "amod", "nmod") and c.lemma_.lower() in frame.things for c in noun.children
    ):
        return True
    if lemma in words.lists["measuring.heads"] or noun.pos_ == "NUM" or noun.lower_ in ("one", "two"):
        inner = [
            n
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in ("of", "in")
            for n in c.children
            if n.dep_ == "pobj"
        ]
        return any(is_thing(n, frame, words) for n in with_coordinated(inner))
    return any(is_thing(n, frame, words) for n in with_coordinated(carried_by(noun, words)))


def carried_by(noun: Token, words: DeedWords) -> list[Token]:
    """Return what a vehicle brings: "a plane carrying relief goods", "two ships with medicine"."""
    is_vehicle = noun.lemma_.lower() in words.lists["carriers.vehicles"]
    found = []
    for child in noun.children:
        is_load = child.dep_ == "acl" and child.lemma_.lower() in words.lists["carriers.verbs"]
        if is_load or (is_vehicle and child.dep_ == "prep" and child.lower_ in ("with", "of")):
            found += [n for n in child.children if n.dep_ in ("dobj", "pobj")]
            found += [n for c in child.children if c.lower_ == "with" for n in c.children if n.dep_ == "pobj"]
    return found


def is_people(noun: Token, scene: Scene) -> bool:
    """True for the people of a side by name: "Afghans", "Palestinians"."""
    reference = scene.context.cast.references.get(noun.i)
    return reference is not None and reference.rule == "people"


def is_of_nation(noun: Token, scene: Scene) -> bool:
    """True for somebody of another nation by what stands before him ("a British couple", "foreign activists") or by
    name."""
    references = scene.context.cast.references
    known = references.get(noun.i)
    if known is not None and known.actors and known.sides:
        return noun.ent_type_ == "PERSON" or noun.pos_ in ("PROPN", "PRON")
    before = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod")]
    return noun.pos_ == "NOUN" and any(
        c.lower_ == "foreign" or (c.i in references and references[c.i].rule in ("adjective", "combining"))
        for c in before
    )


def is_credited(noun: Token, words: DeedWords) -> bool:
    """True for what somebody is thanked or blamed for."""
    at = noun
    for _ in range(4):
        if at.lemma_.lower() in words.lists["unreal.credited"]:
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def is_money(noun: Token) -> bool:
    """True for a sum: "$500m", "20 million euros"."""
    if noun.ent_type_ == "MONEY":
        return True
    near = noun.doc[max(0, noun.i - 3) : noun.i + 1]
    return any(t.text in CURRENCY or t.text.endswith("$") for t in near)


def meant_by_pronoun(pronoun: Token, frame: Frame) -> Token | None:
    """Return the last thing of `frame` before a pronoun, in its sentence or the one before."""
    if pronoun.lower_ not in PRONOUNS or not frame.things:
        return None
    plural = pronoun.lower_ in ("they", "them", "these", "those")
    for i in range(pronoun.i - 1, max(-1, pronoun.i - PRONOUN_REACH), -1):
        token = pronoun.doc[i]
        if (
            token.pos_ == "NOUN"
            and token.lemma_.lower() in frame.things
            and (pronoun.lower_ == "which" or (token.tag_ == "NNS") == plural)
        ):
            return token
    return None
