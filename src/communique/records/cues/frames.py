"""Tell whether the frame that a verb cue asks for is there, and which predicates say what is meant.

In: a cue, a clause and what its verb governs. Out: the predicates of the content, or None. Grammar and the cast only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.scene import Scene
from communique.records.cues.table import VerbCue

if TYPE_CHECKING:
    from spacy.tokens import Token


def fit(
    cue: VerbCue,
    clause: Clause,
    scene: Scene,
    objects: list[Token],
    phrases: dict[str, list[Token]],
    complements: dict[str, list[Token]],
) -> tuple[int, ...] | None:
    """Return the predicates of the content when the frame of `cue` is there (maybe none), else None."""
    if not admits(cue, clause, scene) or (cue.particle and cue.particle not in phrases):
        return None
    if cue.objectless and objects and not clause.passive and not {"on", "upon"} & phrases.keys():
        return None
    content = [p for form in ("that", "infinitive", "gerund") if form in cue.takes for p in complements.get(form, ())]
    if "for" in cue.takes and not content:
        # "called for them to leave": the preposition opens the infinitive.
        content.extend(p for p in complements.get("infinitive", ()) if any(c.lower_ == "for" for c in p.children))
    for preposition in phrases:
        if f"{preposition}_infinitive" in cue.takes:
            content.extend(complements.get("infinitive", ()))
        if f"{preposition}_gerund" in cue.takes:
            content.extend(p for p in phrases[preposition] if p.tag_ == "VBG")
    if content:
        if not means(cue, content[0], complements):
            return None
        if cue.other_subject and not (is_about_another(clause, content[0], scene) or is_demanded(content[0], scene)):
            return None
        if cue.weighty and not is_weighty(content[0], scene):
            return None
        if cue.own and any(c.dep_ == "nsubj" for c in content[0].children):
            return None  # "wanted her to join": another's doing
        return tuple(chain_of(content))
    if cue.other_subject or cue.meant:
        return None
    nouns = [o for o in objects if o.lemma_.lower() not in cue.excluded] if "object" in cue.takes else []
    governed = [
        n for name, found in phrases.items() if name in cue.takes for n in found if n.lemma_.lower() not in cue.excluded
    ]
    if cue.objects:
        if cue.act == "accept" and not any(n.lemma_.lower() in cue.objects for n in nouns):
            nouns.extend(offered_before(scene.doc[clause.head], cue))
        nouns, governed = ([n for n in found if n.lemma_.lower() in cue.objects] for found in (nouns, governed))
    if cue.other_holder:
        governed = [n for n in governed if scene.holders.at(n.i).sides or scene.holders.owner(n).sides]
    if cue.completed and not is_completed([*nouns, *governed], complements, phrases, scene):
        return None
    if cue.takes and not nouns and not governed and not (cue.particle and cue.particle in cue.takes):
        return None
    inner = [p for n in (*nouns, *governed) for p in predicates_under(n)]
    # What a preposition governs belongs to the act: "thanked them for coming".
    inner.extend(p for found in phrases.values() for p in found if p.pos_ == "VERB" and p not in inner)
    return tuple(chain_of(inner))


def admits(cue: VerbCue, clause: Clause, scene: Scene) -> bool:
    """True when a clause has the subject, the voice and the tense that a cue asks for."""
    if cue.active and (clause.passive or is_participle(scene.doc[clause.head])):
        return False
    if cue.reported and clause.speaker is None:
        return False
    if cue.finite and is_participle(scene.doc[clause.head]):
        return False
    if cue.lasting and clause.future:
        return False
    if cue.adverbs and not any(c.lower_ in cue.adverbs for c in scene.doc[clause.head].children):
        return False
    if cue.current and clause.speaker is None and scene.doc[clause.head].tag_ == "VBD":
        return False
    if cue.side_subject or cue.own:
        sides = scene.holders.at(*clause.subject).sides
        if not sides or (cue.own and not sides & scene.holders.speaker(clause).sides):
            return False
    return True


def is_weighty(predicate: Token, scene: Scene) -> bool:
    """True when a clause speaks of ties or worth, or of an outcome: what somebody believes or hopes else is a guess."""
    if scene.is_in(predicate, "future.outcome"):
        return True
    return any(scene.is_in(t, f"assertion.{name}") for t in predicate.subtree for name in ("ties", "worth", "praise"))


def is_participle(verb: Token) -> bool:
    """True for a past participle that only modifies a noun: "steps aimed at helping" tells nobody's aim."""
    return verb.tag_ == "VBN" and verb.dep_ == "acl"


