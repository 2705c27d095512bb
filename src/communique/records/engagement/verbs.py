"""Contact told by a verb: "met", "called on", "spoke by phone with", "signed"; trips are told in `trips`.

In: the scene. Out: a `Mention` for every clause whose verb has a frame and whose slots are filled. Missed on purpose:
verbs without a second side near them, which are too often about one country's own officials.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from communique.model.reading import Clause
from communique.records.engagement.arguments import are_two, fillers_of, is_own, is_past, limit_of
from communique.records.engagement.circumstances import place_near, time_near
from communique.records.engagement.mention import Mention
from communique.records.engagement.scene import REACH, Filler, Scene
from communique.records.engagement.status import status_of_verb
from communique.records.engagement.trips import visits
from communique.records.engagement.words import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_verb_mentions(scene: Scene) -> Iterator[Mention]:
    """Yield the mentions that verbs tell, in text order."""
    for clause in scene.context.reading.clauses:
        lemma = scene.lemmas[clause.head]
        frames = [table[lemma] for table in (scene.words.verbs, scene.words.verbs_too) if lemma in table]
        status = status_of_verb(scene, clause) if frames else None
        if status is None:
            continue
        if frames[0].place:
            yield from visits(scene, clause, frames[0], status)
            continue
        mentions = (_contact(scene, clause, frame, status) for frame in frames)
        yield from islice((mention for mention in mentions if mention is not None), 1)


def _contact(scene: Scene, clause: Clause, frame: Frame, status: str) -> Mention | None:
    """Return the mention of a meeting, call or signing that a verb tells."""
    doc = scene.context.reading.doc
    limit = limit_of(scene, clause.head)
    words = {token.lower_ for token in doc[clause.head : limit]}
    if frame.needs == "deal":
        words |= {token.lower_ for token in doc[min(clause.first, clause.head) : clause.head]}
        words |= {token.lemma_.lower() for token in doc[min(clause.first, clause.head) : limit]}
    if frame.needs and not words & scene.words.classes[frame.needs]:
        return None
    if frame.word == "call" and not words & frame.others:
        return _telephoned(scene, clause, status, limit)
    ones, others = scene.subject(clause, clause.head), _others(scene, clause, frame, limit)
    if clause.passive and "object" in frame.others:
        others = fillers_of(scene, clause.subject)
    elif len(ones) == 1:
        row = scene.chain_to(clause.head, scene.sentence(clause.head)[0])
        ones = row if ones[0] in row and scene.is_row_of_people(row) else ones
    if frame.needs == "deal":
        return _signing(scene, clause, frame, status, limit, ones, others)
    if not others:
        others = _local_people(scene, clause, frame, ones, limit)
    if not others and len(frozenset().union(*(f.sides for f in ones))) < 2:
        ones = scene.chain_to(clause.head, scene.sentence(clause.head)[0])
    if not others and (not frame.mutual or ("object" in frame.others and clause.objects)):
        return None
    if frame.human and others and not any(filler.human for filler in others):
        return None
    kind = _kind_by_words(scene, clause, frame, words, limit)
    by_phone = bool(words & (scene.words.classes["phone"] - {"call"}))
    if frame.weak and status == "possible" and not by_phone:
        # "I would like to discuss with you": said of talks that are told anyhow.
        return None
    if frame.weak and not (
        _is_between_people(ones, others, frame.mutual) or (not others and (by_phone or are_two(ones)))
    ):
        return None
    if frame.word in ("welcome", "greet") and kind == "other" and not words & scene.words.classes["arrival"]:
        return None
    first, end = scene.run_of(clause)
    return Mention(
        frame=replace(frame, weak=False) if by_phone else frame,
        kind=kind,
        status=status,
        trigger=clause.head,
        first=first,
        end=end,
        ones=tuple(ones),
        others=tuple(others),
        joint=bool(words & scene.words.joint)
        or frame.word in scene.words.grammar["gathering"]
        or scene.is_one_group(others),
        apart=frame.apart
        or bool({t.lower_ for t in doc[scene.sentence(clause.head)[0] : limit]} & scene.words.grammar["separately"]),
        place=place_near(scene, clause.head, limit),
        when=time_near(scene, clause.head),
        past=is_past(scene, clause),
        context=not others and _is_we(scene, clause),
        rule=f"engagement.{frame.word}.verb",
    )


def _is_we(scene: Scene, clause: Clause) -> bool:
    """True for "we met last year", "you and I spoke": in a transcript these are the two who talk."""
    doc = scene.context.reading.doc
    return bool(clause.subject) and all(doc[i].lower_ in scene.words.grammar["we"] for i in clause.subject)


def _local_people(scene: Scene, clause: Clause, frame: Frame, ones: list[Filler], limit: int) -> list[Filler]:
    """Return people without a side who were met abroad ("met investors in New York"): they are the place's."""
    doc = scene.context.reading.doc
    if frame.word != "meet" or clause.passive:
        return []
    place = place_near(scene, clause.head, limit, ahead_only=True)
    met = scene.group_noun(clause.head + 1, min(limit, clause.head + REACH))
    home = frozenset().union(*(f.sides for f in ones))
    if met is None or place is None or not place.country or not home or place.country in home:
        return []
    if doc[met].head.i != clause.head and doc[met].head.head.i != clause.head:
        return []
    return [Filler(met, met + 1, frozenset((place.country,)), human=True)]


