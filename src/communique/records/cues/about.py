"""Tell whom a statement is about where its words name several sides: the doer, not whom it was done to.

In: a draft and its run of words. Out: sides other than the holder's. "Condemned Kenya's raids on Mali" is about Kenya:
a possessor, an adjective or an agent goes before what "of" leads to, and that before whatever a deed is directed at.
Where all are of one rank, all are meant ("welcomed the truce between A and B").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.records.cues.scene import Draft, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

DOER, OF, TARGET = 2, 1, 0


def sides_about(draft: Draft, first: int, end: int, scene: Scene) -> frozenset[str]:
    """Return the sides that an utterance is about or addressed to."""
    own = draft.holder.sides
    named = scene.others(range(first, end), own)
    if not named and any(token.lower_ in scene.words("speech.second_person") for token in scene.doc[first:end]):
        met = scene.holders.parties_before(draft.cue)
        return met - own if own < met and len(met) == 2 else named  # "thank you": whom the speaker meets
    if draft.kind != "statements" or draft.act == "condole" or len(named) < 2:
        return named
    ranks: dict[str, int] = {}
    for at in range(first, end):
        for side in scene.others((at,), own):
            ranks[side] = max(ranks.get(side, TARGET), rank_of(scene.doc[at], draft, scene))
    best = max(ranks.values())
    return frozenset(side for side, rank in ranks.items() if rank == best)


def rank_of(token: Token, draft: Draft, scene: Scene) -> int:
    """Return whether a side does what is spoken of, is what "of" leads to, or is what the deed is directed at."""
    rank = DOER
    while token.head.i != token.i and token.i not in (draft.cue, draft.head):
        above = token.head
        if above.i in (draft.cue, draft.head):
            return TARGET if token.lower_ == "to" and token.dep_ in ("prep", "dative") else rank
        if token.dep_ in ("prep", "dative") and token.lower_ in scene.words("speech.directed"):
            rank = TARGET
        elif token.dep_ == "prep" and token.lower_ == "of":
            rank = min(rank, OF)
        elif above.pos_ == "VERB" and token.dep_ in ("dobj", "prep", "dative", "nsubjpass"):
            rank = TARGET
        token = above
    return rank
