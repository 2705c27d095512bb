"""Who else was there: "accompanied by", "was attended by", "were also present".

In: the scene. Out: `Company` values, people to be added to the contact told last before them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.records.engagement.scene import REACH, Filler, Scene


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
        elif token.i + 1 < stop and doc[token.i + 1].lower_ in scene.words.grammar["together_with"]:
            fillers = scene.chain_from(token.i + 2, stop)
        elif lemma == "accompany":
            fillers = scene.chain_to(token.i, first)
        elif lemma == "attend" and scene.clause_headed(token.i) is not None:
            clause = scene.clause_headed(token.i)
            if clause is not None and any(doc[o].lemma_.lower() in scene.words.nouns for o in clause.objects):
                fillers = scene.chain_to(token.i, first)
        people = tuple(filler for filler in fillers if filler.people)
        if people:
            yield Company(token.i, people, on_trip=lemma == "accompany")
