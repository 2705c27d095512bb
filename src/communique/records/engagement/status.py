"""How real a contact is: held, ongoing, planned, invited, possible, cancelled, or denied (None: it is not coded).

In: the word that tells the contact, and the clauses above it. The nearest cue wins: an adjective beside the noun,
then the flags of the clause, then what the governing verbs make of it ("plans to", "postponed", "refused to").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.engagement.scene import Scene
from communique.records.engagement.words import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far up a chain of clauses a governing verb is looked for.
STEPS = 4


def governing_of(scene: Scene, verb: Token) -> str | None:
    """Return what a governing verb or noun makes of a contact; particles count ("called off" is no "called")."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ == "prt":
            return scene.words.governing.get(f"{lemma} {child.lower_}", scene.words.governing.get(lemma))
    return scene.words.governing.get(lemma)


def status_of_verb(scene: Scene, clause: Clause) -> str | None:
    """Return the status of a contact that a clause's own verb tells, or None where the text denies it."""
    head = scene.context.reading.doc[clause.head]
    leading = scene.clause_headed(head.head.i) if _goes_on(head) else None
    if leading is not None and not clause.negated:
        # "will visit Rome and hold talks": as real as what it goes on with.
        return status_of_verb(scene, leading)
    if clause.negated or clause.conditional or any(c.lower_ in scene.words.grammar["duty"] for c in head.children):
        return None
    if clause.possible:
        return "possible"
    if head.dep_ == "pcomp" and head.head.lower_ in scene.words.grammar["without"]:
        return None
    above = _status_from_above(scene, clause)
    if above == "denied":
        return None
    if above is not None:
        return above
    if clause.future:
        return "planned"
    for child in head.children:
        if child.dep_ == "acomp" and head.lemma_ == "be" and child.lemma_.lower() in scene.words.governing:
            return scene.words.governing[child.lemma_.lower()]
    if head.tag_ in ("VBZ", "VBP") and any(
        c.dep_ == "mark" and c.lower_ in scene.words.grammar["not_yet"] for c in head.children
    ):
        return "possible"
    if head.tag_ == "VBG" and any(c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP") for c in head.children):
        return "ongoing"
    return "held"


def _goes_on(head: Token) -> bool:
    """True for the second verb of "will visit and meet", which shares the first one's "will"."""
    is_bare = head.tag_ == "VB" and not any(c.dep_ in ("aux", "nsubj", "nsubjpass", "mark") for c in head.children)
    return is_bare and head.dep_ == "conj" and head.head.tag_ == "VB"


def _status_from_above(scene: Scene, clause: Clause) -> str | None:
    """Return what the verbs above make of a clause, through infinitives only ("plans to visit"), else None."""
    doc = scene.context.reading.doc
    clauses = scene.context.reading.clauses
    at = clause
    for _ in range(STEPS):
        head = doc[at.head]
        if head.dep_ == "pcomp" and head.head.lower_ in scene.words.grammar["after"]:
            # "is ready to talk after visiting": what came before is done.
            return None
        infinitive = is_infinitive(head)
        gerund = head.tag_ == "VBG" and at.relation in ("xcomp", "pcomp", "ccomp", "dobj")
        governor = _noun_governor(head)
        if infinitive and governor is not None:
            given = governing_of(scene, governor)
            if given or governor.pos_ == "PROPN":
                # "Macron to visit Washington": a headline's future.
                return given or "planned"
            if governor.lemma_.lower() not in scene.words.groups:
                return "possible"
        if infinitive and at.parent is None:
            return "planned"
        if at.parent is None:
            break
        parent = clauses[at.parent]
        verb = doc[parent.head]
        if not (infinitive or gerund):
            break
        given = governing_of(scene, verb)
        adjective = next((c for c in verb.children if c.dep_ in ("acomp", "attr", "prt")), None)
        if given is None and verb.lemma_ == "be" and adjective is not None:
            given = scene.words.governing.get(adjective.lemma_.lower()) or (
                "possible" if adjective.pos_ == "ADJ" else None
            )
        if given == "denied" or parent.negated:
            return "denied"
        if given:
            return given
        if parent.possible or parent.conditional:
            return "possible"
        if parent.future:
            return "planned"
        if infinitive and at.relation == "advcl" and verb.tag_ in ("VBZ", "VBP"):
            return "planned"
        at = parent
    return None


def is_infinitive(head: Token) -> bool:
    """True for "to visit", for the second of "to meet and visit", and for "to be received"."""
    while head.dep_ == "conj" and head.tag_ == "VB" and head.head.tag_ == "VB":
        head = head.head
    is_passive = head.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in head.children)
    return (head.tag_ == "VB" or is_passive) and any(child.tag_ == "TO" for child in head.children)


