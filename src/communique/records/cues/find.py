"""Go over a report's clauses once: named acts first, then what the said words show; each meaning gives one utterance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communique.languages import LANGUAGES
from communique.model.kind import Context
from communique.records.cues.content import find_content
from communique.records.cues.explicit import find_explicit
from communique.records.cues.grammar import run_of
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.table import load_cues
from communique.records.cues.utterance import Utterance

# What one side commits to, two agree on; the codebook has no joint commit.
JOINT = {"commit": "agree"}
ATTRIBUTED = ("statements",)


def find_utterances(context: Context) -> tuple[Utterance, ...]:
    """Return the acts, stances and deeds of a report in text order of their cues."""
    table = load_cues(LANGUAGES[context.reading.report.language or "en"])
    scene = Scene.of(context, table)
    drafts = sorted(find_drafts(scene), key=lambda d: (d.cue, d.kind))
    heads = frozenset(d.head for d in drafts)
    return tuple(part for d in drafts for part in divided(finish(d, heads, scene), scene))


def find_drafts(scene: Scene) -> Iterator[Draft]:
    """Yield the drafts of a report, one sentence after another."""
    clauses = scene.context.reading.clauses
    at = 0
    while at < len(clauses):
        stop = at + 1
        sentence = scene.doc[clauses[at].head].sent
        while stop < len(clauses) and clauses[stop].head < sentence.end:
            stop += 1
        yield from drafts_of_sentence(list(clauses[at:stop]), scene)
        at = stop


def drafts_of_sentence(clauses: list, scene: Scene) -> list[Draft]:  # type: ignore[type-arg]
    """Return the drafts of one sentence: governors before what they govern, so that content is not coded twice."""
    drafts: list[Draft] = []
    clauses = [c for c in clauses if scene.is_running_text(c)]
    ordered = sorted(clauses, key=lambda c: depth(c, scene))
    for clause in ordered:
        if clause.head in scene.taken:
            continue
        found = [d for d in find_explicit(clause, scene) if d.holder.sides]
        if clause.head in scene.covered:
            found = [d for d in found if d.kind != "statements"]
        for d in found:
            (scene.covered if d.covers or d.yields else scene.taken).update(d.content if not d.yields else ())
        drafts.extend(found)
    named = {d.clause.head for d in drafts}
    for clause in ordered:
        if clause.head in named or clause.head in scene.taken or clause.head in scene.covered:
            continue
        shown = find_content(clause, scene)
        if shown is not None and shown.holder.sides:
            drafts.append(shown)
    drafts = [d for d in drafts if not is_doubled(d, drafts, scene)]
    spoken = {d.clause.head for d in drafts}
    drafts = [d for d in drafts if not (d.yields and any(c in spoken for c in d.content))]
    for clause in clauses:
        speaker = scene.holders.speaker(clause)
        if speaker.sides:
            scene.holders.remember(speaker, clause.head)
    for d in sorted(drafts, key=lambda d: d.cue):
        if len(d.holder.sides) == 1:
            scene.holders.remember(d.holder, d.cue)
    return drafts


def is_doubled(draft: Draft, drafts: list[Draft], scene: Scene) -> bool:
    """True for the first of two verbs that say one thing of one object: "acknowledged and praised the tradition"."""
    verb = scene.doc[draft.head]
    if any(c.dep_ in ("dobj", "ccomp", "xcomp", "prep") and c.i > verb.i for c in verb.children):
        return False
    return any(
        d.kind == draft.kind
        and d.act == draft.act
        and scene.doc[d.head].dep_ == "conj"
        and scene.doc[d.head].head.i == draft.head
        for d in drafts
    )


def depth(clause, scene: Scene) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    steps, at = 0, clause
    while at.parent is not None:
        at = scene.context.reading.clauses[at.parent]
        steps += 1
    return steps, clause.head


def divided(utterance: Utterance, scene: Scene) -> Iterator[Utterance]:
    """Yield one utterance a side where sides blame "each other", else the utterance itself."""
    mutual = utterance.kind == "statements" and len(utterance.by) > 1
    if (
        mutual
        and any(
            scene.doc[i].lower_ in ("other", "another") and scene.doc[i - 1].lower_ in ("each", "one")
            for i in range(utterance.cue + 1, utterance.end)
        )
        and utterance.word in ("criticise", "condemn", "reject")
    ):
        for side in sorted(utterance.by):
            yield replace(utterance, by=frozenset({side}), to=utterance.by - {side}, speaker=None)
    else:
        yield utterance


def is_blaming(first: int, end: int, own: frozenset[str], scene: Scene) -> bool:
    """True when what is stressed is another's wrong, not a need or a resolve to meet it."""
    words = scene.doc[first:end]
    if any(t.lemma_.lower() in scene.table.nouns or scene.is_in(t, "assertion.fight") for t in words):
        return False
    if any(scene.is_in(t, "assertion.blame") for t in words):
        return True
    return bool(scene.others(range(first, end), own)) and any(scene.is_in(t, "assertion.wrongs") for t in words)


def is_joint_course(draft: Draft, first: int, end: int, sides: frozenset[str], scene: Scene) -> bool:
    """True when what is called for is to be done together: "joint ventures", "cooperation between the two countries"."""
    if draft.rule.rsplit(".", 1)[-1] not in ("call", "urge", "stress-for", "encourage"):
        return False
    objects = [c.i for c in scene.doc[draft.cue].children if c.dep_ == "dobj" or c.lower_ in ("on", "upon")]
    if scene.others([*objects, *(n.i for o in objects for n in scene.doc[o].children)], sides):
        return False
    together = False
    for token in scene.doc[draft.cue : end]:
        if token.lower_ in ("joint", "jointly", "mutual", "mutually", "bilateral", "together"):
            together = True
        elif token.lower_ == "between":
            named = scene.holders.at(*(n.i for n in token.subtree)).sides
            together = together or not named or bool(named & sides)
        elif token.lower_ in ("both", "two") and token.head.lemma_ in ("country", "side", "nation", "people", "state"):
            together = True
    return together


def finish(draft: Draft, heads: frozenset[int], scene: Scene) -> Utterance:
    """Give a draft its run of words, and the sides it is addressed to."""
    sides = draft.holder.sides
    act = JOINT.get(draft.act, draft.act) if len(sides) > 1 else draft.act
    rule = draft.rule if act == draft.act else draft.rule.replace(f".{draft.act}.", f".{act}.", 1)
    begin = min([draft.first, draft.cue, *(scene.doc[c].left_edge.i for c in draft.content[:1] if c < draft.head)])
    first, end = run_of(scene.doc[draft.head], begin, clauses=heads - {draft.head})
    others = scene.others(range(first, end), sides)
    person = draft.holder.person
    if person is None:
        told_by = scene.holders.speaker(draft.clause)
        person = told_by.person if told_by.sides <= sides else None
    if draft.yields and act == "affirm" and is_blaming(first, end, sides, scene):
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
