"""Contact told by a noun: "held talks with", "a meeting between", "Xi's visit to", "in a call with", "the signing of".

In: the scene. Out: a `Mention` for every noun with a frame, with the sides its own phrase and its governing verb give.
Nouns whose words only point back ("during the meeting") come out as `back` mentions without sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.model.cast import Reference
from communique.model.place import Place
from communique.records.engagement.arguments import are_two
from communique.records.engagement.circumstances import place_near, time_near, town_before, visited_places
from communique.records.engagement.lasting import days_of_trip
from communique.records.engagement.mention import Mention
from communique.records.engagement.scene import REACH, Filler, Scene
from communique.records.engagement.status import status_of_noun
from communique.records.engagement.words import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words behind a noun of contact within which its own prepositions stand.
PHRASE = 14


def find_noun_mentions(scene: Scene) -> Iterator[Mention]:
    """Yield the mentions that nouns tell, in text order."""
    doc = scene.context.reading.doc
    for at, lemma in enumerate(scene.lemmas):
        token = doc[at]
        frame = scene.words.nouns.get(lemma) or _sitting(scene, token)
        if frame is None:
            continue
        if token.pos_ not in ("NOUN", "PROPN") or _is_modifier(scene, token):
            continue
        status = status_of_noun(scene, token)
        if status is not None:
            mention = _mention(scene, token, frame, status)
            if mention is not None:
                yield mention


def _sitting(scene: Scene, token: Token) -> Frame | None:
    """Return the frame of a session where a joint body stands for its own: "the EU-Peru council took place"."""
    if scene.lemmas[token.i] not in scene.words.classes["sitting"] or token.pos_ not in ("NOUN", "PROPN"):
        return None
    verb = token.head
    is_held = token.dep_ in ("nsubj", "nsubjpass", "dobj") and scene.lemmas[verb.i] in scene.words.grammar["sits"]
    return scene.words.nouns["session"] if is_held else None


def _is_modifier(scene: Scene, token: Token) -> bool:
    """True for "meeting room", "talks table", and for nouns inside somebody's or something's name."""
    if (
        token.dep_ == "compound"
        and token.head.i > token.i
        and token.head.lemma_.lower() not in (*scene.words.nouns, "ceremony")
    ):
        return True
    if token.dep_ == "compound" and token.head.i > token.i and token.lemma_ != "signing":
        return True
    reference = scene.at(token.i)
    return reference is not None and bool(reference.office)


def _stop(scene: Scene, token: Token) -> int:
    """Return where the noun's own phrase ends at the latest."""
    doc = scene.context.reading.doc
    _, stop = scene.sentence(token.i)
    for i in range(token.i + 1, min(stop, token.i + 3 * PHRASE)):
        if doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") and doc[i].dep_ not in ("aux", "auxpass", "relcl"):
            return i
    return min(stop, token.i + 3 * PHRASE)


def _mention(scene: Scene, token: Token, frame: Frame, status: str) -> Mention | None:
    stop = _stop(scene, token)
    modifiers = {t.lower_ for t in scene.context.reading.doc[token.left_edge.i : token.i]}
    kind = _kind(scene, token, frame, stop)
    if kind is None:
        return None
    if frame.again:
        return _one_of_a_row(scene, token, frame, status, stop)
    between = _slot(scene, token, scene.words.grammar["between"], stop)
    before = _before(scene, token)
    makers = [] if before or frame.needs else _makers(scene, token, stop)
    trips = _hosts(scene, token, frame, stop) if frame.place else []
    others = [host for _, host in trips] if frame.place else _slot(scene, token, frame.others, stop)
    ones = before or makers
    definite = any(t.lower_ in scene.words.back for t in token.children if t.dep_ == "det")
    if before and _is_ahead_of_subject(scene, token, before):
        ones = _doers(scene, token) or before
    joint = (bool(between) and not others) or _is_joint(scene, token, frame, others)
    if between and not (others and others[0].first < between[0].first):
        ones, others = between, []
    sides = frozenset().union(*(f.sides for f in ones), *(f.sides for f in others))
    held = _is_held(scene, token)
    if not ones and not others:
        ones, others = _told_around(scene, token, frame, held, definite)
        sides = frozenset().union(*(f.sides for f in (*ones, *others)))
        joint = joint or (bool(ones) and not others)
    named = token.text[0].isupper() and len(sides) > 1
    if frame.weak and not named and not _is_founded(ones, others, held):
        return None
    if (len(sides) < 2 or not ones) and (others or frame.place or (held and not definite)):
        ones = ones + _doers(scene, token)
    elif not others and held and frame.kind == "meeting" and not any(f.human for f in ones):
        ones = _two_doers(scene, token) or ones
    indefinite = any(t.lower_ in scene.words.grammar["indefinite"] for t in token.children)
    back = not others and not indefinite and len(frozenset().union(*(f.sides for f in ones))) < 2
    first, end = scene.sentence(token.i)
    plural = token.lower_ in scene.words.many and token.tag_ in ("NNS", "NNPS")
    return Mention(
        frame=frame,
        kind=kind,
        status=status,
        trigger=token.i,
        first=max(first, token.left_edge.i),
        end=min(end, max(token.i + 1, *(f.end for f in [*ones, *others] if f.first > token.i), token.i + 1)),
        ones=tuple(ones),
        others=tuple(others),
        joint=joint and not plural,
        apart=plural or bool(modifiers & scene.words.many),
        back=back,
        place=(trips[0][0] if trips else None)
        or (town_before(scene, token) if len(sides) > 1 else None)
        or place_near(scene, token.i, stop),
        when=time_near(scene, token.i),
        context=(frame.needs == "deal" and len(sides) < 2 and status != "possible")
        or _lacks_side(token, frame, ones, others)
        or (status == "held" and not definite and _has_own_place(scene, token, frame, ones, others)),
        definite=definite or bool(before),
        bare=all(c.dep_ in ("det", "poss", "punct", "case") for c in token.children),
        past=bool(modifiers & scene.words.past),
        days=days_of_trip(scene, token) if frame.place else 0,
        rule=f"engagement.{frame.word}.noun",
    )


