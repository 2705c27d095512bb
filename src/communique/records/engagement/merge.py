"""Join the tellings of one contact, in text order.

In: mentions and companions. Out: `Contact`s, one for each contact however often the text returns to it. Words that only
point back join the last contact of their kind; sides that a telling lacks are those of the last contact that fits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from communique.model.place import Place
from communique.records.engagement.circumstances import country_in_words, country_of_dateline, dateline_of
from communique.records.engagement.company import Company
from communique.records.engagement.contact import Contact, group_of, is_nearer
from communique.records.engagement.cut import cut, sides_of
from communique.records.engagement.mention import Mention
from communique.records.engagement.scene import Filler, Scene

# Words before "on the sidelines of" within which the contact stands that took place there.
SAME_SENTENCE = 40
# Sentences that count as a lead: of the meetings whose country alone is told, those of the training reports and of
# our own codings that were in the dateline's town stand no later (`measure.py coded --misses engagements`).
LEAD = 2
SPOKEN = ("meeting", "call")
# Kinds that may be told without any side: "the parties will sign", "we met last year".
OF_CONTEXT = ("signing", "meeting", "call")


def merge(scene: Scene, mentions: Iterable[Mention], companies: Iterable[Company]) -> list[Contact]:
    """Return the contacts of a report from its tellings in text order."""
    months, pair = scene.words.grammar["months"], scene.main_pair()
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
        if mention.kind == "visit" and mention.context and mention.bare:
            # "during the visit": to an office, or a trip of somebody whom the sentence does not name.
            continue
        if mention.context:
            home = country_of_dateline(scene) if _has_guests(scene, mention) else None
            mention = _with_context(mention, [c.parties for c in reversed(contacts)], pair, home)
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
            if known is not None and mention.name == "":
                known = _main_of(mention, contacts)
            if known is None:
                known = Contact(
                    meeting.kind, mention.status, meeting.parties, meeting.visitor, rule=mention.rule, months=months
                )
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
        _settle(scene, contact, contacts)
    return [contact for contact in contacts if len(contact.parties) > 1]


def _told_before(mention: Mention, contacts: list[Contact]) -> Contact | None:
    """Return the contact that a telling without a contact of its own returns to: a known visitor's trip, or the talks
    in which somebody "told" or "briefed" the other."""
    told = (*mention.ones, *mention.others)
    sides = sides_of(told)
    for contact in reversed(contacts):
        if contact.is_of_others(told):
            continue
        if mention.kind == "visit" and mention.context and contact.kind == "visit" and sides & contact.visitor:
            return contact
        is_talk = mention.frame.weak and mention.kind in SPOKEN and mention.status == "held"
        if is_talk and contact.kind in SPOKEN and sides == contact.parties:
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


def _has_guests(scene: Scene, mention: Mention) -> bool:
    """True for talks with people, or with a group of them: "a visiting delegation from the Diet"."""
    words = {lemma for filler in mention.others for lemma in scene.lemmas[filler.first : filler.end]}
    return mention.kind in SPOKEN and (any(f.human for f in mention.others) or bool(words & scene.words.groups))


def _with_context(mention: Mention, known: list[frozenset[str]], pair: frozenset[str], home: str | None) -> Mention:
    """Return a telling that lacks a side with the parties of the last contact that fits what it says, else with the
    two sides that the whole report is about, else, for talks with a guest, with the dateline's country."""
    told = (*mention.ones, *mention.others)
    sides = sides_of(told)
    for parties in (*known, pair):
        if len(parties) != 2 or not sides <= parties or not (sides or mention.kind in OF_CONTEXT):
            continue
        if mention.kind == "visit":
            hosts = (Filler(mention.trigger, mention.trigger + 1, frozenset((side,))) for side in sorted(parties))
            return replace(mention, others=tuple(hosts))
        missing = Filler(mention.trigger, mention.trigger + 1, parties - sides)
        return replace(mention, ones=told, others=(missing,), joint=True)
    if home is not None and len(sides) == 1 and home not in sides:
        host = Filler(mention.trigger, mention.trigger + 1, frozenset((home,)))
        return replace(mention, ones=(*mention.ones, host))
    return mention


