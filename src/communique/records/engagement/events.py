"""Events with a name or a host: conferences, summits of many, receptions, banquets, honours, openings.

In: the scene. Out: `Mention`s of kind `conference` (parties: who attends, and the host country) and `other` (host and
guest). The forum itself is no party. Missed on purpose: events of which the text names only one side and no place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.model.place import Place
from communique.records.engagement.circumstances import place_near, time_near, town_in_name
from communique.records.engagement.mention import Mention
from communique.records.engagement.scene import Filler, Scene
from communique.records.engagement.status import status_of_noun, status_of_verb
from communique.records.engagement.words import Frame
from communique.reference.countries import COUNTRIES

if TYPE_CHECKING:
    from spacy.tokens import Token

# What an event of two sides is: a summit or session of two is a meeting, what calls itself a conference is one.
TWO_SIDED = {"conference": "conference", "forum": "conference", "event": "other"}
THREE = 3
# Words behind an event's noun within which its own place stands.
PHRASE = 20


def find_event_mentions(scene: Scene) -> Iterator[Mention]:
    """Yield the mentions of events, in text order."""
    doc = scene.context.reading.doc
    for at, lemma in enumerate(scene.lemmas):
        frame = scene.words.events.get(lemma)
        if frame is None:
            continue
        token = doc[at]
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        if token.dep_ == "compound" and token.head.i > token.i and token.head.lemma_.lower() in scene.words.events:
            continue
        mention = _conference(scene, token, frame) if frame.kind == "conference" else _ceremony(scene, token, frame)
        if mention is not None:
            yield mention


def _conference(scene: Scene, token: Token, frame: Frame) -> Mention | None:
    """Return the mention of a conference, or None where the words name no single event."""
    doc = scene.context.reading.doc
    front = doc[token.left_edge.i : token.i]
    words = {t.lower_ for t in front} | {t.lemma_.lower() for t in front}
    if words & scene.words.classes["unlike"] or words & scene.words.classes["any"]:
        return None
    if token.tag_ in ("NNS", "NNPS") and not words & {"g20", "g7"}:
        return None
    name = _name_of(scene, token)
    if frame.weak and not name:
        return None
    status = status_of_noun(scene, token)
    if status is None:
        return None
    forum = _forum_sides(scene, token)
    pair = _pair_in_name(scene, token)
    if pair:
        return _two_sided(scene, token, frame, status, pair)
    attending = _named_parties(scene, token) or _attending(scene, token, status)
    attending = [f if f.people else replace(f, sides=f.sides - forum) for f in attending]
    if frame.word == "summit" and not name and len(frozenset().union(*(f.sides for f in attending))) == 2:
        return _two_sided(scene, token, frame, status, attending)
    place = _place_of_event(scene, token) or town_in_name(scene, name)
    host = (Filler(token.i, token.i + 1, frozenset((place.country,))),) if place and place.country else ()
    first, end = scene.sentence(token.i)
    return Mention(
        frame=frame,
        kind="conference",
        status=status,
        trigger=token.i,
        first=max(first, token.left_edge.i),
        end=min(end, token.i + 1),
        ones=tuple(attending),
        others=host,
        joint=True,
        back=not name,
        place=place,
        when=time_near(scene, token.i),
        name=name,
        sidelines=_is_sideline(scene, token),
        rule=f"engagement.{frame.word}.event",
    )


def _pair_in_name(scene: Scene, token: Token) -> list[Filler]:
    """Return the two sides in an event's name ("the India-Japan summit"), or nothing where it names fewer or more."""
    front = [scene.filler(r) for r in scene.from_(token.left_edge.i, token.i) if r.end <= token.i]
    if not front:
        # The whole name is one body's: look into it.
        front = scene.named_in(token.left_edge.i, token.i)
    sides = frozenset().union(*(f.sides for f in front))
    return front if len(sides) == 2 else []


