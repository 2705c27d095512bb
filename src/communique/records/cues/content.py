"""Acts that only the said words show: a promised future, a duty laid on somebody, an assertion of worth or blame.

In: a clause that no named act has taken. Out: at most one draft. The words count as a side's own only where somebody is
reported or quoted to say them; a future of a side's own doing counts in the report's voice too: readouts tell it so.
Deliberately missed: plain facts, contact to come (engagements), and what a speaker foretells of a third side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.ahead import of_course, of_future, of_refusal
from communique.records.cues.asserted import of_assertion, of_denial, of_harm_feared, of_stand
from communique.records.cues.holders import Holder
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.shown import can, draft, subject_holder

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_content(clause: Clause, scene: Scene) -> Draft | None:
    """Return what the words of a clause themselves undertake or assert, if anything."""
    verb = scene.doc[clause.head]
    if clause.conditional or (clause.relation in ("advcl", "acl", "xcomp") and not clause.future):
        return None
    speaker = scene.holders.speaker(clause)
    if not speaker.sides and is_free_speech(clause, verb, scene):
        speaker = scene.holders.last
    if not speaker.sides and not clause.quoted:
        speaker = scene.holders.voice
    subject = subject_holder(clause, speaker, scene)
    for rule in (of_duty, of_refusal, of_future, of_course, of_denial, of_stand, of_harm_feared, of_assertion):
        draft = rule(clause, verb, speaker, subject, scene)
        if draft is not None:
            return draft
    return None


def is_free_speech(clause: Clause, verb: Token, scene: Scene) -> bool:
    """True for a sentence that goes on with what the last speaker of its line said, shown by "would" or "should"."""
    if clause.speaker is not None or scene.holders.last_line != scene.holders.line_at(clause.head):
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("would", "should", "must") for c in verb.children) or clause.quoted


def of_duty(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read "should", "must", "needs to": asked of another, proposed for both, or held to matter."""
    if clause.relation == "relcl" or (clause.subject and scene.doc[clause.subject[0]].lower_ in ("you", "it")):
        return None
    modal = any(c.dep_ == "aux" and c.lower_ in scene.words("duty.modals") for c in verb.children)
    needs = verb.lemma_ == "need" and any(c.dep_ == "xcomp" for c in verb.children) and verb.dep_ != "xcomp"
    if not speaker.sides:
        return None
    if can(verb) and not clause.negated and is_joint_offer(verb, subject, speaker, scene):
        return draft(scene, clause, "undertakings", "propose", "can-jointly", speaker)
    if not (modal or needs):
        return None
    if len(subject.sides) > 1 and speaker.sides <= subject.sides:
        act = "request" if scene.is_calming(verb) else "propose"
        return draft(scene, clause, "undertakings", act, "duty", speaker)
    if subject.sides and not subject.sides & speaker.sides and not clause.passive:
        return draft(scene, clause, "undertakings", "request", "duty", speaker)
    if subject.sides and subject.sides <= speaker.sides:
        return None
    if clause.passive:
        if subject.sides and not subject.sides & speaker.sides and scene.is_in(verb, "duty.made"):
            return draft(scene, clause, "undertakings", "request", "duty", speaker)
        if not clause.agents and scene.is_in(verb, "duty.done") and not subject.sides:
            return draft(scene, clause, "undertakings", "request", "duty-done", speaker)
    elif clause.subject and not subject.sides and scene.is_in(verb, "duty.ceasing"):
        return draft(scene, clause, "undertakings", "request", "duty-done", speaker)
    if clause.subject and scene.is_in(scene.doc[clause.subject[0]], "duty.world"):
        return draft(scene, clause, "undertakings", "request", "world", speaker)
    named = scene.doc[clause.subject[0]] if clause.subject else None
    if named is not None and not clause.passive and is_other(named) and scene.is_abroad(clause, speaker.sides):
        return draft(scene, clause, "undertakings", "request", "duty", speaker)
    if not any(scene.is_in(scene.doc[i], "assertion.ties") for i in clause.subject):
        return None
    return draft(scene, clause, "statements", "affirm", "duty", speaker)


def is_joint_offer(verb: Token, subject: Holder, speaker: Holder, scene: Scene) -> bool:
    """True for what a speaker says that both can do: "together we can build a bridge"."""
    both = bool(subject.sides & speaker.sides)
    return both and any(c.lower_ in ("together", "jointly") and c.dep_ == "advmod" for c in verb.children)


def is_other(subject: Token) -> bool:
    """True for somebody other than who speaks, though no side is known: "they", "European leaders"."""
    return subject.lower_ == "they" or subject.pos_ == "PROPN" or any(c.pos_ == "PROPN" for c in subject.children)
