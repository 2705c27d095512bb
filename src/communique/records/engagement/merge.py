"""From tellings to contacts: cut each telling to single contacts, then join the tellings of one contact.

Two tellings are one contact when kind, sides and reality agree, and neither people nor times speak against it. Words that
only point back join the last contact of their kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from communique.model.place import Place
from communique.records.engagement.company import Company
from communique.records.engagement.mention import Meeting, Mention
from communique.records.engagement.scene import Filler
from communique.reference.countries import find_naming

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FORESEEN = ("planned", "invited", "possible")
# Words before "on the sidelines of" within which the contact stands that took place there.
SAME_SENTENCE = 40


def cut(mention: Mention) -> Iterator[Meeting]:
    """Yield the single contacts that a telling tells; none where fewer than two sides take part."""
    ones, others = mention.ones, mention.others
    home = _sides(ones)
    if mention.kind == "visit":
        yield from _cut_visit(mention)
        return
    if mention.kind == "conference" and mention.name is not None:
        yield Meeting(mention, "conference", home | _sides(others), ones)
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
        for code in sorted(filler.sides - home):
            alone = number if mention.apart and filler.people else 0
            groups.setdefault((frozenset((code,)), alone), []).append(filler)
    for (side, _), fillers in groups.items():
        yield _meeting(mention, home | side, (*ones, *same, *fillers))


def _cut_visit(mention: Mention) -> Iterator[Meeting]:
    """Yield one trip for each visiting side."""
    hosts = mention.others
    visiting: dict[tuple[frozenset[str], int], list[Filler]] = {}
    for number, filler in enumerate(mention.ones):
        for code in sorted(filler.sides):
            alone = number if mention.apart and filler.people else 0
            visiting.setdefault((frozenset((code,)), alone), []).append(filler)
    for (visitor, _), fillers in visiting.items():
        for number, host in enumerate(hosts):
            if host.sides and not visitor & host.sides:
                told = mention if number == 0 else replace(mention, place=None)
                yield Meeting(told, "visit", visitor | host.sides, tuple(fillers), visitor=visitor)


def _meeting(mention: Mention, parties: frozenset[str], fillers: tuple[Filler, ...]) -> Meeting:
    kind = mention.kind
    if kind == "meeting" and len(parties) > 2:
        kind = "conference"
    return Meeting(mention, kind, parties, fillers)


def _sides(fillers: Iterable[Filler]) -> frozenset[str]:
    return frozenset().union(*(filler.sides for filler in fillers))


def group_of(status: str) -> str:
    """Return the group of statuses that tellings of one contact share."""
    return "foreseen" if status in FORESEEN else "cancelled" if status == "cancelled" else "held"


def is_dated(when: str | None) -> bool:
    """True for time words with a figure or a capital month ("May 13", "in July"), which a weekday does not mean."""
    if when is None:
        return False
    words = when.replace(".", "").split()
    months = any(word.title()[:3] in MONTHS and word[0].isupper() for word in words)
    return months or any(character.isdigit() for character in when)


def _overlap(one: Place | None, other: Place | None) -> bool:
    """True when two places may be the same, or one may lie in the other."""
    if one is None or other is None or one.name == other.name:
        return True
    return one.country is not None and one.country == other.country and one.country in (one.name, other.name)


def _is_nearer(one: Place | None, other: Place) -> bool:
    """True when one place is a town of the country that the other is."""
    naming = find_naming(other.name)
    is_country = naming is not None and naming.use == "name"
    return one is not None and is_country and one.country == other.country and one.name != other.name


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
        if self.place is None or (mention.kind != "visit" and _is_nearer(mention.place, self.place)):
            self.place = mention.place or self.place
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
        if meeting.kind != self.kind:
            return False
        if self.kind == "other" and meeting.mention.frame.word != self.tellings[0].mention.frame.word:
            return False
        if meeting.mention.name is not None and self.kind == "conference":
            return self._is_same_event(meeting)
        if meeting.parties != self.parties or meeting.visitor != self.visitor:
            return False
        returns = meeting.mention.definite and meeting.mention.status == "held"
        if group_of(meeting.mention.status) != group_of(self.status) and not returns:
            return False
        if self._is_apart(meeting.mention):
            return False
        return not self.is_of_others(meeting.fillers)

    def is_of_others(self, fillers: Iterable[Filler]) -> bool:
        """True when other people of the same side are named than in the tellings so far."""
        mine = self.people()
        for filler in fillers:
            named = {actor.key for actor in filler.people}
            known = mine.get(filler.sides, set())
            if named and known and not named & known:
                return True
        return False


    def _is_apart(self, mention: Mention) -> bool:
        """True when time, place or matter say that a telling is of another contact."""
        first = self.tellings[0].mention
        if mention.past != first.past or (mention.matter and first.matter and mention.matter != first.matter):
            return True
        far_in_time = bool(mention.when and self.when) and is_dated(mention.when) != is_dated(self.when)
        elsewhere = bool(mention.place and self.place) and not _overlap(mention.place, self.place)
        return far_in_time and (elsewhere or not mention.place or not self.place)

    def _is_same_event(self, meeting: Meeting) -> bool:
        """True when a conference's name does not speak against it, nor its reality."""
        if group_of(meeting.mention.status) != group_of(self.status) and meeting.mention.name:
            return False
        mine = set(" ".join(m.mention.name or "" for m in self.tellings).split())
        yours = set((meeting.mention.name or "").split())
        numbers = {word for word in mine if word[0].isdigit()}, {word for word in yours if word[0].isdigit()}
        if all(numbers) and not numbers[0] & numbers[1]:
            return False
        return not mine or not yours or bool(mine & yours)


