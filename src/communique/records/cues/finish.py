"""Make utterances of drafts: their run of words, whom they are addressed to, and what only the whole run shows.

In: drafts. Out: utterances. One side's commitment that two hold is an agreement; a call for what both are to do is a
proposal; a stress on another's wrong is criticism; blame of "each other" is one statement a side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.records.cues.about import sides_about
from communique.records.cues.asserted import is_blame
from communique.records.cues.grammar import run_of
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.utterance import Utterance

if TYPE_CHECKING:
    from spacy.tokens import Token

# What one side commits to, two agree on; the codebook has no joint commit.
JOINT = {"commit": "agree"}
# Rules whose request is a proposal where it is for something joint.
CALLS = frozenset(f"undertaking.request.{rule}" for rule in ("call", "press", "urge", "ask", "stress-for", "encourage"))


def finish(draft: Draft, heads: frozenset[int], scene: Scene) -> Utterance:
    """Give a draft its run of words, and the sides it is addressed to."""
    sides = draft.holder.sides
    act = JOINT.get(draft.act, draft.act) if len(sides) > 1 else draft.act
    rule = draft.rule if act == draft.act else draft.rule.replace(f".{draft.act}.", f".{act}.", 1)
    begin = min([draft.first, draft.cue, *(scene.doc[c].left_edge.i for c in draft.content[:1] if c < draft.head)])
    first, end = run_of(scene.doc[draft.head], begin, clauses=heads - {draft.head})
    alike = [c for c in draft.content if c not in heads and scene.doc[c].tag_ == scene.doc[draft.content[0]].tag_]
    end = max([end, *(run_of(scene.doc[c], first, clauses=heads)[1] for c in alike)])
    others = sides_about(draft, first, end, scene)
    person = draft.holder.person
    if person is None:
        told_by = scene.holders.speaker(draft.clause)
        person = told_by.person if told_by.sides <= sides else None
    if draft.yields and act == "affirm" and is_denying(first, end, scene):
        act, rule = "reject", "statement.reject.stress"
    elif draft.yields and act == "affirm" and is_blaming(first, end, sides, scene):
        act, rule = "criticise", "statement.criticise.stress"
    if act == "request" and is_joint_course(draft, first, end, sides, scene):
        act, rule = "propose", "undertaking.propose.joint-course"
    return Utterance(
        draft.kind,
        act,
        rule,
        draft.clause.index,
        draft.cue,
        first,
        max(end, draft.cue + 1),
        sides,
        others if draft.act != "agree" else frozenset(),
        person,
    )


def divided(utterance: Utterance, scene: Scene) -> Iterator[Utterance]:
    """Yield one utterance a side where sides blame "each other", else the utterance itself."""
    words = scene.doc[utterance.cue : utterance.end]
    blames = utterance.word in ("criticise", "condemn", "reject")
    if blames and len(utterance.by) > 1 and any(is_reciprocal(token) for token in words):
        for side in sorted(utterance.by):
            yield replace(utterance, by=frozenset({side}), to=utterance.by - {side}, speaker=None)
    else:
        yield utterance


def is_reciprocal(token: Token) -> bool:
    """True for the second word of "each other" and "one another"."""
    return token.lower_ in ("other", "another") and token.i > 0 and token.nbor(-1).lower_ in ("each", "one")


def is_blaming(first: int, end: int, own: frozenset[str], scene: Scene) -> bool:
    """True when what is stressed is another's wrong, not a need or a resolve to meet it."""
    words = scene.doc[first:end]
    if any(t.lemma_.lower() in scene.table.nouns or scene.is_in(t, "assertion.fight") for t in words):
        return False
    if any(is_blame(t, scene) for t in words):
        return True
    return bool(scene.others(range(first, end), own)) and any(scene.is_in(t, "assertion.wrongs") for t in words)


def is_denying(first: int, end: int, scene: Scene) -> bool:
    """True when what is stressed is that a claim is false, or that there is no proof of it."""
    words = scene.doc[first:end]
    proofless = any(scene.is_in(t, "assertion.proof") and any(c.lower_ == "no" for c in t.children) for t in words)
    return proofless or scene.is_untrue(words)


def is_joint_course(draft: Draft, first: int, end: int, sides: frozenset[str], scene: Scene) -> bool:
    """True when what is called for is to be done together: "joint ventures", "trade between the two countries"."""
    if draft.rule not in CALLS or scene.is_calming(scene.doc[draft.cue]):
        return False
    asked = [c for c in scene.doc[draft.cue].children if c.dep_ == "dobj" or c.lower_ in ("on", "upon")]
    meant = scene.clauses.get(draft.content[0]) if draft.content else None
    if meant is not None and meant.subject:
        doers = scene.holders.at(*meant.subject).sides
        if doers:
            return sides < doers
    if scene.others([t.i for a in asked for t in (a, *a.children)], sides):
        return False
    if any(a.dep_ == "dobj" and a.pos_ == "NOUN" and meant is not None for a in asked):
        # "urged investors to contribute": somebody else is asked.
        return False
    return any(is_together(token, sides, scene) for token in scene.doc[draft.cue : end])


def is_together(token: Token, sides: frozenset[str], scene: Scene) -> bool:
    """True for a word that tells that several do it, `sides` among them."""
    if token.lower_ == "between":
        named = scene.holders.at(*(n.i for n in token.subtree)).sides
        return not named or bool(named & sides)
    if token.lower_ in ("both", "two"):
        if token.i + 1 < len(token.doc) and token.nbor(1).text == "-":
            return False  # "a two-state solution"
        return scene.is_in(token.head, "duty.world") or token.head.lemma_ == "side"
    return scene.is_in(token, "speech.together")
