"""Acts that a noun or an adjective names: "expressed readiness", "is willing to", "termed it a milestone".

In: a clause. Out: drafts. A noun needs a verb that utters it; an adjective a copula, and something that completes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.frames import chain_of, is_about_another, noun_meant, predicates_under
from communique.records.cues.grammar import objects_of, phrases_of, with_coordinated
from communique.records.cues.holders import NOBODY, Holder
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.table import WordCue
from communique.records.cues.verbs import holder_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns of a stand: what follows them may well be an undertaking of its own.
COVERING_NOTHING = ("statement.affirm.support", "statement.affirm.backing")


def by_adjective(clause: Clause, verb: Token, scene: Scene) -> Iterator[Draft]:
    """Yield the readiness, confidence or concern that a copula states of its subject."""
    adjectives = scene.table.adjectives
    if clause.passive and not clause.agents and verb.lower_ in adjectives:
        words = [verb]
    elif scene.is_in(verb, "speech.copulas"):
        words = [c for c in verb.children if c.dep_ in ("acomp", "oprd", "attr", "xcomp") and c.lower_ in adjectives]
    elif (
        verb.lower_ in adjectives
        and verb.tag_ in ("VBN", "JJ")
        and verb.dep_ in ("acl", "conj", "ROOT", "ccomp", "oprd")
    ):
        words = [verb] if adjectives[verb.lower_].kind == "undertakings" else []
    else:
        return
    for word in words[:1]:
        cue = adjectives[word.lower_]
        completed = [
            c for c in word.children if c.dep_ in ("xcomp", "prep", "ccomp", "advcl", "pcomp") and c.i > word.i
        ]
        if not completed or (
            cue.prepositions and not any(c.lower_ in cue.prepositions or c.dep_ == "xcomp" for c in completed)
        ):
            continue
        holder = scene.holders.at(*clause.subject)
        if not holder.sides:
            holder = scene.holders.behind(scene.doc[clause.subject[0]], clause) if clause.subject else NOBODY
        act = cue.act
        if cue.needs_help and not is_help(word, scene):
            continue
        if cue.kind == "undertakings":
            if clause.negated:
                act = "decline"
            elif cue.act == "commit" and is_harm(word, scene):
                act = "threaten"
            elif cue.act == "commit" and scene.is_named(word, "offer.ready") and is_help(word, scene):
                act = "offer"
        elif clause.negated:
            continue
        inner = [
            p for p in word.children if p.dep_ in ("xcomp", "ccomp", "pcomp", "advcl") and p.pos_ in ("VERB", "AUX")
        ]
        inner += (
            predicates_under(word)
            if word.pos_ == "NOUN"
            else [g for c in completed for g in c.children if g.dep_ == "pcomp"]
        )
        yield Draft(
            cue.kind,
            act,
            cue.rule,
            clause,
            word.i,
            clause.head,
            scene.first_of(clause),
            holder,
            tuple(chain_of(inner)),
            covers=cue.kind == "statements",
        )


def is_help(word: Token, scene: Scene) -> bool:
    """True when what somebody is ready for is help or business held out: "ready to assist", "readiness for talks"."""
    for predicate in (
        *[c for c in word.children if c.dep_ in ("xcomp", "acl") and c.pos_ == "VERB"],
        *predicates_under(word),
    ):
        if predicate.pos_ == "VERB" and scene.is_in(predicate, "offer.verbs"):
            return True
        engaged = [n for name in ("in", "on", "into") for n in phrases_of(predicate).get(name, ())]
        if any(scene.is_in(o, "offer.talks") for o in (*objects_of(predicate, False), *engaged)):
            return True
    phrases = phrases_of(word)
    return any(scene.is_in(n, "offer.nouns") for name in ("for", "in", "to") for n in phrases.get(name, ()))


def is_harm(word: Token, scene: Scene) -> bool:
    """True when what somebody is ready for is harm: "ready to impose further measures", "prepared to retaliate"."""
    for predicate in (c for c in word.children if c.dep_ == "xcomp" and c.pos_ == "VERB"):
        if scene.is_in(predicate, "future.imposing"):
            return True
        if any(scene.is_in(o, "future.harm_nouns") and o.lemma_ != "force" for o in objects_of(predicate, False)):
            return not scene.is_in(predicate, "assertion.fight")
    return False


def by_noun(clause: Clause, verb: Token, scene: Scene) -> Iterator[Draft]:
    """Yield what a light verb utters: "expressed readiness", "extended an invitation", "voiced grief and concern"."""
    lemma = verb.lemma_.lower()
    nouns = scene.table.nouns
    seen: set[str] = set()
    found: list[Draft] = []
    light = lemma in scene.table.light
    if clause.negated:
        return
    for noun in objects_of(verb, clause.passive):
        measured = (
            [n for c in noun.children if c.lower_ == "of" for n in c.children]
            + [c for c in noun.children if c.dep_ in ("amod", "compound") and c.lemma_.lower() in nouns]
            if scene.is_in(noun, "speech.measures")
            else []
        )
        for word in with_coordinated(measured) or [noun_meant(noun)]:
            cue = nouns.get(word.lemma_.lower())
            if cue is None or not (lemma in cue.verbs if cue.verbs else light) or cue.act in seen:
                continue
            seen.add(cue.act)
            found.append(noun_draft(cue, clause, verb, word, scene))
    # "concern and condolences": sympathy, not blame.
    # "congratulations and best wishes": the wishes add nothing.
    for draft in found:
        wished = scene.is_in(scene.doc[draft.cue], "speech.wishes") and len(found) > 1
        if not (wished or (draft.act == "criticise" and "condole" in seen)):
            yield draft


def noun_draft(cue: WordCue, clause: Clause, verb: Token, noun: Token, scene: Scene) -> Draft:
    """Make the draft of a noun uttered with a light verb."""
    holder = scene.holders.doer(clause)
    act, kind, rule = cue.act, cue.kind, cue.rule
    inner = predicates_under(noun) + [c for c in verb.children if c.dep_ == "ccomp" and c.i > noun.i]
    if kind == "undertakings":
        owner = scene.holders.owner(noun) if act in ("commit", "offer") else NOBODY
        if owner.sides and owner.sides != holder.sides:
            holder = Holder(owner.sides, holder.person if owner.sides == holder.sides else None)
        if act == "commit" and cue.rule.endswith(("willingness", "interest")) and is_help(noun, scene):
            act = "offer"
        if (
            len(holder.sides) < 2
            and act in ("commit", "agree")
            and any(c.lower_ in scene.words("speech.joint") for c in noun.children)
        ):
            parties = scene.holders.parties_before(clause.head)
            holder = Holder(parties) if len(parties) > 1 and holder.sides <= parties else holder
    else:
        holder = holder_of(kind, act, clause, scene)
    if rule == "statement.affirm.support" and "against" in phrases_of(noun):
        act, rule = "reject", "statement.reject.stance"
    if noun.lemma_.lower() in ("hope", "expectation") and inner and is_about_another(clause, inner[0], scene):
        kind, act, rule = "undertakings", "request", "undertaking.request.hope"
    return Draft(
        kind,
        act,
        rule,
        clause,
        noun.i,
        verb.i,
        scene.first_of(clause),
        holder,
        tuple(chain_of(inner)),
        covers=kind == "statements" and cue.rule not in COVERING_NOTHING,
    )


def by_name(clause: Clause, verb: Token, scene: Scene) -> Iterator[Draft]:
    """Yield "termed the visit a milestone", "called it aggression": the name decides the stance."""
    if not scene.is_in(verb, "naming.verbs") or clause.negated or clause.possible or clause.future:
        return
    prepositions = [c.lower_ for c in verb.children if c.dep_ == "prep"]
    named = [c for c in verb.children if c.dep_ in ("oprd", "ccomp", "xcomp") or (c.lower_ == "as" and c.i > verb.i)]
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "attr")]
    named = named or objects[1:]  # "called the raid a threat": to some parses both are objects
    if (not named and (scene.is_in(verb, "naming.loose") or not objects)) or "on" in prepositions:
        return
    impersonal = clause.passive and not clause.agents
    holder = scene.holders.speaker(clause) if impersonal else scene.holders.doer(clause)
    if not holder.sides or (impersonal and clause.speaker is None) or not scene.is_abroad(clause, holder.sides):
        return
    words = scene.doc[verb.i + 1 : verb.right_edge.i + 1]
    stance = "reject" if scene.is_untrue(words) else scene.stance_of(words)
    if stance in (None, "affirm") and any(scene.is_in(t, "naming.praised") for t in words):
        stance = "praise"
    if stance == "criticise" and any(scene.is_in(t, "assertion.condemned") for t in words):
        stance = "condemn"
    above = scene.table.verbs.get(verb.head.lemma_.lower(), ()) if verb.dep_ == "advcl" else ()
    if stance == "condemn" and any(c.act == "condemn" for c in above):
        stance = "criticise"  # "condemned the raid, terming it a flagrant breach": blamed besides
    if stance is None or is_told_on(verb, objects, stance, scene):
        return
    content = tuple(chain_of([c for c in named if c.pos_ in ("VERB", "AUX")]))
    yield Draft(
        "statements",
        stance,
        f"statement.{stance}.naming",
        clause,
        verb.i,
        verb.i,
        scene.first_of(clause),
        holder,
        content,
        covers=True,
    )


def is_told_on(verb: Token, objects: list[Token], stance: str, scene: Scene) -> bool:
    """True where a participle tells on what its governor means: "praised him, describing him as a friend"."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG":
        return False
    cues = scene.table.verbs.get(verb.head.lemma_.lower(), ())
    evaluates = any(c.kind == "statements" and c.act not in ("affirm", "condemn") for c in cues)
    evaluates = evaluates or any(c.act == stance for c in cues)
    return evaluates and (stance != "affirm" or any(o.pos_ == "PRON" for o in objects))
