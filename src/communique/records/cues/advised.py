"""Acts and stances with the learned model's opinion: what it sees where no cue speaks, and what it doubts of the cues'.

In: the clauses of a sentence with the drafts that cues made, or a finished utterance. Out: further drafts, or the
utterance kept, relabelled or dropped. Whose act it is, to whom, and its words stay the rules' business: the model only
says that a clause is an act or a stance, and which. Without a model nothing is added, changed or dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from communique.model.reading import Clause
from communique.records.cues.candidates import find_candidates
from communique.records.cues.grammar import run_of
from communique.records.cues.holders import NOBODY, Holder
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.shown import draft, subject_holder
from communique.records.cues.utterance import Utterance
from communique.records.limits import LEARNED, limits_of

KINDS = ("undertakings", "statements")
# Relations of clauses that tell something themselves, and forms of verbs that do.
TELLING = ("root", "ccomp", "conj", "parataxis", "dep", "advcl")
FINITE = ("VBD", "VBZ", "VBP")
# Rules of a promise in plain words: "will help Peru", "assured Peru of help", "issued a plan". The model never drops
# one toward another side or of two: in 624 coded reports it would have dropped one, wrongly found, and in our own
# samples two, rightly found.
PLAIN = (".future", ".promise", ".plan")
# What the doer does; the other acts are whoever says so's.
OF_DOER = ("commit", "agree", "accept", "decline", "threaten")


def find_seen(clauses: Iterable[Clause], drafts: Iterable[Draft], scene: Scene) -> Iterator[Draft]:
    """Yield drafts of the clauses of one sentence that no cue speaks for.

    Of a clause and what completes it ("said that it regretted") only the likelier gives a record of a kind.
    """
    adviser = scene.context.adviser
    if adviser is None:
        return
    spoken = {d.clause.head for d in drafts} | {c for d in drafts for c in d.content} | scene.taken | scene.covered
    runs = [run_of(scene.doc[d.head], min(d.first, d.cue)) for d in drafts]
    free = [
        c
        for c in clauses
        if c.head not in spoken
        and not any(first <= c.head < end for first, end in runs)
        and is_assertion(c, scene)
        and may_hold(c, scene)
    ]
    for kind in (k for k in KINDS if limits_of(k).adds):
        opinions = [(clause, adviser.opinion_of_clause(clause.head)) for clause in free]
        seen = [(clause, opinion) for clause, opinion in opinions if limits_of(kind).is_seen(kind, opinion)]
        taken: list[Clause] = []
        for clause, opinion in sorted(seen, key=lambda c: (-c[1].is_record(kind), c[0].head)):
            label = opinion.best(kind)
            holder = holder_of(clause, label, scene)
            is_told = any(completes(clause, t) or completes(t, clause) for t in taken)
            if holder.sides and not is_told and not is_done_to_own(clause, holder, scene):
                taken.append(clause)
                yield draft(scene, clause, kind, label, LEARNED, holder)


def is_done_to_own(clause: Clause, holder: Holder, scene: Scene) -> bool:
    """True where a side tells what nameless others did to it: "it had been honoured" is no praise of its own."""
    if not clause.passive or clause.agents or not clause.subject:
        return False
    return bool(scene.holders.at(*clause.subject).sides & holder.sides)


def completes(clause: Clause, governor: Clause) -> bool:
    """True for a clause that says what another clause means."""
    return clause.parent == governor.index and clause.relation in ("ccomp", "xcomp", "pcomp")


def is_assertion(clause: Clause, scene: Scene) -> bool:
    """True for a finite clause that tells something itself: what is only wanted or meant, its governor tells."""
    verb = scene.doc[clause.head]
    finite = verb.tag_ in FINITE or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in (*FINITE, "MD") for c in verb.children
    )
    return finite and clause.relation in TELLING and not clause.conditional


def may_hold(clause: Clause, scene: Scene) -> bool:
    """True for what a side is reported to say; of other clauses the model is not asked.

    Of what the report tells in its own voice, few more are right (3 of 21 that the model added in 208 reports), and
    half as many sentences again would be encoded.
    """
    return bool(scene.holders.speaker(clause).sides)


def holder_of(clause: Clause, label: str, scene: Scene) -> Holder:
    """Return whose act or stance a clause is: its doer's, or that of who is reported to say it."""
    speaker = scene.holders.speaker(clause)
    if not speaker.sides:
        return scene.holders.doer(clause)
    subject = subject_holder(clause, speaker, scene) if label in OF_DOER and not clause.passive else NOBODY
    return subject if subject.sides else speaker


def settled(utterances: Iterable[Utterance], scene: Scene) -> Iterator[Utterance]:
    """Yield the utterances that the model does not doubt, with its label where it is sure of another."""
    adviser = scene.context.adviser
    before: frozenset[str] = frozenset()
    for found in utterances:
        utterance, before = choose_holder(found, before, scene), found.by
        if adviser is None:
            yield utterance
            continue
        if utterance.rule.endswith(f".{LEARNED}"):
            yield replace(utterance, share=adviser.opinion_of_clause(utterance.cue).of(utterance.kind, utterance.word))
            continue
        limits = limits_of(utterance.kind)
        opinion = adviser.opinion_of(utterance.cue, utterance.first, utterance.end)
        if limits.is_doubted(utterance.kind, opinion) and not is_plain_promise(utterance):
            continue
        word = limits.label(utterance.kind, utterance.word, opinion)
        if word != utterance.word:
            rule = utterance.rule.replace(f".{utterance.word}.", f".{word}.", 1)
            utterance = replace(utterance, word=word, rule=f"{rule}.relabelled")
        yield replace(utterance, share=opinion.of(utterance.kind, word))


def choose_holder(utterance: Utterance, before: frozenset[str], scene: Scene) -> Utterance:
    """Return an utterance with the holder that the model is sure of against the rules' choice, and with whom it is
    then addressed to; `before` are the sides that held the record before it."""
    adviser, limits = scene.context.adviser, limits_of("holders")
    if adviser is None or not limits.relabels:
        return utterance
    candidates = find_candidates(utterance, before, scene.context)
    if len(candidates) < 2:
        return utterance
    opinions = adviser.opinions_of_places([candidate.spot(utterance.cue) for candidate in candidates])
    shares = {c.sides: o.is_record("holders") for c, o in zip(candidates, opinions, strict=True)}
    best = max(shares, key=lambda sides: (shares[sides], sorted(sides)))
    if best == utterance.by or shares[best] < limits.relabel or shares[utterance.by] >= limits.drop:
        return utterance
    to = frozenset() if utterance.word == "agree" else scene.others(range(utterance.first, utterance.end), best)
    return replace(utterance, by=best, to=to, speaker=None, rule=f"{utterance.rule}.reassigned")


def is_plain_promise(utterance: Utterance) -> bool:
    """True for what a side says that it will do, in so many words and toward or with another side."""
    return bool(utterance.to or len(utterance.by) > 1) and utterance.rule.endswith(PLAIN)
