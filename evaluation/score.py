"""Score coded reports against golden ones: the project's own scorer, by the codebook's matching rules.

In: a golden report (`evaluation/golden/*.json`), what the coder printed for it (the record format), and its text.
Out: per kind how many records were hit, falsely found and missed, and per field how often a hit record has it right.

Matching is one to one and greedy, the strictest test first; required records choose before optional ones. An optional
record is never missed, and whatever is found at its words is never false. Two records are the same when

- people, bodies: the names agree, titles and accents aside (a person's shorter name passes when the last word agrees);
- engagements: same kind, same parties, same status group (held or ongoing, foreseen, cancelled);
- undertakings, statements, actions: they share words of the text, `by`, and the act, stance or type;
- casualties, figures: same outcome, class and count; same value and kind of unit. These have no place in the text.

What it misses on purpose: degrees. A record is the same or it is not, except in the field rates.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Same = Callable[[Record, Record], bool]

SPANNED = {"undertakings": "act", "statements": "stance", "actions": "type"}
# The kinds whose mean F1 is the headline: actions are too few for a figure that holds still.
HEADLINE = ("people", "engagements", "undertakings", "statements", "casualties", "figures")
FORESEEN = frozenset({"planned", "invited", "possible"})


@dataclass(frozen=True, slots=True)
class Count:
    """Records hit, falsely found, and missed."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.hits + other.hits, self.false + other.false, self.missed + other.missed)

    @property
    def f1(self) -> float:
        """F1, and 1 where there was nothing to find and nothing was found."""
        weight = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / weight if weight else 1.0


@dataclass(frozen=True, slots=True)
class Scores:
    """`counts` by kind; `rates` by field as (right, asked)."""

    counts: Mapping[str, Count]
    rates: Mapping[str, tuple[int, int]]

    @property
    def headline(self) -> float:
        return sum(self.counts[kind].f1 for kind in HEADLINE) / len(HEADLINE)


def words_of(name: str | None) -> list[str]:
    """Return the words of a name, folded: no accents, no case, no punctuation."""
    letters = (c for c in unicodedata.normalize("NFKD", name or "") if not unicodedata.combining(c))
    return re.findall(r"\w+", "".join(letters).casefold())


def is_short_form(one: list[str], other: list[str]) -> bool:
    """True when one name is the other with words left out, and both end alike."""
    if not one or not other or one[-1] != other[-1]:
        return False
    return set(one) <= set(other) or set(other) <= set(one)


def sides(value: str | Iterable[str] | None) -> frozenset[str]:
    """Return side codes, written as a list or joined with `+`."""
    if value is None:
        return frozenset()
    return frozenset(value.split("+") if isinstance(value, str) else value)


def status_group(record: Record) -> str:
    status = record.get("status")
    if status in FORESEEN:
        return "foreseen"
    return "cancelled" if status == "cancelled" else "held"


def last_names(record: Record) -> frozenset[str]:
    """Return the last word of every participant's name, folded."""
    names = (p if isinstance(p, str) else p.get("name") for p in record.get("participants") or ())
    return frozenset(words[-1] if (words := words_of(name)) else "" for name in names)


def place_name(record: Record) -> str | None:
    place = record.get("place")
    return place.get("name") if isinstance(place, Mapping) else place


def unit_group(unit: str | None) -> str:
    """Return the currency, `percent`, or `count` for everything that is counted."""
    unit = (unit or "").strip()
    if re.fullmatch("[A-Z]{3}", unit):
        return unit
    return "percent" if unit.casefold() in {"percent", "percentage", "per cent", "%"} else "count"


def located(records: Sequence[Record] | None, text: str) -> list[dict[str, Any]]:
    """Return the records with `spans`: where a golden record's words stand, or a coded record's evidence."""
    out = []
    for record in records or ():
        if "at" in record:
            start = text.find(record["at"])
            spans = [(start, start + len(record["at"]))]
        else:
            spans = [(start, end) for start, end in record.get("evidence") or ()]
        out.append({**record, "spans": spans})
    return out


def overlap(one: Record, other: Record) -> bool:
    """True when two records share at least one character of the text."""
    return any(a < d and c < b for a, b in one.get("spans", ()) for c, d in other.get("spans", ()))


def match(gold: Sequence[Record], found: Sequence[Record], tests: Sequence[Same]) -> list[tuple[int, int]]:
    """Pair golden with found records, one to one: index pairs, by the first test that any pair passes."""
    left, free, pairs = list(range(len(gold))), list(range(len(found))), []
    for same in tests:
        for i in sorted(left, key=lambda i: bool(gold[i].get("optional"))):
            j = next((j for j in free if same(gold[i], found[j])), None)
            if j is not None:
                pairs.append((i, j))
                left.remove(i)
                free.remove(j)
    return pairs


def count(gold: Sequence[Record], found: Sequence[Record], pairs: Sequence[tuple[int, int]]) -> Count:
    """Count a matching; records found at an optional record's words are neither hits nor false."""
    matched, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    optional = [record for record in gold if record.get("optional")]
    return Count(
        hits=sum(not gold[i].get("optional") for i in matched),
        false=sum(j not in taken and not any(overlap(r, o) for o in optional) for j, r in enumerate(found)),
        missed=sum(i not in matched and not r.get("optional") for i, r in enumerate(gold)),
    )


def named(records: Sequence[Any] | None) -> list[Record]:
    """Return bodies as records, whether given as names or as records."""
    return [{"name": r} if isinstance(r, str) else r for r in records or ()]


