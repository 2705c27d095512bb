"""A contact with all its tellings, and what speaks against a telling being of it.

Two tellings are one contact when kind, sides and reality agree, and neither people nor times nor places speak against
it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.model.place import Place
from communique.records.engagement.mention import Meeting, Mention
from communique.records.engagement.scene import Filler
from communique.reference.countries import find_naming

FORESEEN = ("planned", "invited", "possible")


def group_of(status: str) -> str:
    """Return the group of statuses that tellings of one contact share."""
    return "foreseen" if status in FORESEEN else "cancelled" if status == "cancelled" else "held"


def may_be_same(one: Place | None, other: Place | None) -> bool:
    """True when two places may be the same, or one may lie in the other."""
    if one is None or other is None or one.name == other.name:
        return True
    return one.country is not None and one.country == other.country and one.country in (one.name, other.name)


def is_nearer(one: Place | None, other: Place) -> bool:
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
    months: frozenset[str] = frozenset()
    days: int = 0

    def is_dated(self, when: str | None) -> bool:
        """True for time words with a figure or a month ("May 13", "in July"), which a bare weekday does not mean."""
        if when is None:
            return False
        return any(c.isdigit() for c in when) or any(word.lower().strip(".,") in self.months for word in when.split())

    def add(self, meeting: Meeting) -> None:
        """Join one more telling."""
        self.tellings.append(meeting)
        self.fillers.extend(meeting.fillers)
        self.add_words(meeting.mention)

    def add_words(self, mention: Mention) -> None:
        """Join a telling's words, place and time."""
        self.runs.append((mention.first, mention.end))
        self.days = self.days or mention.days
        if self.place is None or (mention.kind != "visit" and is_nearer(mention.place, self.place)):
            self.place = mention.place or self.place
        if self.when is None or (self.kind == "visit" and self.is_dated(mention.when) and not self.is_dated(self.when)):
            self.when = mention.when or self.when

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
        if meeting.mention.further or self._is_apart(meeting.mention):
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
        far_in_time = bool(mention.when and self.when) and self.is_dated(mention.when) != self.is_dated(self.when)
        elsewhere = bool(mention.place and self.place) and not may_be_same(mention.place, self.place)
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
