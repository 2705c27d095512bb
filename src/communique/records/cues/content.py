"""Acts that only the said words show: a promised future, a duty laid on somebody, an assertion of worth or blame.

In: a clause that no named act has taken. Out: at most one draft. The words count as a side's own only where somebody is
reported or quoted to say them; a future of a side's own doing counts in the report's voice too: readouts tell it so.
Deliberately missed: plain facts, contact to come (engagements), and what a speaker foretells of a third side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.grammar import objects_of, phrases_of
from communique.records.cues.holders import NOBODY, Holder
from communique.records.cues.scene import Draft, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

# Relations of clauses that only complete or modify: what they say is the governor's.
NOT_ASSERTED = ("relcl", "pcomp", "acl", "csubj", "csubjpass")


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
    for rule in (of_duty, of_refusal, of_future, of_course, of_denial, of_assertion):
        draft = rule(clause, verb, speaker, subject, scene)
        if draft is not None:
            return draft
    return None


def subject_holder(clause: Clause, speaker: Holder, scene: Scene) -> Holder:
    """Return the sides of a clause's subject; first persons are the speaker."""
    if not clause.subject:
        return NOBODY
    known = scene.holders.at(*clause.subject)
    if known.sides:
        return known
    token = scene.doc[clause.subject[0]]
    if token.lower_ in scene.words("speech.first_person"):
        return speaker
    return NOBODY


def is_free_speech(clause: Clause, verb: Token, scene: Scene) -> bool:
    """True for a sentence that goes on with what the last speaker of its line said, shown by "would" or "should"."""
    if clause.speaker is not None or scene.holders.last_line != scene.holders.line_at(clause.head):
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("would", "should", "must") for c in verb.children) or clause.quoted


def draft(scene: Scene, clause: Clause, kind: str, act: str, rule: str, holder: Holder) -> Draft:
    """Make the draft of a clause whose own words are the evidence."""
    return Draft(
        kind,
        act,
        f"{kind.removesuffix('s')}.{act}.{rule}",
        clause,
        clause.head,
        clause.head,
        scene.first_of(clause),
        holder,
    )