def _named_parties(scene: Scene, token: Token) -> list[Filler]:
    """Return the three or more countries in an event's name ("the Peru-Chile-Ecuador summit"), and who attends it."""
    named = scene.named_in(token.left_edge.i, token.i)
    if len(frozenset().union(*(f.sides for f in named))) < THREE:
        return []
    return [*named, *_attending(scene, token, "held")]


def _two_sided(scene: Scene, token: Token, frame: Frame, status: str, pair: list[Filler]) -> Mention:
    """Return the mention of an event of two sides: a summit of two is a meeting."""
    first, end = scene.sentence(token.i)
    people = [*_attending(scene, token, status)]
    for word in scene.context.reading.doc[token.i + 1 : min(end, token.i + PHRASE)]:
        if word.lower_ in scene.words.nouns["meeting"].others:
            people += scene.chain_from(word.i + 1, end)
            break
    sides = frozenset().union(*(f.sides for f in pair))
    return Mention(
        frame=frame,
        kind=TWO_SIDED.get(frame.word, "meeting"),
        status=status,
        trigger=token.i,
        first=max(first, token.left_edge.i),
        end=min(end, token.i + 1),
        ones=tuple(pair),
        others=tuple(f for f in people if f.sides and f.sides <= sides),
        joint=True,
        place=place_near(scene, token.i, end),
        when=time_near(scene, token.i),
        rule=f"engagement.{frame.word}.event",
    )


def _name_of(scene: Scene, token: Token) -> str:
    """Return what tells an event from others: its capitalised words, without numbers, in lower case."""
    doc = scene.context.reading.doc
    reference = scene.at(token.i)
    first = min(token.left_edge.i, reference.first if reference else token.i)
    end = max(token.i + 1, reference.end if reference else token.i + 1)
    words = [t.lower_ for t in doc[first:end] if t.pos_ == "PROPN" and t.text[0].isupper() and t.i != token.i]
    words += [t.lower_ for t in doc[first:end] if t.text[0].isdigit() and t.ent_type_ == "ORDINAL"]
    if not any(word.isalpha() for word in words):
        for child in token.children:
            if child.i > token.i and child.lower_ == "of":
                words += [t.lower_ for t in doc[child.i + 1 : child.i + 8] if t.pos_ == "PROPN"]
    return " ".join(words)


def _forum_sides(scene: Scene, token: Token) -> frozenset[str]:
    """Return the organisation whose event it is, which is no party of it."""
    stop = min(token.right_edge.i + 1, token.i + PHRASE)
    fillers = [scene.filler(r) for r in scene.from_(token.left_edge.i, stop)]
    codes = frozenset().union(*(f.sides for f in fillers if not f.human))
    return frozenset(code for code in codes if code not in COUNTRIES)


def _attending(scene: Scene, token: Token, status: str) -> list[Filler]:
    """Return who takes part: the subject of "attend", or the one whose participation the text names."""
    clause = scene.clause_over(token.i)
    if clause is None:
        return []
    doc = scene.context.reading.doc
    at = token
    while at.head.i not in (at.i, clause.head):
        at = at.head
        if at.lemma_.lower() in scene.words.grammar["participation"]:
            found = [scene.filler(r) for r in scene.from_(at.left_edge.i, token.i)]
            return [f for f in found if f.sides and f.end <= token.left_edge.i]
    verb = doc[clause.head]
    lemma = verb.lemma_.lower()
    if lemma in scene.words.attending and not clause.passive and token.i not in clause.subject:
        is_fronted = clause.relation == "advcl" and bool(clause.subject) and clause.subject[0] > token.i
        ones = [f for f in scene.subject(clause, clause.head) if f.sides and (f.end <= token.i or is_fronted)]
        return ones + _alongside(scene, token) if ones else ones
    if lemma in scene.words.grammar["convening"] and not clause.passive and token.i not in clause.subject:
        found = [f for f in scene.subject(clause, clause.head) if f.sides]
        return found if len(frozenset().union(*(f.sides for f in found))) > 1 else []
    if lemma in scene.words.holding and token.i in clause.subject:
        for word in doc[verb.i : scene.sentence(token.i)[1] - 1]:
            if word.lemma_ == "attend" and word.nbor().lower_ == "by":
                return scene.chain_from(word.i + 2, scene.sentence(token.i)[1])
            if word.lower_ in scene.words.grammar["with_whom"]:
                found = scene.chain_from(word.i + 1, scene.sentence(token.i)[1])
                if found and all(f.human and f.sides for f in found):
                    return found
    return []


