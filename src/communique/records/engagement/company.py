"""Who else was there: "accompanied by", "was attended by", "were also present".

In: the scene. Out: `Company` values, people to be added to the contact told last before them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.records.engagement.scene import REACH, Filler, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Company:
    """People beside the main ones, told at `trigger`; `on_trip` that they travel with somebody."""

    trigger: int
    fillers: tuple[Filler, ...]
    on_trip: bool = False


def find_company(scene: Scene) -> Iterator[Company]:
    """Yield the companions that the report names, in text order."""
    doc = scene.context.reading.doc
    for at, lemma in enumerate(scene.lemmas):
        if lemma not in scene.words.company:
            continue
        token = doc[at]
        first, stop = scene.sentence(token.i)
        fillers: list[Filler] = []
        if lemma in scene.words.grammar["present"]:
            fillers = scene.chain_to(token.i, first) or scene.chain_from(token.i + 1, stop)
        elif lemma in scene.words.grammar["including"]:
            if any(
                t.lemma_.lower() in scene.words.grammar["delegation"]
                for t in doc[max(first, token.i - 2 * REACH) : token.i]
            ):
                fillers = scene.chain_from(token.i + 1, stop)
        elif lemma in scene.words.grammar["heading"]:
            fillers = _heads_of_sides(scene, token)
        elif token.i + 1 < stop and doc[token.i + 1].lower_ in scene.words.grammar["together_with"]:
            is_by_side = any(_is_side(scene, t) for t in doc[token.i + 2 : stop])
            around = [scene.filler(r) for r in scene.from_(token.i + 2, stop)] if is_by_side else []
            fillers = around or scene.chain_from(token.i + 2, stop)
        elif lemma == "accompany":
            fillers = scene.chain_to(token.i, first)
        elif lemma == "attend" and scene.clause_headed(token.i) is not None:
            clause = scene.clause_headed(token.i)
            if clause is not None and any(doc[o].lemma_.lower() in scene.words.nouns for o in clause.objects):
                fillers = scene.chain_to(token.i, first)
        people = tuple(filler for filler in fillers if filler.people)
        if people:
            yield Company(token.i, people, on_trip=lemma == "accompany")


def _is_side(scene: Scene, token: Token) -> bool:
    """True for "on the Kyrgyz side", behind which the next side's people follow."""
    before = scene.context.reading.doc[max(token.i - 4, 0) : token.i]
    return token.lower_ == "side" and any(t.lower_ in scene.words.grammar["on_side"] for t in before)


def _heads_of_sides(scene: Scene, token: Token) -> list[Filler]:
    """Return who "led the Peruvian delegation", or by whom "the Chilean side was led"."""
    clause = scene.clause_headed(token.i)
    if clause is None:
        return []
    doc = scene.context.reading.doc
    led = clause.subject if clause.passive else clause.objects
    if any(c.lower_ == "to" for i in (token.i, *led) for c in doc[i].children):
        # "led a delegation to Lima": a trip of its own.
        return []
    if not any(scene.lemmas[i] in scene.words.grammar["delegation"] or doc[i].lower_ == "side" for i in led):
        return []
    return (
        scene.chain_from(doc[clause.agents[0]].left_edge.i, doc[token.i].sent.end)
        if clause.agents
        else (scene.subject(clause, clause.head))
    )
