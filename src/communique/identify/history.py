"""What a report has spoken of so far: the memory that pronouns and "both sides" are resolved with.

In: references in text order. Out: the most salient persons and sides before a token. Salience is recency by sentence
with a preference for subjects; it never looks at meaning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from communique.model.cast import Reference
from communique.reference.countries import COUNTRIES

# A side mentioned a sentence earlier weighs this much less. Chosen on train/ by the pairs of "both sides".
FADE = 0.75
# What a mention of a side weighs by how it is named: persons and countries act, adjectives and places less so.
WEIGHTS = {"adjective": 0.5, "place": 0.3, "combining": 0.5, "people": 0.7, "capital": 0.8, "pronoun-it": 0.5}
# What is said of these is not yet said by them.
SHADES = frozenset({"adjective", "place", "combining", "forum", "armed group", "pronoun-it"})
# Besides persons, these act as a party.
PARTIES = frozenset({"institution", "counterpart", "office-alone", "guest"})
# "Both sides" looks for its pair over this many sentences.
PAIR_REACH = 12
# A pair further off than this gives way to the one that the report opens with.
NEAR_PAIR = 3
# Pronouns reach back over this many sentences.
REACH = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference in sentence number `sentence`; `person` whether it is one person, `gender` what is known of him or
    her, `subject` whether it is a subject, `group` the first token of the coordination it belongs to."""

    reference: Reference
    sentence: int
    person: bool
    subject: bool
    gender: str | None
    group: int
    plural: bool = False


@dataclass(slots=True)
class History:
    """The entries so far in text order, and how often each side is named in the whole report."""

    totals: Counter[str]
    entries: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)

    def back(self, sentence: int, reach: int = REACH) -> Iterator[list[Entry]]:
        """Yield the entries of this sentence, then of the one before it, and so on."""
        batch: list[Entry] = []
        current = sentence
        for entry in reversed(self.entries):
            if sentence - entry.sentence > reach:
                break
            if entry.sentence != current:
                if batch:
                    yield batch[::-1]
                batch, current = [], entry.sentence
            batch.append(entry)
        if batch:
            yield batch[::-1]

    def last(self, sentence: int, wanted: Callable[[Entry], bool], reach: int = REACH) -> Entry | None:
        """Return the most salient entry that is wanted: in the nearest sentence the subject, else the first."""
        for batch in self.back(sentence, reach):
            fitting = [entry for entry in batch if wanted(entry)]
            if fitting:
                subjects = [entry for entry in fitting if entry.subject]
                return subjects[-1] if subjects else fitting[0]
        return None

    def top_sides(self, sentence: int, count: int = 2) -> list[str]:
        """Return the most salient sides before a token, the most salient first."""
        scores: dict[str, float] = {code: 0.001 * total for code, total in self.totals.items()}
        for entry in self.entries:
            weight = WEIGHTS.get(entry.reference.rule, 1.0) * FADE ** (sentence - entry.sentence)
            for code in entry.reference.sides:
                scores[code] = scores.get(code, 0.0) + weight
        return sorted(scores, key=lambda code: (-scores[code], code))[:count]

    def nearest_pair(self, sentence: int, states: bool = False) -> list[str]:
        """Return the two sides that "the two sides" means, or "the two countries": of these, organisations are none.

        They are those of the nearest sentence that brings together persons of two sides, or names two countries as a
        pair; where that is further off than `NEAR_PAIR`, rather the pair that the report opens with; failing that, the
        sides of the last sentences' actors, the most salient two where there are more.
        """
        for batch in self.back(sentence, NEAR_PAIR):
            pair = _pair_of(batch, sentence, states)
            if pair:
                return pair
        opening = [entry for entry in self.entries if entry.sentence == 0]
        pair = sorted(_sides_of(opening, states)) if sentence else []
        if len(pair) == 2:
            return pair
        for batch in self.back(sentence, PAIR_REACH):
            pair = _pair_of(batch, sentence, states)
            if pair:
                return pair
        actors: list[str] = []
        for batch in self.back(sentence, PAIR_REACH):
            for entry in reversed(batch):
                if entry.reference.rule not in SHADES:
                    actors.extend(c for c in sorted(_sides_of([entry], states)) if c not in actors)
            if len(actors) >= 2:
                order = self.top_sides(sentence, len(self.totals) + len(self.entries))
                return sorted(sorted(actors, key=order.index)[:2])
        return self.top_sides(sentence, 2)

    def nearest_persons(self, sentence: int) -> list[str]:
        """Return the two sides of the persons that the nearest sentence brings together, or nothing."""
        for batch in self.back(sentence, sentence + 1):
            sides = {code for entry in batch if entry.person for code in entry.reference.sides}
            if len(sides) == 2:
                return sorted(sides)
        return []

    def recent_persons(self, sentence: int) -> list[Entry]:
        """Return the latest entry of each person before a token, the most recent first."""
        seen: set[tuple[str, ...]] = set()
        found = []
        for entry in reversed(self.entries):
            if entry.person and sentence - entry.sentence <= 4 * REACH:
                key = entry.reference.actors or (entry.reference.office or "", *sorted(entry.reference.sides))
                if key not in seen:
                    seen.add(key)
                    found.append(entry)
        return found


def _sides_of(entries: Iterable[Entry], states: bool) -> set[str]:
    """Return the sides of entries; with `states`, only those that are countries."""
    sides = {code for entry in entries for code in entry.reference.sides}
    return sides & COUNTRIES.keys() if states else sides


def _pair_of(batch: list[Entry], sentence: int, states: bool) -> list[str]:
    """Return the two sides that one sentence brings together, or nothing; `sentence` is the one that asks. Countries in
    a row elsewhere are a pair where they act ("regional players including China and Russia" are none)."""
    persons: set[str] = set()
    groups: dict[int, set[str]] = {}
    for entry in batch:
        rule = entry.reference.rule
        sides = _sides_of([entry], states)
        if len(sides) == 2 and rule not in SHADES:
            return sorted(sides)
        if entry.person or rule in PARTIES:
            persons |= sides
        elif rule == "country" and (entry.subject or entry.sentence == sentence):
            groups.setdefault(entry.group, set()).update(sides)
    if len(persons) == 2:
        return sorted(persons)
    joint = [sides for sides in groups.values() if len(sides) == 2]
    return sorted(joint[-1]) if joint else []