def merge(mentions: Iterable[Mention], companies: Iterable[Company]) -> list[Contact]:
    """Return the contacts of a report from its tellings in text order."""
    contacts: list[Contact] = []
    beside: list[tuple[Contact, Mention]] = []
    waiting = list(companies)
    for mention in mentions:
        while waiting and waiting[0].trigger < mention.trigger:
            _join_company(contacts, waiting.pop(0))
        known = _told_before(mention, contacts)
        if known is not None:
            known.add_words(mention)
            continue
        if mention.context and contacts:
            mention = _with_context(mention, contacts)
        if mention.kind == "visit":
            mention = _invited(mention, contacts)
        meetings = list(cut(mention))
        if not meetings:
            if mention.back:
                last = _main_of(mention, contacts)
                if last is not None:
                    last.add_words(mention)
            continue
        for meeting in meetings:
            known = next((c for c in reversed(contacts) if c.fits(meeting)), None)
            if known is None:
                known = Contact(meeting.kind, mention.status, meeting.parties, meeting.visitor, rule=mention.rule)
                contacts.append(known)
            known.add(meeting)
            if mention.name is not None:
                known.parties |= meeting.parties
                if mention.sidelines:
                    beside.append((known, mention))
    for company in waiting:
        _join_company(contacts, company)
    for conference, mention in beside:
        _join_sidelines(conference, mention, contacts)
    for contact in contacts:
        _settle(contact, contacts)
    return [contact for contact in contacts if len(contact.parties) > 1]


def _told_before(mention: Mention, contacts: list[Contact]) -> Contact | None:
    """Return the contact that a telling without two sides of its own returns to: a known visitor's trip, or the talks in
    which somebody "told" or "briefed" the other."""
    sides = _sides((*mention.ones, *mention.others))
    for contact in reversed(contacts):
        if mention.kind == "visit" and mention.context and contact.kind == "visit":
            if sides & contact.visitor and not contact.is_of_others(mention.ones):
                return contact
        elif mention.frame.weak and mention.kind in ("meeting", "call") and mention.status == "held" and contact.kind in ("meeting", "call") and sides == contact.parties:
            if not contact.is_of_others((*mention.ones, *mention.others)):
                return contact
    return None


def _main_of(mention: Mention, contacts: list[Contact]) -> Contact | None:
    """Return the contact that bare words like "the meeting" mean: the last of the kind; of conferences the main one."""
    same = [contact for contact in contacts if contact.kind == mention.kind]
    if not same:
        return None
    return max(same, key=lambda c: len(c.tellings)) if mention.kind == "conference" else same[-1]


def _join_company(contacts: list[Contact], company: Company) -> None:
    """Add companions to the last contact told before them whose parties they belong to."""
    for contact in reversed(contacts):
        if contact.kind in ("meeting", "call", "signing", "visit" if company.on_trip else "meeting"):
            fillers = [f for f in company.fillers if f.sides and f.sides <= contact.parties]
            contact.fillers.extend(fillers)
            return


def _with_context(mention: Mention, contacts: list[Contact]) -> Mention:
    """Return a telling that lacks a side with the parties of the last contact that fits what it says."""
    told = (*mention.ones, *mention.others)
    sides = _sides(told)
    for contact in reversed(contacts):
        if len(contact.parties) == 2 and sides <= contact.parties and (sides or mention.kind == "signing"):
            if mention.kind == "visit":
                hosts = (Filler(mention.trigger, mention.trigger + 1, frozenset((s,))) for s in sorted(contact.parties))
                return replace(mention, others=tuple(hosts))
            missing = Filler(mention.trigger, mention.trigger + 1, contact.parties - sides)
            return replace(mention, ones=told, others=(missing,), joint=True)
    return mention


def _invited(mention: Mention, contacts: list[Contact]) -> Mention:
    """Return an invitation whose guest cannot be the host's own side with the other party of the last contact."""
    host, guest = _sides(mention.others), _sides(mention.ones)
    if mention.status != "invited" or not host or guest - host:
        return mention
    for contact in reversed(contacts):
        if len(contact.parties) == 2 and host < contact.parties:
            return replace(mention, ones=(Filler(mention.trigger, mention.trigger + 1, contact.parties - host),))
    return mention


def _join_sidelines(conference: Contact, mention: Mention, contacts: list[Contact]) -> None:
    """Add to a conference the parties and people of the contacts told as on its sidelines."""
    for contact in contacts:
        for meeting in contact.tellings:
            if contact is not conference and mention.trigger - SAME_SENTENCE < meeting.mention.trigger < mention.trigger:
                conference.parties |= contact.parties
                conference.fillers.extend(meeting.fillers)
                contact.place = contact.place or conference.place


def _settle(contact: Contact, contacts: list[Contact]) -> None:
    """Give a contact without a place that of the trip it was part of, and take an event's own organisation out."""
    if contact.place is None and contact.kind in ("meeting", "signing", "other"):
        trips = (c for c in contacts if c.kind == "visit" and c.parties == contact.parties and c.place and not c.tellings[0].mention.past)
        trip = next((c for c in trips if group_of(c.status) == group_of(contact.status)), None)
        if trip is not None and is_dated(trip.when) == is_dated(contact.when or trip.when):
            contact.place = trip.place
    if contact.kind == "conference":
        names = {word for m in contact.tellings for word in (m.mention.name or "").split()}
        others = frozenset(side for side in contact.parties if side.lower() not in names)
        contact.parties = others if len(others) > 1 else contact.parties