def _one_of_a_row(scene: Scene, token: Token, frame: Frame, status: str, stop: int) -> Mention | None:
    """Return the mention of a round or session: of two sides by its own name ("the fifth session of the Peru-Chile
    commission"), or of those who talked before ("the next round will be held in Lima")."""
    doc = scene.context.reading.doc
    if any(c.lemma_.lower() in scene.words.nouns for p in token.children if p.lower_ == "of" for c in p.children):
        # "a round of talks": the talks tell it.
        return None
    pair = scene.named_in(token.left_edge.i, min(token.right_edge.i + 1, stop))
    sides = frozenset().union(*(f.sides for f in pair))
    others = [] if len(sides) == 2 else _slot(scene, token, frame.others, stop)
    ones = pair if len(sides) == 2 else _doers(scene, token) if others else []
    sides = frozenset().union(*(f.sides for f in (*ones, *others)))
    numbered = {t.lower_ for t in doc[token.left_edge.i : token.i]} & scene.words.grammar["numbering"]
    if len(sides) != 2 and (len(sides) > 2 or others or not numbered):
        return None
    first, end = scene.sentence(token.i)
    return Mention(
        frame=frame,
        kind="meeting",
        status=status,
        trigger=token.i,
        first=max(first, token.left_edge.i),
        end=min(end, token.i + 1),
        ones=tuple(ones),
        others=tuple(others),
        joint=True,
        place=place_near(scene, token.i, end),
        when=time_near(scene, token.i),
        context=len(sides) < 2,
        rule=f"engagement.{frame.word}.noun",
    )


def _lacks_side(token: Token, frame: Frame, ones: list[Filler], others: list[Filler]) -> bool:
    """True where one side alone is told: "in a separate meeting with the envoy", "the visit of the minister"."""
    if frame.place:
        if any(child.i > token.i and child.lower_ in frame.others for child in token.children):
            # The text says where, only not a place we know.
            return False
        return bool(ones) and not others and all(f.human for f in ones)
    return bool(others) and not any(f.sides for f in ones)


def _is_joint(scene: Scene, token: Token, frame: Frame, others: list[Filler]) -> bool:
    """True where the noun or the words before it say that all were met together."""
    if (token.tag_ == "NN" or frame.weak) and frame.kind != "visit":
        return True
    before = {t.lower_ for t in scene.context.reading.doc[token.left_edge.i : token.i]}
    is_one = token.lower_ not in scene.words.many and (_is_round_table(others) or scene.is_one_group(others))
    return is_one or bool(before & scene.words.joint)


def _two_doers(scene: Scene, token: Token) -> list[Filler]:
    """Return the two sides that hold something: "Peru and Chile held the fourth meeting of the joint commission"."""
    doers = _doers(scene, token)
    return doers if len(frozenset().union(*(f.sides for f in doers))) == 2 else []


def _told_around(
    scene: Scene, token: Token, frame: Frame, held: bool, definite: bool
) -> tuple[list[Filler], list[Filler]]:
    """Return who met whom where the noun's own phrase names nobody: the two sides that are its verb's subject ("the
    minister and the envoy held discussions"), or who told whom something in it."""
    doers = _doers(scene, token) if frame.weak and held else []
    if are_two(doers):
        return doers, []
    return _told_in(scene, token) if not definite and not frame.place else ([], [])


