"""Actions: deeds done or under way toward, with or for another side, neither contact nor words nor violence.

`words` reads the frames, `verbs` and `nouns` find deeds, `objects` says what they are done to, `told` whether they
are told as real, `sides` who did them to whom; `find` goes over a report. This page makes the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.kind import Context, Kind
from communique.model.place import Place
from communique.model.span import Evidence
from communique.records.action.circumstances import when_of
from communique.records.action.deed import Deed
from communique.records.action.find import find_deeds
from communique.records.confidence import confidence
from communique.records.named_place import find_named_place
from communique.reference.plover import event_type


@dataclass(frozen=True, slots=True)
class Action:
    """`type` as in the codebook; `matter` in the text's words; `date` EDTF (filled by `resolve`)."""

    id: str
    type: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    matter: str
    place: Place | None
    when: str | None
    date: str | None
    evidence: Evidence
    confidence: float
    event_type: str
    rule: str


def find_actions(context: Context) -> Iterator[Action]:
    """Yield the actions in text order."""
    for deed in find_deeds(context):
        yield Action(
            id="",
            type=deed.frame.type,
            by=tuple(sorted(deed.by)),
            to=tuple(sorted(deed.to)),
            matter=" ".join(context.reading.words(deed.first, deed.end).split()),
            place=find_named_place(context.reading, deed.first, deed.end),
            when=when_of(deed, context),
            date=None,
            evidence=context.reading.evidence((deed.first, deed.end)),
            confidence=confidence(deed.rule),
            event_type=event_of(deed),
            rule=deed.rule,
        )


def event_of(deed: Deed) -> str:
    """Return the PLOVER category: the frame's own where it has one (joint drills are cooperation), else the type's."""
    if deed.frame.joint_event and len(deed.by) > 1:
        return deed.frame.joint_event
    return deed.frame.event or event_type("actions", deed.frame.type)


KIND = Kind(
    name="actions",
    singular="action",
    prefix="a",
    record=Action,
    find=find_actions,
    line=lambda r: f"{'+'.join(r.by)} {r.type}{' → ' + '+'.join(r.to) if r.to else ''}: {r.matter}",
    example="The United States imposed sanctions on Iran.",
    counterexample="The United States will impose sanctions on Iran.",
)
