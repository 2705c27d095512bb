"""Find the predicates of loss in a sentence: the words that say that people were killed, hurt or taken, and of whom.

In: a parsed sentence. Out: `Predicate` values with the heads of the noun phrases that suffer. Roles are grammar's: the
subject of a passive or of "die", the object of an active verb, what stands after "of" behind a noun, the number before
"dead". What is denied, feared, planned or conditional is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.records.incident.words import ViolenceWords

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
# How many words behind a verb its second half may stand ("sent three of them to hell").
PARTICLE_REACH = 6
# How far up the governors of a word are asked whether it happened.
GOVERNORS = 3


@dataclass(frozen=True, slots=True)
class Predicate:
    """`token` says that `victims` (heads of noun phrases, coordination not yet followed) suffered `outcome`.

    `agents` are the heads of who did it, as far as grammar tells.
    """

    token: Token
    outcome: str
    victims: tuple[Token, ...]
    agents: tuple[Token, ...] = ()


def find_predicates(sentence: list[Token], words: ViolenceWords) -> Iterator[Predicate]:
    """Yield the predicates of loss in the order of their words."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if lemma not in words.outcome_signals and token.lower_ not in words.outcome_signals:
            continue
        found = _read(token, lemma, words)
        if found and found.victims and happened(found.token, words):
            yield found


def _read(token: Token, lemma: str, words: ViolenceWords) -> Predicate | None:
    if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD", "VBG"):
        return _read_verb(token, lemma, words) or _read_adjective(token, words)
    if lemma in words.nominal and token.pos_ in ("NOUN", "PROPN"):
        found = _read_noun(token, words.nominal[lemma])
        if found.victims:
            return found
    return _read_adjective(token, words)


def _read_verb(token: Token, lemma: str, words: ViolenceWords) -> Predicate | None:
    """Return what a verb says, in the order: set phrases, transitive verbs, intransitive ones."""
    for verb_object in (c for c in token.children if c.dep_ in ("dobj", "nsubjpass", "oprd", "attr")):
        noun = verb_object.lemma_.lower()
        if noun in words.takes.get(lemma, ()):
            outcome = "killed"
            return Predicate(token, outcome, tuple(of_phrase(verb_object)) or _counted(verb_object), _subjects(token))
        if noun in words.light.get(lemma, {}) and verb_object.dep_ != "nsubjpass":
            return Predicate(token, words.light[lemma][noun], _subjects(token))
    outcome_by_particle = words.particles.get(lemma, {})
    if outcome_by_particle:
        for follower in token.doc[token.i + 1 : token.i + 1 + PARTICLE_REACH]:
            if follower.lower_ in outcome_by_particle:
                found = _read_transitive(token, outcome_by_particle[follower.lower_], words)
                # "held the passengers hostage": the parser may take "hostage" itself for the object.
                victims = [v if v.i != follower.i else next(_compounds(v), v) for v in found.victims]
                return replace(found, victims=tuple(v for v in victims if v.i != follower.i or _counted(v)))
    if lemma in words.transitive:
        return _read_transitive(token, words.transitive[lemma], words)
    if lemma in words.intransitive:
        return Predicate(token, words.intransitive[lemma], _subjects(token))
    return None


def _read_transitive(token: Token, outcome: str, words: ViolenceWords) -> Predicate:
    """Return the victims of a verb that takes them as its object, and who did it."""
    objects = tuple(c for c in token.children if c.dep_ in ("dobj", "dative"))
    agents = tuple(o for c in token.children if c.dep_ == "agent" for o in c.children if o.dep_ == "pobj")
    if objects and not _is_passive(token):
        return Predicate(token, outcome, objects, _subjects(token))
    passive = tuple(c for c in token.children if c.dep_ in SUBJECTS)
    if passive and token.dep_ == "relcl" and passive[0].lower_ in ("who", "which", "that"):
        passive = (first_conjunct(token.head),)
    if passive:
        # Without an object the subject suffers: "15 injured when", "seven khwarij got injured".
        return Predicate(token, outcome, (*passive, *_companions(token, words)) if token.tag_ != "VBG" else (), agents)
    if token.dep_ == "xcomp" and any(c.dep_ == "auxpass" for c in token.children):
        # "three others were said to be injured"
        return Predicate(token, outcome, tuple(c for c in token.head.children if c.dep_ == "nsubjpass"), agents)
    if token.dep_ in ("acl", "relcl") and token.tag_ in ("VBN", "VBD"):
        return Predicate(token, outcome, (first_conjunct(token.head),), agents)
    if token.dep_ == "conj" and token.tag_ in ("VBN", "VBD", "VB"):
        above = token.head
        while above.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in above.children):
            above = above.head
        if _is_passive(above) or above.tag_ == "VBN":
            return Predicate(token, outcome, tuple(c for c in above.children if c.dep_ in SUBJECTS), agents)
    return Predicate(token, outcome, (), agents)