def _told_in(scene: Scene, token: Token) -> tuple[list[Filler], list[Filler]]:
    """Return who told whom something in talks: the subject and the people behind the verb of the clause around them."""
    clause = scene.clause_over(token.i)
    doc = scene.context.reading.doc
    if clause is None or clause.passive or token.dep_ != "pobj" or token.head.head.i != clause.head:
        return [], []
    if token.head.lower_ not in scene.words.grammar["in_or_during"]:
        return [], []
    ones = [f for f in scene.subject(clause, clause.head) if f.people or f.office]
    told = scene.chain_from(clause.head + 1, scene.sentence(token.i)[1]) if clause.objects else []
    others = [f for f in told if f.human and f.sides and (f.people or f.office)]
    is_object = bool(others) and others[0].first <= doc[clause.objects[0]].right_edge.i
    return (ones, others) if ones and is_object else ([], [])


def _has_own_place(scene: Scene, token: Token, frame: Frame, ones: list[Filler], others: list[Filler]) -> bool:
    """True for talks told by nothing but where they were: "during talks in Istanbul"."""
    if frame.kind != "meeting" or frame.weak or ones or others:
        return False
    inside = [c for c in token.children if c.i > token.i and c.lower_ in scene.words.grammar["inside"]]
    return any(n.ent_type_ == "GPE" for c in inside for n in c.children)


def _hosts(scene: Scene, token: Token, frame: Frame, stop: int) -> list[tuple[Place, Filler]]:
    """Return where a trip leads: behind the noun, or in the clause around it ("is in Oman on a visit")."""
    aside = next(
        (t.i for t in scene.context.reading.doc[token.i + 1 : stop] if t.tag_ == "VBG" or t.text in "–—"), stop
    )
    found = visited_places(scene, token.i + 1, aside, frame.others, ())
    town = town_before(scene, token) if not found else None
    if town is not None and town.country:
        # "his Washington visit"
        return [(town, Filler(token.i, token.i + 1, frozenset((town.country,))))]
    clause = scene.clause_over(token.i)
    if not found and clause is not None and clause.head < token.i:
        verb = scene.context.reading.doc[clause.head]
        if verb.lemma_ in scene.words.grammar["being_there"]:
            slots = scene.words.grammar["where"] | {"object"}
            found = visited_places(scene, verb.i + 1, token.i, slots, clause.objects)
    return found


def _kind(scene: Scene, token: Token, frame: Frame, stop: int) -> str | None:
    """Return the kind that the noun has beside the words around it, or None where it tells no contact."""
    around = scene.context.reading.doc[token.left_edge.i : min(stop, token.i + 6)]
    near = {t.lower_ for t in around} | {t.lemma_.lower() for t in around}
    phone = scene.words.classes["phone"]
    front = {t.lower_ for t in scene.context.reading.doc[token.left_edge.i : token.i]}
    if front & scene.words.classes["unlike"] and frame.needs != "press":
        return None
    if frame.word == "call":
        if near & (phone - {"call"}):
            return "call"
        if near & scene.words.classes["courtesy"] or _is_on_somebody(scene, token):
            return "meeting"
        return "call" if scene.words.grammar["with_or_from"] & near else None
    doc = scene.context.reading.doc
    if frame.kind == "meeting" and near & (phone - {"call"}):
        return "call"
    if frame.kind == "meeting" and any(
        t.lower_ in scene.words.grammar["by_means_of"] and t.nbor().lower_ in phone
        for t in doc[token.i : _stop(scene, token) - 1]
    ):
        return "call"
    if frame.needs and not near & scene.words.classes[frame.needs]:
        return None
    return frame.kind


def _is_on_somebody(scene: Scene, token: Token) -> bool:
    """True for "a call on the minister", not for "a call on Friday"."""
    doc = scene.context.reading.doc
    ahead = doc[token.i + 1 : min(token.i + 3, len(doc) - 1)]
    return any(
        t.lower_ in scene.words.verbs["call"].others and t.nbor().ent_type_ not in ("DATE", "TIME") for t in ahead
    )


def _slot(scene: Scene, token: Token, prepositions: frozenset[str], stop: int) -> list[Filler]:
    """Return the fillers behind the first of these prepositions that stands near the noun and has any."""
    doc = scene.context.reading.doc
    for child in doc[token.i + 1 : min(stop, token.i + PHRASE)]:
        if child.lower_ in prepositions and child.pos_ in ("ADP", "SCONJ", "VERB", "PART"):
            found = scene.chain_from(child.i + 1, min(stop + REACH, scene.sentence(token.i)[1]))
            if any(filler.sides for filler in found):
                return found
    return []


