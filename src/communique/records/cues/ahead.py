"""What only the words of a clause about the time to come undertake: promises, refusals, threats, courses taken.

In: a clause that no named act has taken, with who says it and whose its subject is. Out: at most one draft a rule.
Deliberately missed: contact to come that others tell (engagements), and what a speaker foretells of a third side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.grammar import objects_of, phrases_of
from communique.records.cues.holders import Holder
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.shown import NOT_ASSERTED, draft, subject_holder

if TYPE_CHECKING:
    from spacy.tokens import Token


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


def of_future(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read a future: a side's own doing binds it, what is to be done binds who says so, an effect is an assertion."""
    if clause.possible and not clause.future and clause.speaker is not None:
        return of_conditional_harm(clause, verb, speaker, subject, scene)
    if not clause.future or clause.possible or (clause.relation == "relcl" and not subject.sides):
        return None
    if resolve := of_resolve(clause, verb, speaker, subject, scene):
        return resolve
    expected = verb.dep_ == "xcomp" and verb.head.lemma_ in ("expect", "likely", "unlikely") and bool(subject.sides)
    if expected or scene.is_in(verb, "future.mental"):
        return None  # what is expected of a side it has not said
    if clause.passive:
        return future_passive(clause, verb, speaker, scene)
    if suffering := of_suffering(clause, verb, speaker, subject, scene):
        return suffering
    if subject.sides:
        if speaker.sides and not speaker.sides & subject.sides:
            return None
        if harm := of_harm(clause, verb, subject, scene):
            return harm
        if is_contact(verb, scene):
            if clause.negated and (subject.sides & speaker.sides or not speaker.sides):
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


def is_contact(verb: Token, scene: Scene) -> bool:
    """True for a verb of contact to come: engagements tell it. "Will take steps" is none, "will take part" is."""
    if not scene.is_in(verb, "future.contact") or any(c.dep_ == "xcomp" for c in verb.children):
        return False
    taken = [c for c in verb.children if c.dep_ == "dobj"]
    return verb.lemma_ != "take" or not taken or any(scene.is_in(c, "future.taken") for c in taken)


def act_ahead(clause: Clause, verb: Token, scene: Scene) -> str:
    """Return what a side does by telling its future: it declines what it will not, threatens what "unless" averts."""
    if clause.negated and scene.is_in(verb, "future.refused"):
        return "decline"
    averted = any(c.dep_ == "advcl" and any(m.lower_ == "unless" for m in c.children) for c in verb.children)
    return "threaten" if not clause.negated and (averted or is_answer_to_deed(verb, scene)) else "commit"


def of_conditional_harm(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read what a side says it "would" do if or when: only harm is threatened on a condition, nothing promised."""
    own = bool(subject.sides & speaker.sides)
    would = any(c.dep_ == "aux" and c.lower_ in ("would", "'d") for c in verb.children)
    if not (own and would) or clause.negated:
        return None
    if act_ahead(clause, verb, scene) == "threaten":
        return draft(scene, clause, "undertakings", "threaten", "unless", subject)
    return of_harm(clause, verb, subject, scene)


def of_suffering(clause: Clause, verb: Token, speaker: Holder, subject: Holder, scene: Scene) -> Draft | None:
    """Read what a side says that another will suffer: "they will pay a heavy price", "would be subject to tariffs"."""
    if not speaker.sides or subject.sides & speaker.sides or clause.negated or clause.passive:
        return None
    suffered = [c for c in verb.children if c.dep_ == "dobj"]
    if verb.lemma_ == "be":
        subjected = (c for c in verb.children if c.lower_ == "subject" and c.dep_ in ("acomp", "attr"))
        suffered = [n for c in subjected for n in phrases_of(c).get("to", ())]
    elif not scene.is_in(verb, "future.suffering"):
        return None
    if any(scene.is_in(n, "future.harmful") or scene.is_in(n, "future.suffered") for n in suffered):
        return draft(scene, clause, "undertakings", "threaten", "suffer", speaker)
    return None


def is_answer_to_deed(verb: Token, scene: Scene) -> bool:
    """True for an answer to a wrong not yet done: "will respond if attacked"."""
    if not scene.is_in(verb, "future.answering"):
        return False
    deeds = [
        c for c in verb.children if c.dep_ == "advcl" and any(m.lower_ in ("if", "should", "when") for m in c.children)
    ]
    return any(scene.is_in(t, "future.provoking") for d in deeds for t in (d, *d.children))


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
    if clause.negated and subject_holder(clause, speaker, scene).sides & speaker.sides:
        return None  # "we will not be intimidated"
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
    return draft(scene, clause, "undertakings", "commit", "passive", holder)


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