def _alongside(scene: Scene, token: Token) -> list[Filler]:
    """Return with whom somebody attends: "attended the summit in Astana with the leaders of Tajikistan and Iran"."""
    doc = scene.context.reading.doc
    for word in doc[token.i + 1 : min(scene.sentence(token.i)[1], token.i + PHRASE)]:
        if word.pos_ in ("VERB", "AUX") or word.text in (",", ";"):
            return []
        if word.lower_ in scene.words.grammar["alongside"]:
            return [f for f in scene.chain_from(word.i + 1, scene.sentence(token.i)[1]) if f.sides and f.human]
    return []


def _is_sideline(scene: Scene, token: Token) -> bool:
    """True for "on the sidelines of the summit"."""
    doc = scene.context.reading.doc
    return any(t.lower_ in scene.words.sidelines for t in doc[max(0, token.left_edge.i - 4) : token.i + 4])


def _place_of_event(scene: Scene, token: Token) -> Place | None:
    """Return the place of an event, if it stands behind its noun in the same phrase, or the dateline's for "here"."""
    doc = scene.context.reading.doc
    _, stop = scene.sentence(token.i)
    limit = min(stop, token.i + PHRASE)
    for word in doc[token.i + 1 : limit]:
        if word.pos_ == "VERB" and word.tag_ in ("VBD", "VBZ", "VBP") and word.lemma_ not in scene.words.holding:
            limit = word.i
            break
    return place_near(scene, token.i, limit, ahead_only=True)


def _ceremony(scene: Scene, token: Token, frame: Frame) -> Mention | None:
    """Return the mention of a reception, banquet, honour or opening with host and guest."""
    clause = scene.clause_over(token.i)
    if clause is None or any(child.lower_ == "signing" for child in token.children):
        return None
    doc = scene.context.reading.doc
    verb = doc[clause.head]
    first, end = scene.sentence(token.i)
    if frame.needs and not {t.lower_ for t in doc[first:end]} & scene.words.classes[frame.needs]:
        return None
    if verb.lemma_.lower() not in scene.words.giving:
        return None
    is_given = token.i in (*clause.objects, *clause.subject) or token.head.lower_ in scene.words.grammar["presided"]
    status = status_of_verb(scene, clause)
    if status is None or not is_given:
        return None
    hosts = scene.subject(clause, clause.head) if not clause.passive else []
    around = [scene.filler(r) for r in scene.from_(clause.head + 1, min(end, token.i + 2 * PHRASE))]
    if clause.passive:
        around += [scene.filler(r) for r in scene.from_(first, clause.head)]
    guests = [f for f in around if f.sides and (f.human or verb.lemma_ == "attend")]
    if not guests and frame.place:
        place = place_near(scene, token.i, end)
        if place is not None and place.country:
            guests = [Filler(token.i, token.i + 1, frozenset((place.country,)))]
    sides = frozenset().union(*(f.sides for f in (*hosts, *guests)))
    if len(sides) == 0 or len(sides) > 2 or (len(sides) == 1 and "honour" not in frame.others):
        return None
    return Mention(
        frame=frame,
        kind="other",
        status=status,
        trigger=token.i,
        first=max(first, min(clause.first, token.i)),
        end=min(end, max(clause.end, token.i + 1)),
        ones=tuple(hosts),
        others=tuple(guests),
        joint=True,
        place=place_near(scene, token.i, end),
        when=time_near(scene, token.i),
        context=len(sides) == 1,
        rule=f"engagement.{frame.word}.event",
    )