def _invited(mention: Mention, contacts: list[Contact]) -> Mention:
    """Return an invitation whose guest cannot be the host's own side with the other party of the last contact."""
    host, guest = sides_of(mention.others), sides_of(mention.ones)
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
            if (
                contact is not conference
                and mention.trigger - SAME_SENTENCE < meeting.mention.trigger < mention.trigger
            ):
                conference.parties |= contact.parties
                conference.fillers.extend(meeting.fillers)
                contact.place = contact.place or conference.place


def _settle(scene: Scene, contact: Contact, contacts: list[Contact]) -> None:
    """Give a contact without a place that of what it was part of, and take an event's own organisation out."""
    if contact.kind in ("meeting", "signing", "other"):
        whole = _whole_of(scene, contact, contacts)
        if whole is not None:
            contact.place = contact.place or whole.place
            contact.when = contact.when or _time_within(contact, whole)
    if contact.kind not in ("visit", "call") and contact.place is not None:
        contact.place = _town_instead(scene, contact, contacts) or contact.place
    if contact.place is None and contact.kind == "visit" and len(contact.parties - contact.visitor) == 1:
        contact.place = country_in_words(scene, min(contact.parties - contact.visitor))
    if contact.kind == "conference":
        names = {word for m in contact.tellings for word in (m.mention.name or "").split()}
        others = frozenset(side for side in contact.parties if side.lower() not in names)
        contact.parties = others if len(others) > 1 else contact.parties


def _town_instead(scene: Scene, contact: Contact, contacts: list[Contact]) -> Place | None:
    """Return the town where a contact was that is told with no more than its country: the one where one of its sides
    was then, else the dateline's for what the opening tells; None where the text leaves it open."""
    place = contact.place
    first = contact.tellings[0].mention
    towns = {
        other.place.name: other.place
        for other in contacts
        if other is not contact
        and other.place is not None
        and place is not None
        and is_nearer(other.place, place)
        and other.kind != "call"
        and other.parties & contact.parties
        and group_of(other.status) == group_of(contact.status)
        and other.tellings[0].mention.past == first.past
    }
    if len(towns) == 1:
        return next(iter(towns.values()))
    if towns or contact.status != "held" or first.past or not _is_in_lead(scene, first.trigger):
        return None
    town = dateline_of(scene)
    return town if town is not None and place is not None and is_nearer(town, place) else None


def _is_in_lead(scene: Scene, trigger: int) -> bool:
    """True in the first sentences of a report."""
    return any(first <= trigger < end for first, end in list(scene.context.reading.sentences())[:LEAD])


def _time_within(contact: Contact, whole: Contact) -> str | None:
    """Return the time of a contact from what it was part of: of a trip, or of a meeting for its signing."""
    return whole.when if whole.kind in ("visit", "meeting") and whole.parties == contact.parties else None


def _whole_of(scene: Scene, contact: Contact, contacts: list[Contact]) -> Contact | None:
    """Return what a contact was part of: a meeting for its signing, a trip of one of its sides, a conference that one
    of them attended; only what is as real, and of the same time."""
    parts = ("visit", "conference") if contact.kind == "meeting" else ("meeting", "visit", "conference")
    first = contact.tellings[0].mention
    ranked: list[tuple[int, Contact]] = []
    for other in contacts:
        start = other.tellings[0].mention
        is_told_with_it = start.first < first.trigger and scene.sentence(start.trigger) == scene.sentence(first.trigger)
        is_other_time = (
            start.past
            or first.past
            or (not is_told_with_it and other.is_dated(other.when) != other.is_dated(contact.when or other.when))
        )
        if other is contact or other.kind not in parts or is_other_time or not (other.place or other.when):
            continue
        same = other.parties == contact.parties
        shares = (
            start.trigger < first.trigger
            and other.kind != "meeting"
            and (other.visitor or other.parties) & contact.parties
            and not other.is_of_others(contact.fillers)
        )
        if group_of(other.status) == group_of(contact.status) and (same or shares):
            ranked.append((parts.index(other.kind) + (0 if same else len(parts)), other))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None