def of_duty(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read "should", "must", "needs to": asked of another, proposed for both, or held to matter."""
    if clause.relation == "relcl" or (clause.subject and scene.doc[clause.subject[0]].lower_ in ("you", "it")):
        return None
    modal = any(c.dep_ == "aux" and c.lower_ in scene.words("duty.modals") for c in verb.children)
    needs = verb.lemma_ == "need" and any(c.dep_ == "xcomp" for c in verb.children) and verb.dep_ != "xcomp"
    if not (modal or needs) or not speaker.sides:
        return None
    if len(subject.sides) > 1 and speaker.sides <= subject.sides:
        act = "request" if scene.is_calming(verb) else "propose"
        return draft(scene, clause, "undertakings", act, "duty", speaker)
    if subject.sides and not subject.sides & speaker.sides and not clause.passive:
        return draft(scene, clause, "undertakings", "request", "duty", speaker)
    if subject.sides and subject.sides <= speaker.sides:
        return None
    if clause.passive:
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


def is_other(subject: Token) -> bool:
    """True for somebody other than who speaks, though no side is known: "they", "European leaders"."""
    return subject.lower_ == "they" or subject.pos_ == "PROPN" or any(c.pos_ == "PROPN" for c in subject.children)


def of_future(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read a future: a side's own doing binds it, what is to be done binds who says so, an effect is an assertion."""
    if clause.possible and not clause.future and clause.speaker is not None:
        return of_conditional_harm(clause, verb, speaker, subject, scene)
    if (
        not clause.future
        or clause.possible
        or (clause.relation == "relcl" and not subject.sides)
    ):
        return None
    if resolve := of_resolve(clause, verb, speaker, subject, scene):
        return resolve
    if scene.is_in(verb, "future.mental"):
        return None
    if clause.passive:
        return future_passive(clause, verb, speaker, scene)
    if subject.sides:
        if speaker.sides and not speaker.sides & subject.sides:
            return None
        if harm := of_harm(clause, verb, subject, scene):
            return harm
        if is_contact(verb, scene):
            if clause.negated and subject.sides & speaker.sides:
                return draft(scene, clause, "undertakings", "decline", "future", subject)
            told = clause.speaker is not None and scene.doc[clause.subject[0]].pos_ == "PRON"
            if told and subject.sides & speaker.sides:
                # Who tells his own visit promises it; whose visit is told by others is only an engagement.
                return draft(scene, clause, "undertakings", "commit", "contact", subject)
            return None
        if scene.is_in(verb, "future.go") and any(scene.is_in(c, "speech.occasions") for c in verb.children):
            return None  # "will undertake a visit" is contact
        return draft(scene, clause, "undertakings", act_ahead(clause, verb, scene), "future", subject)
    if not speaker.sides:
        return None
    if scene.is_in(verb, "future.outcome"):
        return draft(scene, clause, "statements", "affirm", "outcome", speaker)
    if verb.lemma_.lower() in ("continue", "start", "begin", "commence", "resume", "remain"):
        return draft(scene, clause, "undertakings", "commit", "course", speaker)
    return None


def of_resolve(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read what plain verbs tell of a side's resolve: "will do everything", "will always be a friend", "our response
    will be harsh", "will have no talks"."""
    if speaker.sides and is_answer(clause, verb, speaker, scene):
        return draft(scene, clause, "undertakings", "threaten", "answer", speaker)
    if not subject.sides or clause.passive or (speaker.sides and not speaker.sides & subject.sides):
        return None
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr", "acomp")]
    if verb.lemma_ == "do" and any(scene.is_in(o, "future.everything") for o in objects) and not clause.negated:
        return draft(scene, clause, "undertakings", "commit", "future", subject)
    if verb.lemma_ in ("be", "remain", "stand") and any(scene.is_in(c, "future.lasting") for c in verb.children):
        return draft(scene, clause, "undertakings", "commit", "future", subject) if objects else None
    talks = verb.lemma_ in ("have", "hold") and any(scene.is_in(o, "offer.talks") for o in objects)
    if clause.negated and talks and speaker.sides:
        return draft(scene, clause, "undertakings", "decline", "future", subject)
    return None


def is_answer(clause: Clause, verb: Token, speaker: Holder, scene: Scene) -> bool:
    """True for harm told as the answer to a deed: "our response will be brutal", "would be met with retaliation"."""
    if not clause.future or clause.negated or not scene.is_in(verb, "future.answered"):
        return False
    if verb.lemma_ == "be":
        answers = [scene.doc[i] for i in clause.subject if scene.is_in(scene.doc[i], "future.answers")]
        return any(
            scene.holders.owner(a).sides & speaker.sides
            or any(c.lower_ in scene.words("speech.first_person") for c in a.children)
            for a in answers
        )
    brought = [*objects_of(verb, False), *(phrases_of(verb).get("with", ()) if verb.lemma_ == "meet" else ())]
    return any(scene.is_in(n, "future.answers") for n in brought)


def of_refusal(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read what a side says there is none of: "there will be no talks", "has no plans to meet"."""
    if not speaker.sides or verb.lemma_ not in ("be", "have") or clause.relation in NOT_ASSERTED:
        return None
    there = any(c.dep_ == "expl" and c.lower_ == "there" for c in verb.children)
    own = verb.lemma_ == "have" and bool(subject.sides & speaker.sides)
    nouns = [c for c in verb.children if c.dep_ in ("attr", "dobj", "nsubj") and c.i > verb.i]
    none = [n for n in nouns if any(c.dep_ == "det" and c.lower_ == "no" for c in n.children)]
    lists = ("future.unplanned", "future.denied") if clause.future else ("future.unplanned",)
    if (there or own) and any(scene.is_in(n, name) for n in none for name in lists):
        return draft(scene, clause, "undertakings", "decline", "none", speaker)
    return None


def is_contact(verb: Token, scene: Scene) -> bool:
    """True for a verb of contact to come: engagements tell it. "Will take steps" is none, "will take part" is."""
    if not scene.is_in(verb, "future.contact") or any(c.dep_ == "xcomp" for c in verb.children):
        return False
    taken = [c for c in verb.children if c.dep_ == "dobj"]
    return verb.lemma_ != "take" or not taken or any(scene.is_in(c, "future.taken") for c in taken)


def act_ahead(clause: Clause, verb: Token, scene: Scene) -> str:
    """Return what a side does by telling its future: it declines what it will not, threatens what "unless" averts."""
    if is_refused(clause, verb, scene):
        return "decline"
    averted = any(c.dep_ == "advcl" and any(m.lower_ == "unless" for m in c.children) for c in verb.children)
    return "threaten" if averted and not clause.negated else "commit"


def is_refused(clause: Clause, verb: Token, scene: Scene) -> bool:
    """True for what a side tells that it will not do or let be done; plots that it will not let succeed it fights."""
    if not clause.negated or not scene.is_in(verb, "future.refused"):
        return False
    meant = [scene.doc[i] for i in clause.subject] if clause.passive else list(verb.subtree)
    return not any(scene.is_in(token, "future.foiled") for token in meant)


def of_conditional_harm(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read what a side says it "would" do if or when: only harm is threatened on a condition, nothing promised."""
    own = bool(subject.sides & speaker.sides)
    would = any(c.dep_ == "aux" and c.lower_ in ("would", "'d") for c in verb.children)
    if not (own and would) or clause.negated:
        return None
    if act_ahead(clause, verb, scene) == "threaten":
        return draft(scene, clause, "undertakings", "threaten", "unless", subject)
    return of_harm(clause, verb, subject, scene)


def of_harm(clause: Clause, verb: Token, holder: Holder, scene: Scene) -> Draft | None:
    """Read a future that is harm to another side."""
    named = any(scene.is_in(t, "future.harm_nouns") for t in scene.doc[clause.first : clause.end])
    heads = [scene.doc[i] for i in clause.subject]
    if any(scene.is_in(h, "future.answers") for h in heads) and verb.lemma_ == "be":
        return draft(scene, clause, "undertakings", "threaten", "harm", holder)  # "our response will be harsh"
    if scene.is_in(verb, "future.harming") and any(scene.is_in(o, "future.harmful") for o in verb.children):
        return draft(scene, clause, "undertakings", "threaten", "harm", holder)
    if verb.lemma_ == "hold" and any(scene.is_in(c, "future.accountable") for c in verb.children):
        return draft(scene, clause, "undertakings", "threaten", "harm", holder)
    hesitates = clause.negated and verb.lemma_ in ("hesitate", "shy")
    if hesitates and any(c.dep_ in ("xcomp", "advcl") for c in verb.children):
        return draft(scene, clause, "undertakings", "threaten", "harm", holder)  # "will not hesitate to act"
    if clause.negated:
        return None
    if scene.is_in(verb, "future.harm") or (named and scene.is_in(verb, "future.bring")):
        return draft(scene, clause, "undertakings", "threaten", "harm", holder)
    return None


def future_passive(clause: Clause, verb: Token, speaker: Holder, scene: Scene) -> Draft | None:
    """Read "will be provided": it binds who is to do it, else who says so, else the sides it is between."""
    if verb.lemma_ in (
        "hold",
        "sign",
        "attend",
        "accompany",
        "receive",
        "welcome",
        "represent",
        "remember",
        "expect",
        "need",
    ):
        return None
    holder = scene.holders.at(*clause.agents)
    if holder.sides and speaker.sides and not holder.sides & speaker.sides:
        return None
    if not holder.sides:
        holder = speaker
    if not holder.sides:
        between = scene.holders.at(*(n.i for n in phrases_of(verb).get("between", ())))
        if len(between.sides) < 2:
            return None
        holder = between
    if harm := of_harm(clause, verb, holder, scene):
        return harm
    act = "decline" if is_refused(clause, verb, scene) else "commit"
    return draft(scene, clause, "undertakings", act, "passive", holder)


def of_course(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read what a side is reported to say it is doing: "we are working to", "measures are being taken"."""
    if not speaker.sides or clause.negated or clause.possible or clause.relation in ("relcl", "pcomp", "acl"):
        return None
    going = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
    being = clause.passive and any(c.dep_ == "auxpass" and c.lower_ == "being" for c in verb.children)
    if not (
        (going and subject.sides and subject.sides <= speaker.sides)
        or (being and not scene.holders.at(*clause.agents).sides - speaker.sides)
    ):
        return None
    if not scene.is_in(verb, "future.course"):
        return None
    return draft(scene, clause, "undertakings", "commit", "course-of-action", speaker)


def can(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("can", "could") for c in verb.children)


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


def of_denial(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read "the allegations are groundless": a denial by whoever says so."""
    if verb.lemma_ != "be" or clause.negated or not speaker.sides or not is_assertion(clause, verb):
        return None
    words = [scene.doc[i] for i in clause.subject] + [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
    return draft(scene, clause, "statements", "reject", "denial", speaker) if scene.is_untrue(words) else None


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


def is_assertion(clause: Clause, verb: Token) -> bool:
    """True for a clause that can stand by itself: finite, not of the future, no thing of another clause."""
    if clause.future or (clause.possible and not can(verb)) or clause.relation in NOT_ASSERTED:
        return False
    return verb.tag_ not in ("VB", "VBG", "VBN") or any(c.dep_ in ("aux", "auxpass") for c in verb.children)
