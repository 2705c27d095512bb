"""Trips told by a verb: "visited Lima", "arrived in", "sent a delegation to", "toured the ministry in".

In: the scene and a clause whose verb has a frame of place. Out: one `Mention` of kind `visit` for each place visited.
Missed on purpose: trips whose place the clause does not name.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.model.place import Place
from communique.model.reading import Clause
from communique.records.engagement.arguments import fillers_of, is_own, is_past, limit_of
from communique.records.engagement.circumstances import country_of_dateline, place_near, time_near, visited_places
from communique.records.engagement.cut import sides_of
from communique.records.engagement.mention import Mention
from communique.records.engagement.scene import Filler, Scene
from communique.records.engagement.words import Frame


def _guests(scene: Scene, clause: Clause) -> list[Filler]:
    """Return whom an invitation "to visit" is for: behind its "to", or the subject who accepted it."""
    doc = scene.context.reading.doc
    invitation = doc[clause.head].head
    if invitation.lemma_.lower() not in scene.words.grammar["invitation"]:
        return []
    for token in doc[invitation.i : clause.head]:
        if token.lower_ == "to" and token.pos_ == "ADP":
            return scene.chain_from(token.i + 1, clause.head)
    above = scene.clause_over(invitation.i)
    if above is not None and doc[above.head].lemma_ in scene.words.grammar["accepting"]:
        return scene.subject(above, above.head)
    return []


def visits(scene: Scene, clause: Clause, frame: Frame, status: str) -> Iterator[Mention]:
    """Yield the trips that a verb tells: somebody's travel to one or more other countries, or an invitation there."""
    doc = scene.context.reading.doc
    limit = limit_of(scene, clause.head)
    around = {t.lower_ for t in doc[(clause.first if clause.passive else clause.head) : limit]}
    if frame.needs and not around & scene.words.classes[frame.needs]:
        return
    is_sender = frame.needs == "party"
    told = _travellers(scene, clause, frame, status)
    if told is None:
        return
    status, ones = told
    if not is_sender and not any(filler.human for filler in ones):
        return
    own = next(
        (t.i for t in doc[clause.head + 1 : limit] if t.lower_ in frame.others and is_own(scene, clause, t)), limit
    )
    slots = frame.others if own < limit else frame.others & {"object"}
    start = own if own < limit else clause.head + 1
    found = visited_places(scene, start, limit, slots, clause.objects) or _seats(scene, clause, frame, limit, ones)
    first, end = scene.run_of(clause)
    for place, host in found:
        yield Mention(
            frame=frame,
            kind="visit",
            status=status,
            trigger=clause.head,
            first=first,
            end=end,
            ones=tuple(ones),
            others=(host,),
            place=place,
            past=is_past(scene, clause),
            when=time_near(scene, clause.head),
            rule=f"engagement.{frame.word}.verb",
        )


def _travellers(scene: Scene, clause: Clause, frame: Frame, status: str) -> tuple[str, list[Filler]] | None:
    """Return the status of a trip and who travels, or None where the verb tells no trip of anybody."""
    if frame.word == "invite":
        return "invited", fillers_of(scene, clause.subject if clause.passive else clause.objects)
    if clause.passive and frame.needs == "party":
        # "a team was sent to Lima"
        return status, fillers_of(scene, clause.subject)
    if clause.passive or frame.word in scene.words.grammar["awaiting"]:
        if not clause.passive or frame.word not in scene.words.grammar["awaiting"]:
            return None
        return "planned", fillers_of(scene, clause.subject)
    return status, _guests(scene, clause) or scene.subject(clause, clause.head)


def _seats(scene: Scene, clause: Clause, frame: Frame, limit: int, ones: list[Filler]) -> list[tuple[Place, Filler]]:
    """Return where a body or a building lies that somebody visits: "toured a plant in Osaka"."""
    if "object" not in frame.others or clause.passive or not clause.objects:
        return []
    target = clause.objects[0]
    reference = scene.at(target)
    if reference is not None and (scene.filler(reference).human or reference.sides & sides_of(ones)):
        return []
    place = place_near(scene, clause.head, limit, ahead_only=True)
    if place is not None and place.country and place.country != country_of_dateline(scene):
        # At home it is a guest's outing, not his trip.
        return [(place, Filler(target, target + 1, frozenset((place.country,))))]
    return []
