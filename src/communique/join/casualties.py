"""One range from many sources' numbers, by a named rule that is always printed with it. The claims stay side by side.

ucdp-like   low and high are the lowest and highest number given; best the number most sources give, of equally
            many the latest published (UCDP GED codebook: low and high are the extremes of reliable reports)
acled-like  best is the lowest number given: where reports differ ACLED takes the most conservative one
majority    best is the number more than half of the sources give; without one there is no best
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """What one report says of one outcome and class: `value` persons, published on `day` by `source`."""

    value: int
    source: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Range:
    """`low` ≤ `best` ≤ `high` persons; `best` is None where the rule finds none; `sources` that gave a number."""

    low: int
    best: int | None
    high: int
    sources: int
    rule: str

    @property
    def best_or_low(self) -> int:
        """The number that counts in sums: the best, the lowest where the rule finds none."""
        return self.low if self.best is None else self.best


def _last_word(counts: Sequence[Count]) -> list[Count]:
    """Keep of every source its latest number: a source that corrects itself counts once."""
    latest: dict[str, Count] = {}
    for count in sorted(counts, key=lambda c: (c.day or "", c.value)):
        latest[count.source] = count
    return list(latest.values())


def _ucdp_like(counts: Sequence[Count]) -> int | None:
    given = Counter(count.value for count in counts)
    most = max(given.values())
    return max((c for c in counts if given[c.value] == most), key=lambda c: (c.day or "", c.value)).value


def _acled_like(counts: Sequence[Count]) -> int | None:
    return min(count.value for count in counts)


def _majority(counts: Sequence[Count]) -> int | None:
    value, times = Counter(count.value for count in counts).most_common(1)[0]
    return value if times * 2 > len(counts) else None


RULES: dict[str, Callable[[Sequence[Count]], int | None]] = {
    "ucdp-like": _ucdp_like,
    "acled-like": _acled_like,
    "majority": _majority,
}


def get_range(counts: Sequence[Count], rule: str = "ucdp-like") -> Range | None:
    """Return the range of several sources' numbers of one outcome and class; None when no source gives one.

    >>> get_range([Count(14, "A", "2025-03-01"), Count(16, "B", "2025-03-02")])
    Range(low=14, best=16, high=16, sources=2, rule='ucdp-like')
    """
    if not counts:
        return None
    kept = _last_word(counts)
    values = [count.value for count in counts]
    return Range(min(values), RULES[rule](kept), max(values), len(kept), rule)