def _companions(token: Token, words: ViolenceWords) -> Iterator[Token]:
    """Yield those who suffered "along with" the subject."""
    for child in token.children:
        if child.dep_ == "prep" and child.i > 0 and child.nbor(-1).lower_ in words.sets["sum_with"]:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _read_adjective(token: Token, words: ViolenceWords) -> Predicate | None:
    """Return what "dead", "injured" say of the number or noun they stand with."""
    outcome = words.adjectival.get(token.lower_)
    if outcome is None or (token.dep_ == "amod" and token.i < token.head.i):
        return None
    if token.dep_ == "amod":
        # "left 36 people dead"
        return Predicate(token, outcome, (token.head,))
    own = tuple(c for c in token.children if c.dep_ in (*SUBJECTS, "nummod"))
    if own:
        return Predicate(token, outcome, tuple(c if c.dep_ != "nummod" else token for c in own))
    above = token.head
    if token.dep_ in ("acomp", "oprd", "xcomp", "ccomp", "attr", "advcl", "conj", "acl", "amod"):
        objects = tuple(c for c in above.children if c.dep_ in ("dobj", "nsubjpass") and c.i != token.i)
        if objects or above.lemma_ in words.sets["copulas"]:
            return Predicate(token, outcome, objects or _subjects(above))
        if token.dep_ == "acl":
            return Predicate(token, outcome, (above,))
    return None


def _read_noun(token: Token, outcome: str) -> Predicate:
    """Return the victims that a noun names: "martyrdom of two policemen", "113 fatalities", "injuries to a man"."""
    return Predicate(token, outcome, tuple(of_phrase(token)) or _counted(token))


def of_phrase(token: Token) -> Iterator[Token]:
    """Yield the heads of what stands behind "of" (or "to") after a noun."""
    for preposition in token.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "to"):
            yield from (c for c in preposition.children if c.dep_ == "pobj")


def _counted(token: Token) -> tuple[Token, ...]:
    return (token,) if any(c.dep_ == "nummod" for c in token.children) else ()


def _compounds(token: Token) -> Iterator[Token]:
    return (c for c in token.lefts if c.dep_ in ("compound", "nmod"))


def first_conjunct(token: Token) -> Token:
    """Return the first of the nouns that a noun is coordinated with: "Major X and Sepoy Y, who were killed"."""
    while token.dep_ == "conj" and token.head.ent_type_ == token.ent_type_ == "PERSON":
        token = token.head
    return token


def _is_passive(token: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in token.children)


def _subjects(token: Token) -> tuple[Token, ...]:
    """Return the subjects of a verb, through relative clauses, coordination and adverbial clauses."""
    at = token
    for _ in range(GOVERNORS):
        own = tuple(c for c in at.children if c.dep_ in SUBJECTS)
        if own and own[0].lower_ in ("who", "which", "that") and at.dep_ in ("relcl", "acl"):
            return (first_conjunct(at.head),)
        if own:
            return own
        if at.dep_ == "acl":
            return (at.head,)
        if at.dep_ not in ("conj", "advcl", "xcomp") or at.head.i == at.i:
            return ()
        at = at.head
    return ()


def happened(token: Token, words: ViolenceWords) -> bool:
    """False for what is denied, possible, to come, intended or under a condition."""
    at = token
    for _ in range(GOVERNORS):
        for child in at.children:
            if child.dep_ == "neg" or (child.lower_ in ("no", "nobody", "none") and child.dep_ in ("det", "nsubjpass")):
                return False
            if child.dep_ == "aux" and child.lower_ in words.sets["modals"]:
                return False
            if child.dep_ == "aux" and child.tag_ == "TO" and at.head.lemma_ not in words.sets["succeeded"]:
                return False
            if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
                return False
        if at.dep_ not in ("conj", "xcomp", "pcomp", "auxpass", "acomp", "oprd") or at.head.i == at.i:
            return True
        at = at.head
    return True
