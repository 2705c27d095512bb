"""From tellings to contacts: cut each telling to single contacts, then join the tellings of one contact.

Two tellings are one contact when kind, sides and reality agree, and neither people nor times speak against it. Words that
only point back join the last contact of their kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from communique.model.place import Place
from communique.records.engagement.mention import Meeting, Mention
from communique.records.engagement.scene import Filler

FORESEEN = ("planned", "invited", "possible")


def cut(mention: Mention) -> Iterator[Meeting]:
    """Yield the single contacts that a telling tells; none where fewer than two sides take part."""
    ones, others = mention.ones, mention.others
    home = _sides(ones)
    if mention.kind == "visit":
        yield from _cut_visit(mention)
        return
    foreign = [filler for filler in others if filler.sides - home]
    if not foreign:
        if len(home) > 1:
            yield _meeting(mention, home, (*ones, *others))
        return
    if not home:
        sides = _sides(foreign)
        if len(sides) > 1:
            yield _meeting(mention, sides, tuple(foreign))
        return
    same = [filler for filler in others if not filler.sides - home]
    if len(home) > 1 and mention.apart and len(_sides(foreign)) == 1:
        for filler in ones:
            yield _meeting(mention, filler.sides | _sides(foreign), (filler, *foreign))
        return
    if mention.joint or (len(foreign) == 1 and len(foreign[0].sides - home) == 1):
        yield _meeting(mention, home | _sides(foreign), (*ones, *others))
        return
    groups: dict[tuple[frozenset[str], int], list[Filler]] = {}
    for number, filler in enumerate(foreign):
        for side in sorted(filler.sides - home):
            alone = number if mention.apart and filler.people else 0
            groups.setdefault((frozenset((side,)), alone), []).append(filler)
    for (side, _), fillers in groups.items():
        yield _meeting(mention, home | side, (*ones, *same, *fillers))


def _cut_visit(mention: Mention) -> Iterator[Meeting]:
    """Yield one trip for each visiting side."""
    host = _sides(mention.others)
    visiting: dict[frozenset[str], list[Filler]] = {}
    for filler in mention.ones:
        for side in sorted(filler.sides):
            visiting.setdefault(frozenset((side,)), []).append(filler)
    for side, fillers in visiting.items():
        if host and not side & host:
            yield Meeting(mention, "visit", side | host, tuple(fillers), visitor=side)


def _meeting(mention: Mention, parties: frozenset[str], fillers: tuple[Filler, ...]) -> Meeting:
    kind = mention.kind
    if kind == "meeting" and len(parties) > 2:
        kind = "conference"
    elif mention.frame.word == "summit" and len(parties) == 2:
        kind = "meeting"
    return Meeting(mention, kind, parties, fillers)


def _sides(fillers: Iterable[Filler]) -> frozenset[str]:
    return frozenset().union(*(filler.sides for filler in fillers))


def group_of(status: str) -> str:
    """Return the group of statuses that tellings of one contact share."""
    return "foreseen" if status in FORESEEN else "cancelled" if status == "cancelled" else "held"


@dataclass(slots=True)
class Contact:
    """One contact with all its tellings."""

    kind: str
    status: str
    parties: frozenset[str]
    visitor: frozenset[str]
    tellings: list[Meeting] = field(default_factory=list)
    fillers: list[Filler] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)
    place: Place | None = None
    when: str | None = None
    rule: str = ""

    def add(self, meeting: Meeting) -> None:
        """Join one more telling."""
        self.tellings.append(meeting)
        self.fillers.extend(meeting.fillers)
        self.add_words(meeting.mention)

    def add_words(self, mention: Mention) -> None:
        """Join a telling's words, place and time."""
        self.runs.append((mention.first, mention.end))
        self.place = self.place or mention.place
        self.when = self.when or mention.when

    def people(self) -> dict[frozenset[str], set[str]]:
        """Return the keys of the named people by side."""
        found: dict[frozenset[str], set[str]] = {}
        for filler in self.fillers:
            for actor in filler.people:
                found.setdefault(filler.sides, set()).add(actor.key)
        return found

    def fits(self, meeting: Meeting) -> bool:
        """True when a telling may be of this contact."""
        if meeting.kind != self.kind or meeting.parties != self.parties or meeting.visitor != self.visitor:
            return False
        if group_of(meeting.mention.status) != group_of(self.status):
            return False
        mine = self.people()
        for filler in meeting.fillers:
            named = {actor.key for actor in filler.people}
            known = mine.get(filler.sides, set())
            if named and known and not named & known:
                return False
        return True


def merge(mentions: Iterable[Mention]) -> list[Contact]:
    """Return the contacts of a report from its tellings in text order."""
    contacts: list[Contact] = []
    for mention in mentions:
        meetings = list(cut(mention))
        if not meetings:
            if mention.back:
                last = next((c for c in reversed(contacts) if c.kind == mention.kind), None)
                if last is not None:
                    last.add_words(mention)
            continue
        for meeting in meetings:
            known = next((c for c in reversed(contacts) if c.fits(meeting)), None)
            if known is None:
                known = Contact(meeting.kind, mention.status, meeting.parties, meeting.visitor, rule=mention.rule)
                contacts.append(known)
            known.add(meeting)
    return contacts
