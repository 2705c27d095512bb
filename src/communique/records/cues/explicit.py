"""Acts that are named: by a verb ("urged"), a noun with a light verb ("expressed readiness"), an adjective ("is willing").

In: a clause. Out: drafts. What the frames of a cue ask for is in the cue tables; who holds it, in `holders`.
Deliberately missed: cue verbs in purpose clauses ("came to support"), and nouns that nobody utters or holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.cues.grammar import complements_of, objects_of, phrases_of, with_coordinated
from communique.records.cues.holders import NOBODY, Holder
from communique.records.cues.scene import Draft, Scene
from communique.records.cues.table import VerbCue, WordCue

if TYPE_CHECKING:
    from spacy.tokens import Token

COPULAS = ("be", "remain", "stand", "become", "feel", "appear", "seem", "stay")
# Governors under which an infinitive is as real as they are: "continue to urge", "would like to thank".
TRANSPARENT = ("continue", "want", "wish", "like", "be", "go", "proceed", "love", "begin", "start", "have", "need")


def find_explicit(clause: Clause, scene: Scene) -> list[Draft]:
    """Return the drafts of the acts that a clause names."""
    verb = scene.doc[clause.head]
    if clause.conditional or not is_told(verb, scene):
        return []
    if is_opening(verb, scene):
        return []
    drafts = list(by_adjective(clause, verb, scene))
    if not drafts:
        drafts = list(by_noun(clause, verb, scene))
    if not drafts:
        drafts = list(by_verb(clause, verb, scene))
    if not drafts:
        drafts = list(by_name(clause, verb, scene))
    return drafts


def is_opening(verb: Token, scene: Scene) -> bool:
    """True for a participle that only opens what is then said: "Highlighting the potential, the envoy noted that"."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.i > verb.head.i or verb.left_edge.i != verb.sent.start:
        return False
    cues = scene.table.verbs.get(verb.lemma_.lower(), ())
    return any(c.emphatic for c in cues) and verb.head.lemma_ in (
        "say",
        "note",
        "remark",
        "state",
        "add",
        "observe",
        "warn",
        "mention",
    )


def is_told(verb: Token, scene: Scene) -> bool:
    """False for infinitives of purpose and for nouns' infinitives: they tell no deed."""
    if verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children):
        governor = verb.head
        while governor.dep_ == "conj":
            governor = governor.head
        above = scene.clauses.get(governor.i)
        if above is not None and (above.future or above.possible) and governor.lemma_ != "like":
            # "will continue to support" undertakes, it does not support.
            return False
        return verb.dep_ in ("xcomp", "conj") and governor.lemma_ in TRANSPARENT
    if verb.dep_ in ("csubj", "csubjpass", "nsubj"):
        return False
    if verb.dep_ == "advcl" and any(
        c.dep_ in ("mark", "advmod") and c.lower_ in ("once", "until", "when") for c in verb.children
    ):
        above = scene.clauses.get(verb.head.i)
        return above is None or not (above.future or above.possible)
    if verb.dep_ == "pcomp" and verb.head.lower_ in (
        "for",
        "of",
        "in",
        "at",
        "from",
        "without",
        "after",
        "before",
        "to",
    ):
        return any(c.dep_ == "nsubj" for c in verb.children)
    return True


def by_verb(clause: Clause, verb: Token, scene: Scene) -> Iterator[Draft]:
    """Yield the first reading of the verb whose frame is there."""
    cues = scene.table.verbs.get(verb.lemma_.lower())
    if not cues or (clause.possible and not clause.future and not any(c.act == "threaten" for c in cues)):
        return
    objects, phrases, complements = objects_of(verb, clause.passive), phrases_of(verb), complements_of(verb)
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
        act, kind, rule = cue.act, cue.kind, cue.rule
        if cue.reported or cue.side_subject:
            holder, act = as_said(holder, act, clause, verb, scene)
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


def noun_meant(noun: Token) -> Token:
    """Return the noun that a relative pronoun stands for ("a truce, which Ukraine accepted")."""
    if noun.tag_ in ("WDT", "WP") and noun.head.dep_ == "relcl":
        return noun.head.head
    return noun


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
    content = [p for form in ("that", "infinitive", "gerund") if form in cue.takes for p in complements.get(form, ())]
    for preposition in phrases:
        if f"{preposition}_infinitive" in cue.takes:
            content.extend(complements.get("infinitive", ()))
        if f"{preposition}_gerund" in cue.takes:
            content.extend(p for p in phrases[preposition] if p.tag_ == "VBG")
    if content:
        if cue.other_subject and not is_about_another(clause, content[0], scene):
            return None
        return tuple(chain_of(content))
    if cue.other_subject:
        return None
    nouns = [o for o in objects if o.lemma_.lower() not in cue.excluded] if "object" in cue.takes else []
    governed = [n for name, found in phrases.items() if name in cue.takes for n in found]
    if cue.objects:
        nouns, governed = ([n for n in found if n.lemma_.lower() in cue.objects] for found in (nouns, governed))
    if cue.other_holder:
        governed = [n for n in governed if scene.holders.at(n.i).sides or scene.holders.owner(n).sides]
    if cue.completed and not is_completed([*nouns, *governed], complements, phrases):
        return None
    if cue.takes and not nouns and not governed and not (cue.particle and cue.particle in cue.takes):
        return None
    inner = [p for n in (*nouns, *governed) for p in predicates_under(n)]
    # What a preposition governs belongs to the act: "thanked them for coming".
    inner.extend(p for found in phrases.values() for p in found if p.pos_ == "VERB" and p not in inner)
    return tuple(chain_of(inner))