def _noun_governor(head: Token) -> Token | None:
    """Return the noun that an infinitive depends on ("an invitation to visit", "his wish to meet")."""
    while head.dep_ == "conj" and head.head.tag_ == "VB":
        head = head.head
    return head.head if head.dep_ in ("acl", "relcl") and head.head.pos_ in ("NOUN", "PROPN") else None


def status_of_noun(scene: Scene, token: Token) -> str | None:
    """Return the status of a contact that a noun tells, or None where the text denies it."""
    beside = None
    for child in token.children:
        if child.lower_ in scene.words.grammar["none"] and child.dep_ == "det":
            return None
        if child.dep_ in ("amod", "compound", "advmod", "det", "nmod"):
            beside = beside or scene.words.beside.get(child.lower_)
    if beside and not _is_cancelled(scene, token):
        return beside
    told = _status_from_below(scene, token)
    if told is not None and not _is_cancelled(scene, token):
        return told
    clause = scene.clause_over(token.i)
    if clause is None:
        return "held"
    doc = scene.context.reading.doc
    verb = doc[clause.head]
    if governing_of(scene, verb) and any(
        c.lower_ in scene.words.grammar["none"] for s in clause.subject for c in doc[s].children
    ):
        # "no date has been set for a meeting"
        return None
    if (whole := _whole_of_part(scene, token) or _row_of(scene, token)) is not None:
        return status_of_noun(scene, whole)
    relation, through = _path(token, verb)
    for word in through:
        given = scene.words.governing.get(word) if word != "call" else None
        if word in scene.words.grammar["prospects"]:
            given = given or "possible"
        if given:
            is_denied = given == "denied" or clause.negated or governing_of(scene, verb) == "denied"
            return None if is_denied or _has_none(scene, token, verb) else given
    if verb.lemma_ == "be":
        for child in verb.children:
            if child.dep_ == "acomp" and child.lemma_.lower() in scene.words.governing:
                given = scene.words.governing[child.lemma_.lower()]
                return None if given == "denied" or clause.negated else given
    if relation in ("dobj", "nsubjpass", "nsubj", "attr", "npadvmod", "oprd"):
        if verb.lemma_ in scene.words.holding:
            return status_of_verb(scene, clause)
        given = governing_of(scene, verb)
        if given == "denied":
            return None
        purpose = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        is_about_effect = purpose is not None and purpose.lemma_ not in scene.words.holding
        if given and relation != "nsubj" and not is_about_effect:
            return None if clause.negated else given
        return "held"
    if _is_coming(scene, token, verb):
        return "planned"
    led_to = _led_to(scene, token, verb)
    if led_to is not None:
        return None if clause.negated else led_to
    if verb.lemma_ == "be" and scene.words.nouns.get(scene.lemmas[token.i]) in _trips(scene) and _is_present(verb):
        # "is on a visit", "has been on a visit since"
        return "ongoing"
    if clause.future and not through and verb.lemma_ in scene.words.holding | scene.words.verbs.keys():
        return "planned"
    return "held"


def _has_none(scene: Scene, token: Token, verb: Token) -> bool:
    """True for "no possibility of talks"."""
    at = token
    while at.head.i not in (at.i, verb.i):
        at = at.head
        if any(c.lower_ in scene.words.grammar["none"] and c.dep_ == "det" for c in at.children):
            return True
    return False


