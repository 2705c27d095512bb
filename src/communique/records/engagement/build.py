"""From contacts to records: participants, topics, evidence."""

from __future__ import annotations

from collections.abc import Iterator

from communique.languages import LANGUAGES
from communique.languages.topics import find_topics
from communique.model.kind import Context
from communique.records.confidence import confidence
from communique.records.engagement.advised import advised
from communique.records.engagement.circumstances import day_of_lead
from communique.records.engagement.company import find_company
from communique.records.engagement.contact import Contact
from communique.records.engagement.events import find_event_mentions
from communique.records.engagement.merge import merge
from communique.records.engagement.nouns import find_noun_mentions
from communique.records.engagement.record import Engagement, Participant
from communique.records.engagement.scene import Scene
from communique.records.engagement.verbs import find_verb_mentions
from communique.reference.plover import event_type_of_engagement


def find_engagements(context: Context) -> Iterator[Engagement]:
    """Yield one engagement for each contact that the report tells, however often it returns to it."""
    scene = Scene.of(context)
    mentions = (*find_verb_mentions(scene), *find_noun_mentions(scene), *find_event_mentions(scene))
    contacts = merge(scene, sorted(advised(mentions, scene), key=lambda m: m.trigger), find_company(scene))
    for number, contact in enumerate(contacts):
        yield _record(scene, contact, number, contact is _main(contacts))


def _main(contacts: list[Contact]) -> Contact | None:
    """Return the contact that the report is about: the first told that is held, trips aside."""
    held = [
        c for c in contacts if c.kind != "visit" and c.status in ("held", "ongoing") and not c.tellings[0].mention.past
    ]
    return min(held, key=lambda c: c.tellings[0].mention.trigger, default=None)


def _record(scene: Scene, contact: Contact, number: int, is_main: bool) -> Engagement:
    context = scene.context
    reading = context.reading
    when = contact.when or (day_of_lead(scene, contact.tellings[0].mention.trigger) if is_main else None)
    runs = sorted(set(contact.runs))
    words = " ".join(reading.words(first, end) for first, end in runs)
    return Engagement(
        id=f"engagement:{number}",
        kind=contact.kind,
        status=contact.status,
        parties=tuple(sorted(contact.parties)),
        participants=tuple(_participants(context, contact)),
        # Who telephones is in two places.
        place=contact.place if contact.kind != "call" else None,
        when=when,
        date=_duration(contact),
        topics=find_topics(words, LANGUAGES[reading.report.language or "en"]),
        evidence=reading.evidence(*runs),
        confidence=confidence(contact.rule),
        event_type=event_type_of_engagement(contact.kind, contact.status),
        rule=contact.rule,
    )


def _duration(contact: Contact) -> str | None:
    """Return how long a trip lasts from its time words' day ("/P1D") or up to it ("P1D/"); `resolve` dates it."""
    if contact.kind != "visit" or not contact.days or not contact.when:
        return None
    return f"/P{contact.days - 1}D" if contact.days > 0 else f"P{-contact.days - 1}D/"


def _participants(context: Context, contact: Contact) -> Iterator[Participant]:
    """Yield who took part: named persons once each, then offices of unnamed ones."""
    seen: set[str] = set()
    named = frozenset().union(*(filler.sides for filler in contact.fillers if filler.people))
    for filler in contact.fillers:
        country = min(filler.sides) if len(filler.sides) == 1 else None
        for actor in filler.people:
            if actor.key not in seen:
                seen.add(actor.key)
                yield Participant(actor.key, actor.name, min(actor.sides) if actor.sides else country)
        if not filler.people and filler.office and filler.office not in seen and not filler.sides & named:
            seen.add(filler.office)
            yield Participant(None, filler.office, country)