def admits(cue: VerbCue, clause: Clause, scene: Scene) -> bool:
    """True when a clause has the subject, the voice and the tense that a cue asks for."""
    if (cue.active and clause.passive) or (cue.reported and clause.speaker is None):
        return False
    if cue.current and clause.speaker is None and scene.doc[clause.head].tag_ == "VBD":
        return False
    if cue.side_subject or cue.own:
        sides = scene.holders.at(*clause.subject).sides
        if not sides or (cue.own and not sides & scene.holders.speaker(clause).sides):
            return False
    return True


def is_completed(nouns: list[Token], complements: dict[str, list[Token]], phrases: dict[str, list[Token]]) -> bool:
    """True when it is said what a deal is for: "signed an agreement to build", "an accord on trade"."""
    if complements.get("infinitive") or "for" in phrases:
        return True
    for noun in nouns:
        if noun.pos_ in ("VERB", "AUX"):
            return True
        if any(
            c.dep_ in ("acl", "relcl")
            or (c.dep_ == "prep" and c.lower_ in ("on", "for", "to", "in", "regarding", "under", "about"))
            for c in noun.children
        ):
            return True
    return False


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


def predicates_under(noun: Token) -> list[Token]:
    """Return the predicates that complete a noun ("readiness to help", "hope that it ends"), or the noun if it is one."""
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
    """Return the parties of an agreement: those named, with whom "with" names, else the occasion's where only they are meant."""
    others = scene.holders.at(*(n.i for n in (*phrases.get("with", ()), *phrases.get("between", ())))).sides
    sides = holder.sides | others
    if len(sides) < 2 and (clause.passive or is_plural(clause, scene)):
        parties = scene.holders.parties_before(clause.head)
        if sides <= parties and len(parties) > 1:
            sides = parties
    if len(sides) < 2:
        return holder, cue.alone or cue.act
    return Holder(sides, holder.person if len(holder.sides) < 2 else None), cue.act


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
        modals = [c.lower_ for c in scene.doc[content[0]].children if c.dep_ == "aux"]
        return not {"should", "must", "shall", "to"} & set(modals)
    return False


def by_name(clause: Clause, verb: Token, scene: Scene) -> Iterator[Draft]:
    """Yield "termed the visit a milestone", "called it aggression": the name decides the stance."""
    if not scene.is_in(verb, "naming.verbs") or clause.negated or clause.possible or clause.future:
        return
    named = [c for c in verb.children if c.dep_ in ("oprd", "ccomp", "xcomp") or (c.lower_ == "as" and c.i > verb.i)]
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "attr")]
    if verb.lemma_ == "call" and any(c.lower_ in ("on", "upon", "for") for c in verb.children):
        return
    loose = verb.lemma_ in ("call", "see", "view", "declare", "define", "consider", "hail", "regard")
    if not named and (loose or len(objects) < 1):
        return
    if (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and any(
            c.kind == "statements" and c.act != "affirm" for c in scene.table.verbs.get(verb.head.lemma_.lower(), ())
        )
    ):
        # "praised him, describing him as a friend": the same meaning, told on.
        return
    holder = scene.holders.speaker(clause) if clause.passive and not clause.agents else scene.holders.doer(clause)
    if not holder.sides or (clause.passive and not clause.agents and clause.speaker is None):
        return
    stance = scene.stance_of(scene.doc[verb.i + 1 : verb.right_edge.i + 1])
    if stance is None or not scene.is_abroad(clause, holder.sides):
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


def is_plural(clause: Clause, scene: Scene) -> bool:
    """True for subjects that mean several at once: "they", "both", "the two sides"."""
    for i in clause.subject:
        token = scene.doc[i]
        if token.lower_ in ("they", "both", "we") or any(c.lower_ in ("both", "two", "three") for c in token.children):
            return True
    return False


def by_adjective(clause: Clause, verb: Token, scene: Scene) -> Iterator[Draft]:
    """Yield the readiness, confidence or concern that a copula states of its subject."""
    adjectives = scene.table.adjectives
    if clause.passive and not clause.agents and verb.lower_ in adjectives:
        words = [verb]
    elif verb.lemma_ in COPULAS:
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
            holder = scene.holders._stand_in(scene.doc[clause.subject[0]], clause, True) if clause.subject else NOBODY
        act = cue.act
        if cue.kind == "undertakings":
            if clause.negated:
                act = "decline"
            elif cue.act == "commit" and is_help(word, scene):
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
    phrases = phrases_of(word)
    return any(scene.is_in(n, "offer.nouns") for name in ("for", "in", "to") for n in phrases.get(name, ()))


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
    yield from (d for d in found if not (d.act == "criticise" and "condole" in seen))


def noun_draft(cue: WordCue, clause: Clause, verb: Token, noun: Token, scene: Scene) -> Draft:
    """Make the draft of a noun uttered with a light verb."""
    holder = scene.holders.doer(clause)
    act, kind, rule = cue.act, cue.kind, cue.rule
    inner = predicates_under(noun) + [c for c in verb.children if c.dep_ == "ccomp" and c.i > noun.i]
    if kind == "undertakings":
        owner = scene.holders.owner(noun) if act in ("commit", "offer") else NOBODY
        if owner.sides and owner.sides != holder.sides:
            holder = Holder(owner.sides, holder.person if owner.sides == holder.sides else None)
        if act == "commit" and cue.rule.endswith("willingness") and is_help(noun, scene):
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
        covers=kind == "statements" and cue.rule != "statement.affirm.support",
    )
