"""Go over a report's clauses once: named acts first, then what the said words show; each meaning gives one utterance."""

from __future__ import annotations

from collections.abc import Iterator

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
    found = (finish(d, heads, scene) for d in drafts)
    return tuple(u for u in found if u is not None)


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
        d = find_content(clause, scene)
        if d is not None and d.holder.sides:
            drafts.append(d)
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


def depth(clause, scene: Scene) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    steps, at = 0, clause
    while at.parent is not None:
        at = scene.context.reading.clauses[at.parent]
        steps += 1
    return steps, clause.head


def finish(draft: Draft, heads: frozenset[int], scene: Scene) -> Utterance | None:
    """Give a draft its run of words, and the sides it is addressed to."""
    sides = draft.holder.sides
    act = JOINT.get(draft.act, draft.act) if len(sides) > 1 else draft.act
    rule = draft.rule if act == draft.act else draft.rule.replace(f".{draft.act}.", f".{act}.", 1)
    first, end = run_of(scene.doc[draft.head], min(draft.first, draft.cue), clauses=heads - {draft.head})
    others = scene.holders.at(*range(first, end)).sides - sides
    return Utterance(
        draft.kind, act, rule, draft.clause.index, draft.cue, first, max(end, draft.cue + 1), sides,
        others if draft.act != "agree" else frozenset(), draft.holder.person,
    )
