"""Positions that only the words of an assertion show: blame, praise, worth, denial.

In: a clause that somebody is reported or quoted to say. Out: at most one draft a rule. Deliberately missed: plain
facts, and whatever needs the sentence before to be understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.holders import Holder
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.shown import NOT_ASSERTED, draft, is_assertion

if TYPE_CHECKING:
    from spacy.tokens import Token


def does_harm(verb: Token, scene: Scene) -> bool:
    """True for a verb of harm, done or wanted: "shelled the town", "wants to keep killing"."""
    while not scene.is_in(verb, "assertion.harm"):
        inner = [c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB"]
        if not inner:
            return False
        verb = inner[0]
    return True


def is_blame(token: Token, scene: Scene) -> bool:
    """True for a word of blame that no prefix turns round: "interference", but not "non-interference"."""
    if not scene.is_in(token, "assertion.blame"):
        return False
    return token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-2).lower_ not in scene.words("assertion.without")


def is_misdeed(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> bool:
    """True for what a side fails to do that it owes ("never respected the truce"), and for any deed of a side that the
    speaker has blamed before in this report."""
    if clause.negated:
        return scene.is_in(verb, "assertion.owed")
    blamed = all((by, side) in scene.blamed for by in speaker.sides for side in subject.sides)
    if not blamed or clause.passive or any(scene.is_in(t, "assertion.praise") for t in verb.subtree):
        return False
    return (
        verb.pos_ == "VERB"
        and verb.lemma_ not in scene.words("speech.verbs")
        and not scene.is_in(verb, "assertion.neutral")
    )


def of_denial(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read "the allegations are groundless": a denial by whoever says so."""
    if verb.lemma_ != "be" or clause.negated or not speaker.sides or not is_assertion(clause, verb):
        return None
    said = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
    words = [scene.doc[i] for i in clause.subject] + said
    plain = any(scene.is_in(c, "assertion.untrue") for c in said if c.dep_ == "acomp") and not subject.sides
    return draft(scene, clause, "statements", "reject", "denial", speaker) if plain or scene.is_untrue(words) else None


def of_stand(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read where a side says it stands: restraint that it showed, rights, what there is no other way to."""
    if not speaker.sides or not is_assertion(clause, verb) or not scene.is_abroad(clause, speaker.sides):
        return None
    things = [c for c in verb.children if c.dep_ in ("dobj", "attr", "acomp") or (c.dep_ == "prep" and c.i > verb.i)]
    things += [n for c in things if c.dep_ == "prep" for n in c.children]
    own = bool(subject.sides & speaker.sides)
    shows = own and not clause.negated and scene.is_in(verb, "assertion.showing")
    if shows and any(scene.is_in(t, "assertion.restraint") for t in things):
        return draft(scene, clause, "statements", "affirm", "restraint", speaker)
    if own and verb.lemma_ == "have" and any(t.lower_ == "nothing" for t in things):
        return draft(scene, clause, "statements", "reject", "denial", speaker)
    if subject.sides and verb.lemma_ in ("have", "reserve") and not clause.negated:
        rights = [t for t in things if t.lemma_ == "right" and t.dep_ == "dobj"]
        if rights:
            stance = "reject" if any(c.lower_ == "no" for c in rights[0].children) else "affirm"
            return draft(scene, clause, "statements", stance, "right", speaker)
    there = any(c.dep_ == "expl" for c in verb.children)
    none = [t for t in things if any(c.dep_ == "det" and c.lower_ == "no" for c in t.children)]
    if there and any(scene.is_in(t, "assertion.ways") for t in none):
        return draft(scene, clause, "statements", "affirm", "only-way", speaker)
    return None


def of_harm_feared(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read what a side says that a deed "would" or "could" do: harm that it blames on it beforehand."""
    if not speaker.sides or clause.negated or clause.passive or clause.relation in NOT_ASSERTED:
        return None
    if not (clause.future or clause.possible) or subject.sides & speaker.sides:
        return None
    if not clause.subject or not scene.is_in(verb, "assertion.harming") or not scene.is_abroad(clause, speaker.sides):
        return None
    return draft(scene, clause, "statements", "criticise", "blame", speaker)


def of_assertion(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read what a side is reported to say of the other's deeds, of ties and of worth."""
    if not is_assertion(clause, verb) or not speaker.sides:
        return None
    if not clause.negated and any(scene.is_in(c, "assertion.outrage") for c in verb.children if c.dep_ == "acomp"):
        return draft(scene, clause, "statements", "criticise", "outrage", speaker)
    if not scene.is_abroad(clause, speaker.sides):
        return None
    # Who is named only as the source is not spoken of: "killed ten, according to the ministry".
    sources = scene.words("speech.source_prepositions")
    end = next((t.i for t in scene.doc[clause.first : clause.end] if t.lower_ in sources), clause.end)
    words = [t for t in scene.doc[clause.first : end] if not t.is_punct]
    other = scene.others(range(clause.first, end), speaker.sides)
    theirs = bool(subject.sides) and not subject.sides & speaker.sides
    if clause.negated and not theirs and subject.sides and does_harm(verb, scene):
        return draft(scene, clause, "statements", "reject", "denial", speaker)
    blame = any(is_blame(t, scene) for t in words) and not scene.is_in(verb, "assertion.fight")
    told = clause.passive and verb.lemma_ in ("kill", "wound", "injure", "martyr", "displace")  # a toll, no position
    if ((blame and other) or (theirs and does_harm(verb, scene))) and not told:
        stance = "condemn" if any(scene.is_in(t, "assertion.condemned") for t in words) else "criticise"
        return draft(scene, clause, "statements", stance, "blame", speaker)
    if theirs and is_misdeed(clause, verb, speaker, subject, scene):
        return draft(scene, clause, "statements", "criticise", "misdeed", speaker)
    # A government's own page also tells plain facts: only its blame is a position.
    if clause.negated or blame or speaker is scene.holders.voice:
        return None
    praised = any(scene.is_in(t, "assertion.praise") for t in words)
    if praised or (theirs and scene.is_in(verb, "assertion.praise_verbs")):
        return draft(scene, clause, "statements", "praise", "assertion", speaker)
    if scene.is_in(verb, "assertion.stative"):
        ties = any(scene.is_in(t, "assertion.ties") for t in words) and (other or subject.sides)
        if ties or any(scene.is_in(t, "assertion.worth") for t in words):
            return draft(scene, clause, "statements", "affirm", "assertion", speaker)
    if scene.is_in(verb, "assertion.affirm_verbs") and subject.sides & speaker.sides:
        return draft(scene, clause, "statements", "affirm", "own-stand", speaker)
    return None