def _is_ahead_of_subject(scene: Scene, token: Token, before: list[Filler]) -> bool:
    """True for "During his visit, the minister said": the pronoun means the subject that follows."""
    doc = scene.context.reading.doc
    clause = scene.clause_over(token.i)
    pronoun = len(before) == 1 and before[0].end - before[0].first == 1 and doc[before[0].first].pos_ == "PRON"
    return pronoun and clause is not None and bool(clause.subject) and token.i < min(clause.subject)


def _makers(scene: Scene, token: Token, stop: int) -> list[Filler]:
    """Return whose contact it is where "of" or "by" says so directly ("the visit of", "a trip to Oman by")."""
    for child in token.children:
        if child.i > token.i and child.lower_ in scene.words.grammar["makers"]:
            found = scene.chain_from(child.i + 1, stop)
            if any(filler.sides for filler in found):
                return found
    for word in scene.context.reading.doc[token.i + 1 : min(stop, token.i + PHRASE)]:
        if word.pos_ in ("VERB", "AUX") or token.lemma_ != "visit":
            break
        if word.lower_ == "by":
            found = scene.chain_from(word.i + 1, stop)
            if any(filler.sides and filler.human for filler in found):
                return found
    return []


def _before(scene: Scene, token: Token) -> list[Filler]:
    """Return the fillers in front of the noun in its own phrase: "Xi's", "his", "Ukrainian-Russian"."""
    found = []
    for reference in scene.from_(token.left_edge.i, token.i):
        if reference.first >= token.left_edge.i and reference.end <= token.i and not _is_level(scene, reference):
            filler = scene.filler(reference)
            if filler.sides:
                found.append(filler)
    if token.pos_ == "PROPN" and len(frozenset().union(*(f.sides for f in found))) < 2:
        named = scene.named_in(token.left_edge.i, token.i)
        return named if len(frozenset().union(*(f.sides for f in named))) == 2 else found
    return found


def _is_level(scene: Scene, reference: Reference) -> bool:
    """True for the first half of "delegation-level", which names nobody."""
    doc = scene.context.reading.doc
    return doc[reference.head].pos_ == "NOUN" and doc[reference.end].text == "-"


def _is_round_table(others: list[Filler]) -> bool:
    """True for talks with three or more bare countries, which sit together; single persons are met one by one."""
    return len(others) > 2 and not any(f.human or f.people for f in others[1:])


def _is_founded(ones: list[Filler], others: list[Filler], held: bool) -> bool:
    """True when a weak noun names people on both sides, or is held and says with whom."""
    named = [f for f in (*ones, *others) if f.people or f.office]
    return len(named) > 1 or (held and any(f.human for f in others))


def _is_held(scene: Scene, token: Token) -> bool:
    """True when the noun hangs on a verb that holds contact ("held talks", "attended the summit")."""
    clause = scene.clause_over(token.i)
    return clause is not None and scene.context.reading.doc[clause.head].lemma_.lower() in scene.words.holding


def _doers(scene: Scene, token: Token) -> list[Filler]:
    """Return the subject of the clause that a noun stands in: who held it, or who spoke during it."""
    clause = scene.clause_over(token.i)
    if clause is None:
        return []
    verb = scene.context.reading.doc[clause.head]
    if token.i in clause.subject or (clause.passive and not clause.agents):
        return []
    doers = clause.agents if clause.passive else clause.subject
    frame = scene.words.nouns.get(scene.lemmas[token.i])
    if verb.lemma_ in scene.words.grammar["receiving"] and frame is not None and frame.place:
        # "welcomed the emir to Pretoria for a state visit": the visitor is whom the verb receives.
        doers = clause.subject if clause.passive else clause.objects
    heads = [head for head in doers if head != token.i]
    found = []
    for head in heads:
        reference = scene.at(head)
        found.extend([scene.filler(reference)] if reference else scene.within(head))
    if not any(f.sides for f in found):
        found = scene.chain_to(verb.i, scene.sentence(verb.i)[0] if verb.i < token.i else token.i + 1)
    found = [f for f in found if f.sides]
    if len(frozenset().union(*(f.sides for f in found))) == 1 and verb.i < token.i:
        wider = scene.chain_to(verb.i, scene.sentence(verb.i)[0])
        if len(frozenset().union(*(f.sides for f in wider))) > 1 and scene.is_row_of_people(wider):
            return wider
    return found
