"""What the rules share that read a clause's own words: whose its subject is, whether it asserts, the draft it gives.

In: a clause. Out: holders, tests, drafts whose evidence is the clause itself. No rule of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.holders import NOBODY, Holder
from communique.records.cues.scene import Draft, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

# Relations of clauses that only complete or modify: what they say is the governor's.
NOT_ASSERTED = ("relcl", "pcomp", "acl", "csubj", "csubjpass")


def subject_holder(clause: Clause, speaker: Holder, scene: Scene) -> Holder:
    """Return the sides of a clause's subject; first persons are the speaker."""
    if not clause.subject:
        return NOBODY
    known = scene.holders.at(*clause.subject)
    if known.sides:
        return known
    token = scene.doc[clause.subject[0]]
    if token.lower_ in scene.words("speech.first_person"):
        return speaker
    return NOBODY


def draft(scene: Scene, clause: Clause, kind: str, act: str, rule: str, holder: Holder) -> Draft:
    """Make the draft of a clause whose own words are the evidence."""
    return Draft(
        kind,
        act,
        f"{kind.removesuffix('s')}.{act}.{rule}",
        clause,
        clause.head,
        clause.head,
        scene.first_of(clause),
        holder,
    )


def is_assertion(clause: Clause, verb: Token) -> bool:
    """True for a clause that can stand by itself: finite, not of the future, no thing of another clause."""
    if clause.future or (clause.possible and not can(verb)) or clause.relation in NOT_ASSERTED:
        return False
    return verb.tag_ not in ("VB", "VBG", "VBN") or any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def can(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("can", "could") for c in verb.children)