def casualty_rows(incidents: Sequence[Record] | None) -> list[Record]:
    """Return the casualty rows of all incidents; those of an optional incident are optional."""
    return [
        {"key": (row.get("outcome"), row.get("class"), row.get("count")), "optional": bool(incident.get("optional"))}
        for incident in incidents or ()
        for row in incident.get("casualties") or ()
    ]


def figure_rows(figures: Sequence[Record] | None) -> list[Record]:
    """Return figures as value and kind of unit; a figure without a number is left out."""
    return [
        {"key": (float(f["value"]), unit_group(f.get("unit"))), "optional": bool(f.get("optional"))}
        for f in figures or ()
        if isinstance(f.get("value"), int | float)
    ]


class Scorer:
    """Adds up the scores of reports, one `add` for each."""

    def __init__(self) -> None:
        self._counts: dict[str, Count] = {}
        self._right: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()

    def scores(self) -> Scores:
        rates = {field: (self._right[field], asked) for field, asked in sorted(self._asked.items())}
        return Scores(dict(self._counts), rates)

    def add(self, gold: Record, found: Record, text: str) -> None:
        """Score one report: its golden records, what was found, and the text both stand in."""
        self._add_people(gold["people"], found.get("people") or [])
        self._add_bodies(named(gold.get("bodies")), named(found.get("bodies")))
        self._add_engagements(located(gold["engagements"], text), located(found.get("engagements"), text))
        for kind, field in SPANNED.items():
            self._add_spanned(kind, field, located(gold.get(kind), text), located(found.get(kind), text))
        self._add_incidents(located(gold["incidents"], text), located(found.get("incidents"), text))
        self._add_keyed("casualties", casualty_rows(gold["incidents"]), casualty_rows(found.get("incidents")))
        self._add_keyed("figures", figure_rows(gold["figures"]), figure_rows(found.get("figures")))

    def _count(
        self, kind: str, gold: Sequence[Record], found: Sequence[Record], tests: Sequence[Same]
    ) -> list[tuple[Record, Record]]:
        pairs = match(gold, found, tests)
        self._counts[kind] = self._counts.get(kind, Count()) + count(gold, found, pairs)
        return [(gold[i], found[j]) for i, j in pairs]

    def _rate(self, field: str, right: int | bool, asked: int = 1) -> None:
        self._right[field] += int(right)
        self._asked[field] += asked

    def _add_people(self, gold: Sequence[Record], found: Sequence[Record]) -> None:
        tests: list[Same] = [
            lambda a, b: words_of(a["name"]) == words_of(b["name"]),
            lambda a, b: is_short_form(words_of(a["name"]), words_of(b["name"])),
        ]
        for a, b in self._count("people", gold, found, tests):
            if a.get("country"):
                self._rate("people: country", a["country"] == b.get("country"))
            if a.get("office"):
                wanted, given = set(words_of(a["office"])), set(words_of(b.get("office")))
                # Offices are the same when they share at least 60 % of their words (Dice).
                self._rate("people: office", 2 * len(wanted & given) / (len(wanted) + len(given) or 1) >= 0.6)

    def _add_bodies(self, gold: Sequence[Record], found: Sequence[Record]) -> None:
        tests: list[Same] = [
            lambda a, b: words_of(a["name"]) == words_of(b["name"]),
            lambda a, b: set(words_of(a["name"])) - {"the"} == set(words_of(b["name"])) - {"the"},
        ]
        self._count("bodies", gold, found, tests)

    def _add_engagements(self, gold: Sequence[Record], found: Sequence[Record]) -> None:
        def same(a: Record, b: Record) -> bool:
            return (
                sides(a["parties"]) == sides(b.get("parties"))
                and a["kind"] == b.get("kind")
                and status_group(a) == status_group(b)
            )

        def same_people(a: Record, b: Record) -> bool:
            return same(a, b) and last_names(a) == last_names(b)

        def shares_people(a: Record, b: Record) -> bool:
            return same(a, b) and (not last_names(a) or bool(last_names(a) & last_names(b)))

        tests = [lambda a, b: same_people(a, b) and overlap(a, b), same_people, shares_people, same]
        found = [record for record in found if len(sides(record.get("parties"))) > 1]
        for a, b in self._count("engagements", gold, found, tests):
            wanted, given = last_names(a), last_names(b)
            self._rate("engagements: participants", 2 * len(wanted & given), len(wanted) + len(given))
            if a.get("place"):
                self._rate("engagements: place", bool(set(words_of(a["place"])) & set(words_of(place_name(b)))))
            if a.get("date"):
                self._rate("engagements: date", a["date"] == b.get("date"))

    def _add_spanned(self, kind: str, field: str, gold: Sequence[Record], found: Sequence[Record]) -> None:
        def same(a: Record, b: Record) -> bool:
            return a[field] == b.get(field) and sides(a.get("by")) == sides(b.get("by")) and overlap(a, b)

        self._count(kind, gold, found, [same])
        self._count(f"{kind} found", gold, found, [same, overlap])

    def _add_incidents(self, gold: Sequence[Record], found: Sequence[Record]) -> None:
        for a, b in self._count("incidents found", gold, found, [overlap]):
            self._rate("incidents: kind", a["kind"] == b.get("kind"))

    def _add_keyed(self, kind: str, gold: Sequence[Record], found: Sequence[Record]) -> None:
        self._count(kind, gold, found, [lambda a, b: a["key"] == b["key"]])
