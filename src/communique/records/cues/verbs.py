"""Acts that a verb names: "urged", "pledged", "signed an agreement to", and who holds them.

In: a clause. Out: at most one draft, the first reading of the verb whose frame is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.ahead import is_answer
from communique.records.cues.frames import fit, noun_meant
from communique.records.cues.grammar import complements_of, objects_of, phrases_of
from communique.records.cues.holders import Holder, is_done_by
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.table import VerbCue

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_verb(clause: Clause, verb: Token, scene: Scene) -> Iterator[Draft]:
    """Yield the first reading of the verb whose frame is there."""
    cues = scene.table.verbs.get(verb.lemma_.lower())
    if not cues or (clause.possible and not clause.future and not any(c.act == "threaten" for c in cues)):
        return
    passive = clause.passive or is_done_by(clause)
    objects, phrases, complements = objects_of(verb, passive), phrases_of(verb), complements_of(verb)
    objects = [noun_meant(o) for o in objects]
    if len(objects) == 1 and objects[0].lower_ == "you" and not phrases and not complements:
        return
    for cue in cues:
        content = fit(cue, clause, scene, objects, phrases, complements)
        if content is None or (clause.possible and cue.act != "threaten" and not clause.future):
            continue
        if clause.negated:
            if cue.act == "accept" and cue.objects:
                yield Draft(
                    "undertakings",
                    "decline",
                    "undertaking.decline.not-accept",
                    clause,
                    verb.i,
                    verb.i,
                    scene.first_of(clause),
                    scene.holders.doer(clause),
                    content,
                )
            return
        holder = holder_of(cue.kind, cue.act, clause, scene)
        if is_own_patient(cue, clause, holder, scene) or is_question_put(verb, clause):
            return
        act, kind, rule = told_by_content(cue, verb, holder, content, scene)
        if not act:
            return
        if cue.reported or cue.side_subject:
            holder, act = as_said(holder, act, clause, verb, scene)
        if act == "commit" and is_harm_promised(verb, objects, content, scene):
            act, rule = "threaten", "undertaking.threaten.promise"
        if act == "agree":
            holder, act = agreed(cue, clause, holder, phrases, scene)
            if clause.future and cue.completed and len(scene.holders.doer(clause).sides) == 1:
                holder, act = scene.holders.doer(clause), "commit"
            if cue.rule.endswith("agree.agree") and is_opinion(content, phrases, scene):
                kind, act, rule = "statements", "affirm", "statement.affirm.agree"
        yield Draft(
            kind,
            act,
            rule,
            clause,
            verb.i,
            verb.i,
            scene.first_of(clause),
            holder,
            content,
            covers=kind == "statements",
            yields=cue.emphatic,
        )
        return


def is_harm_promised(verb: Token, objects: list[Token], content: tuple[int, ...], scene: Scene) -> bool:
    """True when what is promised or planned is harm: "vowed further strikes", "plans to impose tariffs"."""
    if any(scene.is_in(o, "future.harmful") for o in objects) and scene.is_in(verb, "future.vowing"):
        return True
    for index in content:
        predicate = scene.doc[index]
        things = objects_of(predicate, False)
        if scene.is_in(predicate, "future.harm") and not any(scene.is_in(o, "future.struck") for o in things):
            return True
        if scene.is_in(predicate, "future.harming") and any(scene.is_in(o, "future.harmful") for o in things):
            return True
    return False


def is_question_put(verb: Token, clause: Clause) -> bool:
    """True for what somebody is asked to tell: "asked whether", "was asked about the visit"."""
    if verb.lemma_ != "ask":
        return False
    asked = [c for c in verb.children if c.dep_ in ("ccomp", "advcl", "xcomp")]
    if any(m.lower_ in ("whether", "if", "what", "how", "why") for c in asked for m in c.children):
        return True
    return clause.passive and not clause.agents and not any(c.tag_ == "TO" for a in asked for c in a.children)


def told_by_content(
    cue: VerbCue, verb: Token, holder: Holder, content: tuple[int, ...], scene: Scene
) -> tuple[str, str, str]:
    """Return act, kind and rule of a cue whose content decides: a warning of one's own doing is a threat if of harm, an
    assurance of what is so promises nothing. No act: the words say nothing of the kind."""
    if cue.rule == "undertaking.commit.promise" and any(
        scene.is_in(n, "assertion.stand") for n in phrases_of(verb).get("of", ())
    ):
        return "affirm", "statements", "statement.affirm.assure"
    meant = scene.clauses.get(content[0]) if content else None
    if meant is None or not meant.subject:
        return cue.act, cue.kind, cue.rule
    own = bool(scene.holders.at(*meant.subject).sides & holder.sides)
    said = scene.doc[meant.head]
    if cue.rule == "statement.criticise.warn" and is_answer(meant, said, holder, scene):
        return "threaten", "undertakings", "undertaking.threaten.warn"
    if (
        cue.rule == "statement.criticise.warn"
        and own
        and (meant.future or (meant.possible and scene.is_in(said, "future.warned")))
    ):
        if meant.negated:
            return "decline", "undertakings", "undertaking.decline.warn"
        harm = any(scene.is_in(t, "future.harm_nouns") or scene.is_in(t, "future.warned") for t in verb.subtree)
        return ("threaten", "undertakings", "undertaking.threaten.warn") if harm else ("", "", "")
    states = said.tag_ in ("VBZ", "VBP", "VBD") and not meant.future
    if cue.rule == "undertaking.commit.promise" and verb.lemma_ in ("assure", "reassure") and states:
        if own and scene.is_in(said, "assertion.affirm_verbs"):
            return "affirm", "statements", "statement.affirm.assure"
        if said.lemma_ in ("remain", "be") and not own:
            return "", "", ""
    return cue.act, cue.kind, cue.rule


def holder_of(kind: str, act: str, clause: Clause, scene: Scene) -> Holder:
    """Return who holds what the verb of a clause names; what things "underscore" in reported words is its speaker's."""
    holder = scene.holders.doer(clause)
    if kind == "statements" and not clause.passive:
        speaker = scene.holders.speaker(clause)
        if not holder.sides or (
            speaker.sides and clause.subject and scene.is_in(scene.doc[clause.subject[0]], "speech.occasions")
        ):
            return speaker
    return holder


