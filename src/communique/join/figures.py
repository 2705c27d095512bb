"""Figures that say something of each other: told again, parts of a total, totals that hold incidents told one by one.

In: figures with their sentence, countries and days (`Told`), incidents. Out: whether two are one figure, which parts
make a total, whether an incident belongs to a total. Nothing is added up or left out by this: it says what must not be
added. Deliberately missed: two parts (they fit by chance), parts told far from their total, totals without a period,
and the same figure in other units ("$1bn", "Rs280bn").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import sqrt

from communique.join.content_words import content_words, stem
from communique.join.money import is_currency
from communique.join.times import window_of
from communique.join.words import load_mapping, load_words
from communique.model.claim import Claim

# How alike the sentences of one figure are (cosine of their telling words) and how many words they share, by how many
# digits the number has: 4,879 is hardly two things, 10 is. Chosen by reading pairs of the corpus (docs/joining.md).
LIKENESS = {1: (0.4, 5), 2: (0.4, 4), 3: (0.25, 3), 4: (0.15, 3)}
SMALL_HARM, HARM_DAYS = 100, 7  # so few hurt are told of many days: only reports within a week tell of the same ones
LEAST_PARTS, MOST_PARTS = 3, 6  # how many figures may make a total
SUM_CHARS = 600  # … within so many characters of text: about three sentences
LEAST_DAYS = 7  # a total counts over a week or more; what is counted of a day is an incident's own number
LEAST_TOTAL = 10  # fewer than these are told of one event
NUMBER_WORDS = load_words("number_words")
# A unit or measure's word → what was suffered (killed, injured …), who suffered it (security …), or "incident".
HARM_OUTCOMES, HARM_CLASSES = load_mapping("harm_outcomes"), load_mapping("harm_classes")
# Stems of violence: without one in its sentence a toll is of roads, floods or sickness.
VIOLENCE = load_words("violence")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as its report tells it: `countries` are named by its sentence, else the report's; `days` its period."""

    claim: Claim
    sentence: str
    countries: frozenset[str]
    days: tuple[str, str] | None

    @property
    def value(self) -> float:
        return float(self.claim.record["value"])

    @property
    def unit(self) -> str:
        return str(self.claim.record["unit"])


# ---------------------------------------------------------------- the same figure told again


def find_same(told: Sequence[Told]) -> list[list[Told]]:
    """Return the groups of `gather_same` that two and more reports tell."""
    return [same for same in gather_same(told) if len({figure.claim.source.id for figure in same}) > 1]


def gather_same(told: Sequence[Told]) -> list[list[Told]]:
    """Return all figures in groups that are one figure, each alike to the first of its group."""
    by_number: dict[tuple[float, str], list[Told]] = defaultdict(list)
    for figure in told:
        by_number[figure.value, figure.unit].append(figure)
    found = []
    for _, members in sorted(by_number.items()):
        while members:
            first, *others = members
            same = [first, *(other for other in others if is_same(first, other))]
            found.append(same)
            members = [figure for figure in others if figure not in same]
    return found


def is_same(a: Told, b: Told) -> bool:
    """True when two figures of one number and unit are one: alike in words, of one country and period."""
    if a.claim.source.id == b.claim.source.id or (a.countries and b.countries and not a.countries & b.countries):
        return False
    if a.days and b.days and not (a.days[0] <= b.days[1] and b.days[0] <= a.days[1]):
        return False
    outcome = harm_of(a)[0]
    if outcome and a.value < SMALL_HARM and not _are_near(a, b):
        return False
    least, shared = LIKENESS[min(4, digits_of(a.value))]
    x, y = _telling(a), _telling(b)
    both = x & y
    return len(both) >= shared and len(both) / sqrt(len(x) * len(y)) >= least


def digits_of(value: float) -> int:
    """Return how many digits of a number tell something.

    >>> digits_of(7_000_000_000.0), digits_of(4879), digits_of(0.25)
    (1, 4, 2)
    """
    return max(1, len(f"{value:.10g}".replace(".", "").strip("0")))


def _telling(figure: Told) -> frozenset[str]:
    words = content_words(figure.sentence) - NUMBER_WORDS
    return frozenset(word for word in words if not word.isdigit())


def _are_near(a: Told, b: Told) -> bool:
    one, two = a.claim.source.published, b.claim.source.published
    return bool(one and two) and abs((date.fromisoformat(str(one)) - date.fromisoformat(str(two))).days) <= HARM_DAYS


# ---------------------------------------------------------------- parts that make a total


def find_sums(told: Sequence[Told]) -> list[tuple[Sequence[Claim], Claim]]:
    """Return (parts, total) for totals that are sums of figures right beside them, of like units, in one report."""
    groups: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for figure in told:
        unit = like_unit(figure)
        if unit != "percent":  # shares of different wholes add up to anything
            groups[figure.claim.source.key, unit].append(figure.claim)
    found = []
    for members in groups.values():
        members.sort(key=_place)
        for at, total in enumerate(members):
            parts = _parts_beside(members, at)
            if parts:
                found.append((parts, total))
    return found


