"""Find the triggers of a sentence: the words that say that something violent happened, and of which kind.

In: a parsed sentence. Out: `Mark` values in text order. Left out: figures of speech ("heart attack", "strike a deal"),
and what is feared, planned, threatened or denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.records.incident.predicates import happened
from communique.records.incident.words import Trigger, ViolenceWords

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many governors of a trigger are asked for "threat of", "plot to".
GOVERNORS = 3
# Entity labels that tie a trigger to one incident.
ANCHORS = ("GPE", "LOC", "FAC", "NORP", "DATE", "TIME")


@dataclass(frozen=True, slots=True)
class Mark:
    """A trigger in the text: tokens `[first, end)`; `rule` says how it was found (`noun`, `verb`, `phrase`, `loss`)."""

    trigger: Trigger
    first: int
    end: int
    rule: str


def find_marks(tokens: Sequence[Token], words: ViolenceWords) -> tuple[Mark, ...]:
    """Return the triggers of a sentence that tell something that happened, in text order."""
    marks: list[Mark] = []
    index = 0
    while index < len(tokens):
        mark = _mark_at(tokens, index, words)
        if mark is not None and _is_real(tokens, index, mark, words):
            marks.append(mark)
            index += max(1, mark.end - mark.first)
        else:
            index += 1
    return tuple(marks)


def _mark_at(tokens: Sequence[Token], index: int, words: ViolenceWords) -> Mark | None:
    token = tokens[index]
    for phrase, trigger in words.trigger_phrases.get(token.lower_, ()):
        run = tokens[index : index + len(phrase)]
        if len(run) == len(phrase) and all(t.lower_ == w for t, w in zip(run, phrase, strict=True)):
            return Mark(trigger, token.i, run[-1].i + 1, "phrase")
    lemma = token.lemma_.lower()
    found = words.trigger_lemmas.get(lemma)
    if found is None and lemma in words.sets["operation"] and token.pos_ in ("NOUN", "PROPN"):
        # Bare "operations" are an organisation's, too.
        definite = any(c.dep_ in ("det", "poss", "nummod") for c in token.children)
        another = any(c.lower_ == "another" for c in token.children)
        known = definite and (another or _is_security(tokens, words))
        return Mark(words.trigger_lemmas["ibo"], token.i, token.i + 1, "operation") if known else None
    if token.pos_ == "VERB" and lemma in words.sets["hitting"]:
        found = _weapon_of(token, words) or found
    if token.pos_ == "VERB" and lemma in words.sets["firing"]:
        found = _weapon_fired(token, words) or found
    if token.pos_ == "VERB" and lemma in words.sets["overrunning"] and _takes_place(token, words):
        found = words.trigger_lemmas["war"]
    if found is None:
        return None
    if token.pos_ == "VERB":
        objects = {c.lemma_.lower() for c in token.children if c.dep_ in ("dobj", "nsubjpass")}
        return None if objects & words.sets["harmless_objects"] else Mark(found, token.i, token.i + 1, "verb")
    if token.pos_ in ("NOUN", "PROPN") and lemma not in words.sets["only_verbs"]:
        return Mark(found, token.i, token.i + 1, "noun")
    return None


def _weapon_of(verb: Token, words: ViolenceWords) -> Trigger | None:
    """Return the trigger that a weapon makes a verb: "missiles hit a village", "struck the town with rockets"."""
    if not any(c.dep_ in ("dobj", "nsubjpass", "prep") for c in verb.children):
        return None
    near = [c for c in verb.children if c.dep_ in ("nsubj", "agent") or (c.dep_ == "prep" and c.lower_ == "with")]
    near += [o for c in near if c.dep_ != "nsubj" for o in c.children]
    near += [o for c in near for o in c.children if o.dep_ == "conj"]
    return next((words.weapons[t.lemma_.lower()] for t in near if t.lemma_.lower() in words.weapons), None)


def _weapon_fired(verb: Token, words: ViolenceWords) -> Trigger | None:
    """Return the trigger of weapons used on somebody: "launched 40 drones at the city", "dropped bombs on the town"."""
    weapons = [
        o
        for c in verb.children
        if c.dep_ in ("dobj", "nsubjpass")
        for o in (c, *c.conjuncts, *(n for p in c.children if p.lower_ == "of" for n in p.children))
    ]
    aimed = [c for c in verb.subtree if c.lower_ in words.sets["aiming"] and c.i > verb.i]
    aims = [n for c in aimed for n in c.subtree if n.ent_type_ in ANCHORS[:4]]
    kinds = [words.weapons[w.lemma_.lower()] for w in weapons if w.lemma_.lower() in words.weapons]
    return kinds[0] if kinds and aims else None


def _takes_place(verb: Token, words: ViolenceWords) -> bool:
    """True for a place taken by force: "the rebels captured Goma", "overran the town"."""
    taken = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    takers = [t for c in verb.children if c.dep_ in ("nsubj", "agent") for t in c.subtree]
    armed = {words.class_of.get(t.lemma_.lower()) or words.class_of.get(t.lower_) for t in takers}
    is_place = any(
        (t.pos_ == "PROPN" and t.ent_type_ in ("GPE", "LOC", "FAC", "")) or t.lemma_.lower() in words.sets["middle"]
        for t in taken
    )
    return is_place and bool(armed & {"militant", "security"} or any(t.ent_type_ == "NORP" for t in takers))


def _is_security(tokens: Sequence[Token], words: ViolenceWords) -> bool:
    """True where security forces or militants stand in the sentence."""
    classes = {words.class_of.get(t.lemma_.lower()) or words.class_of.get(t.lower_) for t in tokens}
    return bool(classes & {"militant", "security"})


def _is_real(tokens: Sequence[Token], index: int, mark: Mark, words: ViolenceWords) -> bool:
    """False for figures of speech and for what is feared, planned, possible or general."""
    token = tokens[index]
    # "33 terrorists, including suicide bombers" tells of no bombing.
    if any(t.lower_ in words.sets["parts"] for t in tokens[max(0, index - 2) : index]) and words.is_human(
        tokens[index + mark.end - mark.first - 1].lemma_.lower()
    ):
        return False
    before = tokens[index - 1].lower_ if index else ""
    behind = [t.lower_ for t in tokens[index + (mark.end - mark.first) :][:3]]
    after = {" ".join(behind[:n]) for n in (1, 2, 3)}
    if mark.rule != "phrase" and (before in words.sets["harmless_before"] or after & words.sets["harmless_after"]):
        return False
    at = token
    for _ in range(GOVERNORS):
        if at.i != token.i and at.lemma_.lower() in words.sets["unreal"]:
            return False
        if at.pos_ in ("VERB", "AUX") and not happened(at, words):
            return False
        if at.pos_ == "VERB" or at.head.i == at.i:
            break
        at = at.head
    return token.lemma_.lower() not in words.sets["striking"] or mark.rule == "phrase" or _has_target(token, words)


def is_anchored(tokens: Sequence[Token], mark: Mark, words: ViolenceWords) -> bool:
    """True where a trigger's own words say where, on whom, when or by whom: one incident, not violence in general."""
    head = next((t for t in reversed(tokens) if mark.first <= t.i < mark.end), tokens[0])
    if head.ent_type_ == "ORG" and mark.trigger.kind == "conflict":
        return False
    own = list(head.subtree) if head.pos_ != "VERB" else [*head.subtree, *head.lefts]
    names = [t for t in own if t.ent_type_ in ANCHORS or (t.pos_ == "PROPN" and t.text[:1].isupper())]
    if mark.trigger.kind == "conflict":
        names = [t for t in names if t.ent_type_ in ("GPE", "LOC", "NORP") or t.pos_ == "PROPN"]
        military = any(t.lower_ in words.sets["military"] for t in tokens if mark.first <= t.i < mark.end)
        return military or bool(names)
    # "the attack" with a place or a day in its sentence is one; "attacks" and "aggression" need their own.
    single = head.pos_ == "VERB" or any(c.dep_ in ("det", "poss") for c in head.children)
    return bool(names) or (single and head.tag_ != "NNS" and any(t.ent_type_ in ANCHORS for t in tokens))


def is_background(token: Token, words: ViolenceWords) -> bool:
    """True for the attack of "in raids following the attack": it explains what is told, it is not what is told."""
    known = any(c.lower_ in words.sets["definite"] for c in token.lefts)
    return known and token.dep_ == "pobj" and token.head.lower_ in words.sets["afterwards"]


def _has_target(token: Token, words: ViolenceWords) -> bool:
    """True for a strike on something or by some country, not one of workers."""
    if token.pos_ == "VERB":
        return any(c.dep_ == "dobj" for c in token.children) and any(c.dep_ == "nsubj" for c in token.children)
    if token.dep_ == "dobj" and token.head.lemma_.lower() in words.sets["waging"]:
        # "carried out strikes"
        return True
    above = token.head.head if token.dep_ == "pobj" else token.head
    if words.transitive.get(above.lemma_.lower()) or words.intransitive.get(above.lemma_.lower()):
        # "killed in a strike", "the strike killed"
        return True
    near = {c.lower_ for c in token.children}
    return bool(near & words.sets["targeting"]) or any(c.ent_type_ in ("NORP", "GPE") for c in token.children)