def _trips(scene: Scene) -> tuple[Frame, ...]:
    return tuple(frame for frame in scene.words.nouns.values() if frame.place)


def _is_present(verb: Token) -> bool:
    """True for "is" and "has been"."""
    return verb.tag_ in ("VBZ", "VBP") or any(c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP") for c in verb.children)


def _is_coming(scene: Scene, token: Token, verb: Token) -> bool:
    """True for what others happen "towards" or "ahead of": it is still to come, unless it is told as of the past."""
    at = token
    while at.head.i not in (at.i, verb.i):
        at = at.head
        if at.lower_ in scene.words.grammar["coming"]:
            return not any(child.lower_ in scene.words.past for child in token.subtree)
    return False


def _led_to(scene: Scene, token: Token, verb: Token) -> str | None:
    """Return what a verb with its preposition makes of a contact: "looks forward to the visit", "called for talks"."""
    at = token
    is_trip = scene.words.nouns.get(scene.lemmas[token.i]) in _trips(scene)
    if is_trip and verb.lemma_.lower() in scene.words.grammar["being_there"]:
        # "arrived for a visit"
        return None
    while at.head.i not in (at.i, verb.i):
        at = at.head
    return scene.words.governing.get(f"{verb.lemma_.lower()} {at.lower_}") if at.dep_ == "prep" else None


def _is_cancelled(scene: Scene, token: Token) -> bool:
    """True where the verb over a noun calls the contact off."""
    clause = scene.clause_over(token.i)
    verb = scene.context.reading.doc[clause.head] if clause is not None else None
    return verb is not None and governing_of(scene, verb) == "cancelled"


def _status_from_below(scene: Scene, token: Token) -> str | None:
    """Return what the noun's own clauses say of it: "talks scheduled for May", "a meeting that will be held"."""
    for own in token.children:
        if own.dep_ not in ("acl", "relcl", "conj") or own.i < token.i or own.pos_ not in ("VERB", "AUX"):
            continue
        if any(between.tag_ == "WRB" for between in own.doc[token.i + 1 : own.i]):
            # "a visit to Oslo, where he is expected to": said of what happens there.
            continue
        below = scene.clause_headed(own.i)
        if below is not None and own.lemma_ in scene.words.holding and (below.future or below.possible):
            return "planned" if below.future else "possible"
        if own.lemma_ in scene.words.grammar["announcing"]:
            return scene.words.governing[own.lemma_]
    return None


def _whole_of_part(scene: Scene, token: Token) -> Token | None:
    """Return the talks that a meeting is one of: "will hold several meetings, including a meeting with"."""
    at = token
    while at.dep_ == "conj":
        at = at.head
    if at.dep_ != "pobj" or at.head.lower_ not in scene.words.grammar["part_of"]:
        return None
    whole = at.head.head
    return whole if scene.lemmas[whole.i] in scene.words.nouns and whole.i < token.i else None


def _row_of(scene: Scene, token: Token) -> Token | None:
    """Return the "round" or "session" that is one of some talks: what is said of it is said of them."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return None
    row = token.head.head
    frame = scene.words.nouns.get(scene.lemmas[row.i])
    return row if frame is not None and frame.again and row.i < token.i else None


def _path(token: Token, verb: Token) -> tuple[str, list[str]]:
    """Return the relation by which a noun hangs on its verb, and the lemmas of the nouns and adverbs on the way."""
    through = []
    at = token
    relation = token.dep_
    while at.head.i not in (at.i, verb.i):
        at = at.head
        if at.pos_ in ("NOUN", "ADJ"):
            through.append(at.lemma_.lower())
        relation = "prep" if at.dep_ == "prep" else relation
        if at.dep_ in ("dobj", "nsubj", "nsubjpass") and relation != "prep":
            relation = at.dep_
    return ("prep" if at.dep_ == "prep" else relation), through
