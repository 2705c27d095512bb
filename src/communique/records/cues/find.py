"""Go over a report's clauses once: named acts first, then what the said words show.

In: a report with its cast. Out: utterances. Governors come before what they govern, and what they mean is spoken for:
each meaning gives one utterance ("promised that it would help" is one promise). What is named but held by nobody who
acts for a side (rebels, an opposition, a union) is kept apart: `find_unsided`.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.languages import LANGUAGES
from communique.model.kind import Context, once
from communique.model.reading import Clause
from communique.records.cues.about import sides_about
from communique.records.cues.advised import find_seen, settled
from communique.records.cues.content import find_content
from communique.records.cues.explicit import find_explicit
from communique.records.cues.finish import divided, finish
from communique.records.cues.grammar import run_of
from communique.records.cues.owned import find_owned
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.table import load_cues
from communique.records.cues.utterance import Utterance


def find_utterances(context: Context) -> tuple[Utterance, ...]:
    """Return the acts and stances of a report's sides in text order of their cues."""
    return go_over(context)[0]


def find_unsided(context: Context) -> tuple[Utterance, ...]:
    """Return the acts and stances that a report names without a side that holds them, in text order of their cues."""
    return go_over(context)[1]


@once
def go_over(context: Context) -> tuple[tuple[Utterance, ...], tuple[Utterance, ...]]:
    """Return the utterances of a report with a side behind them, and those without."""
    table = load_cues(LANGUAGES[context.reading.report.language or "en"])
    scene = Scene.of(context, table)
    drafts = sorted(find_drafts(scene), key=lambda d: (d.cue, d.kind))
    unsided = sorted(scene.unsided, key=lambda d: (d.cue, d.kind))
    heads = frozenset(d.head for d in drafts)
    return (
        tuple(settled((part for d in drafts for part in divided(finish(d, heads, scene), scene)), scene)),
        tuple(finish(d, heads, scene) for d in unsided if d.clause.subject and not d.clause.passive),
    )


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


def drafts_of_sentence(clauses: list[Clause], scene: Scene) -> list[Draft]:
    """Return the drafts of one sentence: governors before what they govern, so that content is not coded twice."""
    clauses = [c for c in clauses if scene.is_running_text(c)]
    ordered = sorted(clauses, key=lambda c: (depth(c, scene), c.head))
    drafts = [draft for clause in ordered for draft in named_in(clause, scene)]
    named = {d.clause.head for d in drafts}
    for clause in ordered:
        if clause.head not in named and clause.head not in scene.taken and clause.head not in scene.covered:
            shown = find_content(clause, scene)
            if shown is not None and shown.holder.sides:
                drafts.append(shown)
    if clauses:
        sentence = scene.doc[clauses[0].head].sent
        drafts.extend(find_owned(sentence.start, sentence.end, drafts, scene))
    drafts = [d for d in drafts if not is_doubled(d, drafts, scene)]
    spoken = {d.clause.head for d in drafts}
    drafts = [d for d in drafts if not (d.yields and any(c in spoken for c in d.content))]
    drafts.extend(find_seen(ordered, drafts, scene))
    remember_blamed(drafts, scene)
    remember_speakers(clauses, drafts, scene)
    return drafts


def named_in(clause: Clause, scene: Scene) -> list[Draft]:
    """Return the drafts of the acts that a clause names, and mark what they mean as spoken for."""
    if clause.head in scene.taken:
        return []
    named = find_explicit(clause, scene)
    scene.unsided.extend(d for d in named if not d.holder.sides)
    found = [d for d in named if d.holder.sides]
    if clause.head in scene.covered:
        found = [d for d in found if d.kind != "statements"]
    for draft in found:
        if not draft.yields:
            (scene.covered if draft.covers else scene.taken).update(draft.content)
    return found


def remember_blamed(drafts: list[Draft], scene: Scene) -> None:
    """Keep whom each side has blamed: what it tells of their deeds afterwards is blame too."""
    for draft in drafts:
        if draft.act in ("criticise", "condemn", "threaten", "reject") and len(draft.holder.sides) == 1:
            first, end = run_of(scene.doc[draft.head], draft.first)
            about = sides_about(draft, first, max(end, draft.cue + 1), scene)
            scene.blamed.update((by, side) for by in draft.holder.sides for side in about)


def remember_speakers(clauses: list[Clause], drafts: list[Draft], scene: Scene) -> None:
    """Keep who spoke last in a sentence, for those that follow."""
    for clause in clauses:
        scene.holders.remember(scene.holders.speaker(clause), clause.head)
    for draft in sorted(drafts, key=lambda d: d.cue):
        if len(draft.holder.sides) == 1:
            scene.holders.remember(draft.holder, draft.cue)


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


def depth(clause: Clause, scene: Scene) -> int:
    """Return how many clauses govern a clause."""
    steps = 0
    while clause.parent is not None:
        clause = scene.context.reading.clauses[clause.parent]
        steps += 1
    return steps
