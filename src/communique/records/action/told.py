"""Is a deed told as done or being done? Promised, planned, wanted, doubted and denied ones are not.

In: a predicate or an event noun with its clauses. Out: a yes or no. Grammar decides first (tense, modals, negation,
conditions), then the words that govern the deed. Deliberately strict: a deed wrongly told costs more than one missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.action.words import DeedWords
from communique.records.cues.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

# Markers under which a finite clause is not told as a fact.
OPEN_MARKS = ("if", "unless", "until", "whether", "once", "before", "lest", "till")
# Those of them that a clause in the past tells as a fact beside another in the past.
PAST_MARKS = ("before", "until", "till", "once")
# Verbs whose clause is not told as a fact.
UNSAID = (
    "deny", "warn", "threaten", "fear", "hope", "hop", "expect", "propose", "demand", "request", "ask", "urge",
    "insist", "recommend", "suggest", "prevent", "reject",
)  # fmt: skip
# Prepositions that lead to what is only spoken of, unless somebody is thanked or blamed for it.
ABOUT = ("for", "regarding", "concerning", "about", "towards", "toward")
# Prepositions that lead to what is done before anything else happens.
AFTERWARDS = ("after", "following", "since", "despite")
# So many governors are looked at above an event noun: further up, what is wanted or planned is something else.
NOUN_GOVERNORS = 6


def is_told_verb(verb: Token, clause: Clause | None, scene: Scene, words: DeedWords) -> bool:
    """True when the clause of `verb` (None for a participle before its noun) tells what happened or happens."""
    lists = words.lists
    if any(c.dep_ == "neg" or (c.lower_ in ("never", "yet") and c.dep_ == "advmod") for c in verb.children):
        return False
    if any(c.dep_ == "aux" and c.lower_ in lists["unreal.modals"] for c in verb.children):
        return False
    if any(c.dep_ == "mark" and c.lower_ in OPEN_MARKS for c in verb.children) and not is_told_as_past(verb):
        return False
    if clause is not None and (clause.future or clause.possible or clause.conditional or clause.negated):
        return False
    if any(c.tag_ == "TO" for c in verb.children):
        return is_told_infinitive(verb, scene, words)
    if verb.dep_ == "amod":
        return not any(c.lower_ in lists["unreal.doubtful"] for c in verb.children)
    if verb.dep_ == "pcomp":
        return is_told_gerund(verb, scene, words)
    is_gerund = verb.tag_ == "VBG" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    if verb.dep_ in ("csubj", "csubjpass") or (is_gerund and verb.dep_ in ("xcomp", "nsubj", "dobj", "ccomp")):
        return verb.head.lemma_ in lists["unreal.carried"] and is_told_above(verb, scene, words)
    if verb.tag_ == "VB" and verb.dep_ in ("ccomp", "conj", "ROOT", "xcomp") and not has_do(verb):
        # "demanded that it lift", "let us impose"
        return False
    if verb.dep_ in ("relcl", "acl"):
        noun = verb.head
        if noun.lemma_.lower() in lists["unreal.nouns"] and noun.lemma_.lower() not in ("deal", "agreement"):
            return False
        return is_told_noun(noun, scene, words) if verb.dep_ == "acl" and verb.tag_ == "VBG" else True
    if verb.dep_ == "ccomp" and is_unsaid(verb.head):
        return False
    return is_told_above(verb, scene, words)


def is_told_as_past(verb: Token) -> bool:
    """True for what something else was before or until: "negotiated before the troops withdrew in 2021"."""
    is_time = any(c.dep_ == "mark" and c.lower_ in PAST_MARKS for c in verb.children)
    return is_time and verb.tag_ == "VBD" and verb.head.tag_ in ("VBD", "VBN")


def is_unsaid(above: Token) -> bool:
    """True for verbs whose clause is wanted, feared, denied or, with a negation, not let happen."""
    if above.lemma_ in ("let", "allow", "permit") and any(c.dep_ == "neg" for c in above.children):
        return True
    return above.lemma_ in UNSAID


def has_do(verb: Token) -> bool:
    return any(c.lemma_ == "do" for c in verb.children)


def is_told_above(verb: Token, scene: Scene, words: DeedWords) -> bool:
    """False when what a predicate is coordinated with or hangs on is itself to come or in doubt."""
    if verb.dep_ not in ("conj", "xcomp", "advcl"):
        return True
    if verb.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children):
        return True
    head = verb.head
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > head.i and any(c.tag_ == "TO" for c in head.children):
        # "provided funds to start the work, later adding more": a participle behind a purpose goes on with the main
        # clause.
        while head.head.i != head.i and any(c.tag_ == "TO" for c in head.children):
            head = head.head
        if head.lemma_ in words.lists["unreal.verbs"]:
            return False
    above = scene.clauses.get(head.i)
    if above is None:
        return head.pos_ not in ("VERB", "AUX") or is_told_verb(head, None, scene, words)
    if verb.dep_ == "advcl" and any(c.dep_ == "mark" for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBG", "VBZ") and verb.tag_ != head.tag_:
        return not (above.future or above.possible)
    return is_told_verb(head, above, scene, words)


def is_told_infinitive(verb: Token, scene: Scene, words: DeedWords) -> bool:
    """True for infinitives that are carried out: "began to deploy", "Peru's decision to suspend"."""
    governor = verb.head
    while (
        governor.dep_ == "conj" and governor.pos_ in ("VERB", "AUX") and any(c.tag_ == "TO" for c in governor.children)
    ):
        governor = governor.head
    if (
        verb.dep_ in ("acl", "relcl", "xcomp")
        and governor.lemma_.lower() in words.lists["unreal.decided"]
        and governor.pos_ == "NOUN"
    ):
        owned = any(
            c.dep_ in ("poss", "amod", "compound") and c.i in scene.context.cast.references for c in governor.children
        )
        has_effect = governor.dep_ == "nsubj"  # "the decision to impose tariffs will hurt"
        return (owned or any(c.dep_ == "poss" for c in governor.children)) and (
            has_effect or is_told_noun(governor, scene, words)
        )
    if (
        verb.dep_ not in ("xcomp", "conj")
        or governor.lemma_ not in words.lists["unreal.carried"]
        or governor.lemma_ in ("be", "have", "go")
    ):
        return False
    above = scene.clauses.get(governor.i)
    return above is None or is_told_verb(governor, above, scene, words)


def is_told_gerund(verb: Token, scene: Scene, words: DeedWords) -> bool:
    """True for "by suspending", "thanked them for sending"; False for "talks on lifting", "instead of closing"."""
    preposition = verb.head
    name = preposition.lower_
    if name not in words.lists["unreal.gerund"]:
        return False
    if name in AFTERWARDS:
        # "hope to talk after slapping tariffs on each other": what came before is done.
        return True
    above = preposition.head
    if name in ("for", "in"):
        credited = words.lists["unreal.credited"]
        return any(t.lemma_.lower() in credited for t in (above, above.head, above.head.head))
    clause = scene.clauses.get(above.i)
    return clause is None or is_told_verb(above, clause, scene, words)


def is_told_noun(noun: Token, scene: Scene, words: DeedWords) -> bool:
    """True when nothing above an event noun wants, plans, doubts or forbids it."""
    lists = words.lists
    if any(c.lower_ in lists["unreal.doubtful"] for c in noun.children):
        return False
    at, steps = noun, 0
    while at.head.i != at.i and steps < NOUN_GOVERNORS:
        above, steps = at.head, steps + 1
        if at.dep_ == "prep" and at.lower_ == "against":
            return False
        if at.dep_ == "prep" and at.lower_ in ABOUT and above.lemma_.lower() not in lists["unreal.credited"]:
            return False
        if above.lower_ in ABOUT and above.dep_ == "prep" and above.pos_ == "VERB":
            # "regarding", "concerning"
            return False
        if above.pos_ in ("VERB", "AUX"):
            clause = scene.clauses.get(above.i)
            if at.dep_ in ("nsubj", "nsubjpass"):
                return clause is None or not (
                    clause.negated or clause.conditional or (clause.possible and clause.passive) or clause.future
                )
            if at.dep_ == "prep" and at.lower_ in (
                "after",
                "following",
                "since",
                "amid",
                "despite",
                "over",
                "by",
                "with",
                "in",
            ):
                return True
            return above.lemma_ not in lists["unreal.verbs"] and (
                clause is None or is_told_verb(above, clause, scene, words)
            )
        if above.pos_ == "NOUN" and above.lemma_.lower() in lists["unreal.nouns"]:
            return False
        at = above
    return True