def _parts_beside(members: Sequence[Claim], at: int) -> Sequence[Claim] | None:
    """Return the run of three or more figures right after or right before a total that adds up to it, if there is one.

    Two numbers, or numbers from here and there in a report, add up to a third by chance too often to tell: on 4,000
    reports most sums of any figures of a report were of cricket scores and distances.
    """
    total = members[at].record["value"]
    for size in range(LEAST_PARTS, MOST_PARTS + 1):
        for start in (at + 1, at - size):
            parts = members[max(start, 0) : start + size] if start >= 0 else []
            if len(parts) < size or total <= 0 or any(part.record["value"] <= 0 for part in parts):
                continue
            first, last = min(_place(parts[0]), _place(members[at])), max(_place(parts[-1]), _place(members[at]))
            values = [part.record["value"] for part in parts]
            if last - first <= SUM_CHARS and abs(sum(values) - total) < 1e-6 * min(values):
                return parts
    return None


def _place(claim: Claim) -> int:
    """Return where in its text a figure stands."""
    return int(claim.record["evidence"][0][0])


def like_unit(figure: Told) -> str:
    """Return what a unit may be added up with: one currency, things of one name, one kind of harm of all classes.

    Those counted by class alone ("242 militants, 73 civilians") suffered what their sentence says.
    """
    if is_currency(figure.unit):
        return figure.unit
    outcome = harm_of(figure)[0]
    if outcome is None and is_of_class(figure):
        outcome = next((HARM_OUTCOMES[w] for w in stems_in_order(figure.sentence) if w in HARM_OUTCOMES), None)
    return outcome or " ".join(sorted(content_words(figure.unit))) or figure.unit.casefold()


# ---------------------------------------------------------------- totals that hold incidents


def harm_of(figure: Told) -> tuple[str | None, frozenset[str]]:
    """Return what a figure counts the harm of: an outcome or "incident" (None: no harm), and of which classes.

    The last word of a unit is what is counted: "terror attacks" are incidents, "attack drones" are none.
    """
    unit = stems_in_order(figure.unit)
    if is_currency(figure.unit) or figure.unit == "percent" or not unit:
        return None, frozenset()
    measure = stems_in_order(str(figure.claim.record["measure"] or ""))
    classes = frozenset(HARM_CLASSES[word] for word in (*unit, *measure) if word in HARM_CLASSES)
    if unit[-1] in HARM_OUTCOMES:
        return HARM_OUTCOMES[unit[-1]], classes
    # A class alone ("14 soldiers") counts the dead only where the measure says so.
    said = [HARM_OUTCOMES[word] for word in measure if word in HARM_OUTCOMES]
    return (said[0] if said and is_of_class(figure) else None), classes


def is_of_class(figure: Told) -> bool:
    """True when a figure counts people of a class: "soldiers", "security personnel"."""
    unit = stems_in_order(figure.unit)
    return bool(unit) and unit[-1] in HARM_CLASSES


@lru_cache(maxsize=4096)
def stems_in_order(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words, in order."""
    return tuple(stem(word) for word in re.findall(r"[a-z][a-z-]+", text.casefold()))


def is_total(figure: Told) -> bool:
    """True for a count of violent harm over a week or more in a country: what incidents may be part of."""
    if not figure.days or not figure.countries or figure.value < LEAST_TOTAL:
        return False
    if not content_words(figure.sentence) & VIOLENCE:
        return False
    length = date.fromisoformat(figure.days[1]) - date.fromisoformat(figure.days[0])
    return length.days + 1 >= LEAST_DAYS and harm_of(figure)[0] is not None


def is_part(incident: Claim, total: Told) -> bool:
    """True when an incident may be counted in a total: of its country, days, outcome and class, and no larger.

    What the codebook calls `other` (accidents, disasters) is in no total of violence.
    """
    record = incident.record
    place, window = record.get("place") or {}, window_of(incident)
    if total.days is None or place.get("country") not in total.countries or window is None:
        return False
    if not (total.days[0] <= window[0].isoformat() and window[1].isoformat() <= total.days[1]):
        return False
    return record["kind"] != "other" and 0 < count_of(incident, total) <= total.value


def count_of(incident: Claim, total: Told) -> int:
    """Return how many of a total an incident's own report counts: casualties of its outcome and classes, or itself."""
    outcome, classes = harm_of(total)
    if outcome == "incident":
        return 1
    return sum(
        int(row["count"])
        for row in incident.record["casualties"]
        if row["outcome"] == outcome and (not classes or row["class"] in classes)
    )