def _signing(
    scene: Scene, clause: Clause, frame: Frame, status: str, limit: int, ones: list[Filler], others: list[Filler]
) -> Mention | None:
    """Return the mention of a signing; sides that its clause does not name are left to the context."""
    doc = scene.context.reading.doc
    deals = scene.words.classes["deal"]
    signed = [doc[i] for i in (clause.subject if clause.passive else clause.objects)]
    named = _with_what_they_are_of(signed) if frame.word in scene.words.verbs_too else signed
    if not any(t.lemma_.lower() in deals or t.lower_ in deals for t in named):
        return None
    if frame.word in scene.words.verbs_too and not any(
        t.lemma_.lower() in scene.words.grammar["papers"] for t in signed
    ):
        return None
    if clause.passive:
        ones = scene.chain_from(doc[clause.agents[0]].left_edge.i, limit) if clause.agents else []
        ones = [f for f in ones if f.human]
    between = _between(scene, clause, limit)
    if len(frozenset().union(*(f.sides for f in between))) > 1 and not are_two(ones):
        ones, others = between, []
    sides = frozenset().union(*(f.sides for f in (*ones, *others)))
    if len(sides) == 1:
        others = _partners(scene, signed[0], sides)
        sides = sides.union(*(f.sides for f in others))
    first, end = scene.run_of(clause)
    return Mention(
        frame=frame,
        kind="signing",
        status=status,
        trigger=clause.head,
        first=first,
        end=end,
        ones=tuple(ones),
        others=tuple(others),
        joint=True,
        place=place_near(scene, clause.head, limit),
        when=time_near(scene, clause.head),
        context=len(sides) < 2 and status != "possible",
        past=is_past(scene, clause),
        matter=signed[0].lemma_.lower()
        if any(c.lower_ in scene.words.grammar["indefinite"] for c in signed[0].children)
        else None,
        further=_is_further(scene, clause, signed[0]),
        rule=f"engagement.{frame.word}.verb",
    )


def _with_what_they_are_of(nouns: list[Token]) -> list[Token]:
    """Return nouns and what they are "of": "exchanged documents of a memorandum"."""
    inner = [c for n in nouns for p in n.children if p.lower_ in ("of", "for") for c in p.children]
    return [*nouns, *inner]


def _is_further(scene: Scene, clause: Clause, deal: Token) -> bool:
    """True for one more deal than those told before: "also signed an agreement", "signed another"."""
    words = {c.lower_ for c in scene.context.reading.doc[clause.head].children}
    return any(c.lower_ in scene.words.grammar["further"] for c in deal.children) or bool(
        words & scene.words.grammar["also"] and not any(c.lower_ in ("the", "this", "these") for c in deal.children)
    )


def _partners(scene: Scene, deal: Token, own: frozenset[str]) -> list[Filler]:
    """Return the other side that a deal's own words name: "a contract to buy tanks from South Korea"."""
    doc = scene.context.reading.doc
    for token in doc[deal.i : scene.sentence(deal.i)[1]]:
        if token.tag_ in ("VBD", "VBZ", "VBP"):
            break
        if token.lower_ in scene.words.grammar["partner"]:
            found = [f for f in scene.chain_from(token.i + 1, token.i + REACH) if f.sides and not f.sides & own]
            if found:
                return found
    return []


def _between(scene: Scene, clause: Clause, limit: int) -> list[Filler]:
    """Return the parties behind "between" in a clause."""
    for token in scene.context.reading.doc[clause.first : limit]:
        if token.lower_ == "between":
            return scene.chain_from(token.i + 1, limit + REACH)
    return []


def _kind_by_words(scene: Scene, clause: Clause, frame: Frame, words: set[str], limit: int) -> str:
    """Return the kind: words of telephone and video make a meeting a call."""
    if frame.kind == "meeting" and (
        words & (scene.words.classes["phone"] - {"call"}) or _is_in_call(scene, clause, limit)
    ):
        return "call"
    if frame.word == "welcome" and words & {"to", "at"} and words & (scene.words.classes["venue"] | {"visit"}):
        return "meeting" if "to" in words or not words & scene.words.classes["arrival"] else frame.kind
    if frame.word == "welcome" and _is_to_place(scene, clause, limit):
        return "meeting"
    return frame.kind


def _is_in_call(scene: Scene, clause: Clause, limit: int) -> bool:
    """True for "told him in a call", "discussed during their call"."""
    ahead = scene.context.reading.doc[clause.head : limit]
    return any(t.lower_ == "call" and t.head.lower_ in scene.words.grammar["in_or_during"] for t in ahead)