def is_own_patient(cue: VerbCue, clause: Clause, holder: Holder, scene: Scene) -> bool:
    """True for a passive that tells what nameless others did to the speaker's own: "said he was honoured"."""
    if cue.kind != "statements" or not clause.passive or clause.agents:
        return False
    patients = scene.holders.at(*clause.subject).sides
    return bool(patients) and patients <= holder.sides


def as_said(holder: Holder, act: str, clause: Clause, verb: Token, scene: Scene) -> tuple[Holder, str]:
    """Return whose position a stand is when somebody tells it: "we and they share", "they stood by us" (praise)."""
    speaker = scene.holders.speaker(clause)
    if act != "affirm" or not speaker.sides:
        return holder, act
    if speaker.sides < holder.sides:
        return speaker, act
    if not speaker.sides & holder.sides and verb.tag_ in ("VBD", "VBN"):
        return speaker, "praise"
    return holder, act


def agreed(
    cue: VerbCue, clause: Clause, holder: Holder, phrases: dict[str, list[Token]], scene: Scene
) -> tuple[Holder, str]:
    """Return the parties of an agreement: those named, those behind "with", else the occasion's if they are meant."""
    partners = [*phrases.get("with", ()), *phrases.get("between", ())]
    if cue.rule.endswith(".deal"):
        partners += [c for o in objects_of(scene.doc[clause.head], clause.passive) for c in partners_in(o)]
    near = [t for p in partners for t in (p, *(c for c in p.children if c.dep_ in ("poss", "compound", "amod")))]
    sides = holder.sides | scene.holders.at(*(t.i for t in near)).sides
    if len(sides) < 2 and (clause.passive or is_plural(clause, scene)):
        parties = scene.holders.parties_before(clause.head)
        if sides <= parties and len(parties) > 1:
            sides = parties
    if len(sides) < 2:
        return holder, cue.alone or cue.act
    return Holder(sides, holder.person if len(holder.sides) < 2 else None), cue.act


def partners_in(deal: Token) -> list[Token]:
    """Return who a deal is with by its own words: "a contract with Kenya", "a deal to buy tanks from Korea"."""
    governed = [token for token in deal.subtree if token.dep_ == "pobj"]
    return [
        t
        for t in governed
        if t.head.lower_ in ("with", "between")
        or (t.head.lower_ == "from" and t.head.head.lemma_ in ("buy", "purchase"))
    ]


def is_opinion(content: tuple[int, ...], phrases: dict[str, list[Token]], scene: Scene) -> bool:
    """True when what is agreed binds nobody: that something is so, or how important it is."""
    nouns = [n for name in ("on", "upon", "about") for n in phrases.get(name, ())]
    if any((c := scene.table.nouns.get(n.lemma_.lower())) is not None and c.kind == "statements" for n in nouns):
        return True
    if content:
        clause = scene.clauses.get(content[0])
        if clause is None or (
            scene.doc[content[0]].tag_ in ("VB", "VBG") and not clause.possible and not clause.future
        ):
            modals = [c.lower_ for c in scene.doc[content[0]].children if c.dep_ == "aux"]
            return bool({"can", "could", "may", "might"} & set(modals))
        if clause.future:
            return not scene.holders.at(*clause.subject).sides and scene.is_in(scene.doc[content[0]], "future.outcome")
        if is_deed_of_theirs(clause, scene):
            return False
        modals = [c.lower_ for c in scene.doc[content[0]].children if c.dep_ == "aux"]
        return not {"should", "must", "shall", "to"} & set(modals)
    return False


def is_deed_of_theirs(clause: Clause, scene: Scene) -> bool:
    """True for what sides agree "that both consider", a deed in the present and no state ("that both enjoy")."""
    verb = scene.doc[clause.head]
    if verb.tag_ not in ("VB", "VBP") or scene.is_in(verb, "assertion.stative") or verb.lemma_ == "face":
        return False
    return bool(scene.holders.at(*clause.subject).sides) and not any(c.dep_ == "aux" for c in verb.children)


def is_plural(clause: Clause, scene: Scene) -> bool:
    """True for subjects that mean several at once: "they", "both", "the two sides"."""
    for i in clause.subject:
        token = scene.doc[i]
        if token.lower_ in ("they", "both", "we") or any(c.lower_ in ("both", "two", "three") for c in token.children):
            return True
    return False