def means(cue: VerbCue, predicate: Token, complements: dict[str, list[Token]]) -> bool:
    """True when the content's first predicate is one that a cue admits."""
    lemma = predicate.lemma_.lower()
    if lemma in cue.not_meant or (cue.meant and lemma not in cue.meant):
        return False
    is_fact = predicate.tag_ in ("VBD", "VBZ") or predicate.lower_ in ("are", "am")
    if not cue.unreal or not is_fact or predicate not in complements.get("that", ()):
        return True
    return any(c.tag_ == "MD" for c in predicate.children)


def is_completed(
    nouns: list[Token], complements: dict[str, list[Token]], phrases: dict[str, list[Token]], scene: Scene
) -> bool:
    """True when it is said what a deal is for: "signed an agreement to build", "an accord on trade"."""
    if complements.get("infinitive") or "for" in phrases:
        return True
    purposes = scene.words("pact.purposes")
    for noun in nouns:
        if noun.pos_ in ("VERB", "AUX"):
            return True
        if any(c.dep_ == "compound" and c.lower_ in purposes for c in noun.children):
            return True
        if any(
            c.dep_ in ("acl", "relcl")
            or (c.dep_ == "prep" and c.lower_ in ("on", "for", "to", "in", "regarding", "under", "about"))
            for c in noun.children
        ):
            return True
    return False


def offered_before(verb: Token, cue: VerbCue) -> list[Token]:
    """Return the last offer of a sentence where only a pronoun stands for it: "invited her, which she accepted"."""
    if not any(c.dep_ == "dobj" and (c.pos_ == "PRON" or c.tag_ == "WDT") for c in verb.children):
        return []
    before = [t for t in verb.doc[verb.sent.start : verb.i] if t.pos_ == "NOUN" and t.lemma_.lower() in cue.objects]
    return before[-1:]


def is_about_another(clause: Clause, predicate: Token, scene: Scene) -> bool:
    """True when the content's subject is a side, or somebody, other than the clause's own."""
    content = scene.clauses.get(predicate.i)
    if content is None or not content.subject:
        return False
    if clause.passive and not clause.agents:
        speaker = scene.holders.speaker(clause).sides
        asked = scene.holders.at(*content.subject).sides
        return bool(speaker and asked) and not speaker & asked
    if content.subject == clause.subject:
        return False
    sides = scene.holders.at(*content.subject).sides
    return bool(sides) and not sides <= scene.holders.doer(clause).sides


def is_demanded(predicate: Token, scene: Scene) -> bool:
    """True for a thing that "should" or "must" be so: "insisted that the talks should focus on trade"."""
    content = scene.clauses.get(predicate.i)
    duty = any(c.dep_ == "aux" and c.lower_ in scene.words("duty.modals") for c in predicate.children)
    return duty and content is not None and bool(content.subject) and not scene.holders.at(*content.subject).sides


def noun_meant(noun: Token) -> Token:
    """Return the noun that a relative pronoun stands for ("a truce, which Ukraine accepted")."""
    if noun.tag_ in ("WDT", "WP") and noun.head.dep_ == "relcl":
        return noun.head.head
    return noun


def predicates_under(noun: Token) -> list[Token]:
    """Return the predicates that complete a noun ("readiness to help"), or the noun itself if it is one."""
    if noun.pos_ in ("VERB", "AUX"):
        return [noun]
    found = [
        c
        for c in noun.children
        if c.dep_ in ("acl", "ccomp", "xcomp", "relcl") and c.dep_ != "relcl" and c.pos_ in ("VERB", "AUX")
    ]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "for", "of", "in", "towards", "on"):
            found.extend(c for c in child.children if c.dep_ == "pcomp")
    return found


def chain_of(predicates: list[Token]) -> list[int]:
    """Return predicates with those coordinated to them and those that complete them."""
    found = [p.i for p in predicates]
    queue = list(predicates)
    while queue:
        for child in queue.pop().children:
            if (
                child.dep_ in ("conj", "xcomp", "ccomp", "pcomp")
                and child.pos_ in ("VERB", "AUX")
                and child.i not in found
            ):
                if child.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children):
                    continue
                found.append(child.i)
                queue.append(child)
    return found