def _is_to_place(scene: Scene, clause: Clause, limit: int) -> bool:
    """True for "welcomed him to Canberra"."""
    doc = scene.context.reading.doc
    ahead = doc[clause.head : max(limit - 1, clause.head)]
    return any(t.lower_ == "to" and t.head.i == clause.head and t.nbor().ent_type_ in ("GPE", "FAC") for t in ahead)


def _is_between_people(ones: list[Filler], others: list[Filler], mutual: bool) -> bool:
    """True when persons or office holders stand on both sides, as a weak verb asks; "we" and "the team" will do where
    both sides talk."""
    return any(f.people or f.office or (mutual and f.human) for f in ones) and any(f.human for f in others)


def _telephoned(scene: Scene, clause: Clause, status: str, limit: int) -> Mention | None:
    """Return the call of "called the Chilean president on Tuesday": nothing but time and place behind who is called."""
    frame = scene.words.verbs["telephone"]
    doc = scene.context.reading.doc
    ones = scene.subject(clause, clause.head)
    others = scene.chain_from(clause.head + 1, limit)
    if clause.passive or not others or not _is_between_people(ones, others, False) or not others[-1].people:
        return None
    first, end = scene.sentence(clause.head)
    behind = next((t for t in doc[others[-1].end : end] if t.pos_ != "ADV" and not t.is_quote), None)
    is_named = behind is not None and behind.pos_ in ("ADJ", "DET", "NOUN", "PROPN", "VERB") and not behind.ent_type_
    if is_named or not _is_adjacent(scene, clause.head, others[0]):
        # "called him a friend", "called for talks with him"
        return None
    return Mention(
        frame=frame,
        kind="call",
        status=status,
        trigger=clause.head,
        first=max(first, min(clause.first, clause.head)),
        end=min(end, max(clause.end, others[-1].end)),
        ones=tuple(ones),
        others=tuple(others),
        place=None,
        when=time_near(scene, clause.head),
        rule="engagement.call.verb",
    )


def _is_adjacent(scene: Scene, verb: int, other: Filler) -> bool:
    """True when only adverbs and titles stand between a verb and a filler."""
    between = scene.context.reading.doc[verb + 1 : other.first]
    return all(t.pos_ in ("ADV", "PROPN", "NOUN", "ADJ", "DET") for t in between)


def _others(scene: Scene, clause: Clause, frame: Frame, limit: int) -> list[Filler]:
    """Return the fillers of the other side's slots: the object first, then the frame's prepositions."""
    doc = scene.context.reading.doc
    if "object" in frame.others and clause.objects:
        start = max(doc[clause.objects[0]].left_edge.i, clause.head + 1)
        found = scene.chain_from(start, limit + REACH)
        is_object = bool(found) and (
            found[0].first <= clause.objects[0] < found[0].end
            or doc[clause.objects[0]].lemma_.lower() in scene.words.groups
        )
        if is_object and any(filler.sides for filler in found):
            return found
    if "object" in frame.others and not clause.objects:
        found = _missed_object(scene, clause, limit) or _shifted(scene, clause, limit)
        if found:
            return found
    for token in doc[clause.head + 1 : limit]:
        if token.lower_ in frame.others and token.pos_ in ("ADP", "PART", "SCONJ") and is_own(scene, clause, token):
            found = scene.chain_from(token.i + 1, limit + REACH)
            if any(filler.sides and (filler.human or not frame.human) for filler in found):
                return found
    return []


def _missed_object(scene: Scene, clause: Clause, limit: int) -> list[Filler]:
    """Return the people right behind a verb whom the parser takes for words of time: "met Ambassador Ida Dahl"."""
    found = [] if clause.passive else scene.chain_from(clause.head + 1, limit + REACH)
    if not found or not found[0].people or not _is_adjacent(scene, clause.head, found[0]):
        return []
    doc = scene.context.reading.doc
    heads = (token for token in doc[found[0].first : found[0].end] if token.head.i == clause.head)
    return found if any(token.dep_ == "npadvmod" for token in heads) else []


def _shifted(scene: Scene, clause: Clause, limit: int) -> list[Filler]:
    """Return the object that stands behind a phrase of place or time: "received at the palace the French president"."""
    doc = scene.context.reading.doc
    if clause.head + 1 >= limit or doc[clause.head + 1].pos_ != "ADP":
        return []
    for reference in scene.from_(clause.head + 2, limit):
        filler = scene.filler(reference)
        if filler.human and doc[reference.first].left_edge.i <= reference.first and filler.sides:
            ahead = doc[max(reference.first - 1, 0)]
            lead = doc[max(reference.first - 2, 0)] if ahead.pos_ in ("DET", "ADJ") else ahead
            return [] if lead.pos_ in ("ADP", "PUNCT", "CCONJ") else scene.chain_from(reference.first, limit + REACH)
    return []
