"""Choose when the learned model's word counts: `python -m training.thresholds [KIND …]`, after `--trial`.

In: the reports kept from the trial model (`training.data`). Out: for each kind the F1 of the rules alone and with
each limit, one limit after another, and the best limits. They are written into `records/limits.toml` by hand: a
limit is taken only where the gain is more than a few records.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from communique.learned.model import load_model
from communique.model.kind import Context, Kind
from communique.record_format import to_plain
from communique.records import KINDS
from communique.records import limits as shipped
from communique.records.limits import Limits
from training.__main__ import TRIAL
from training.data import OTHERS, Coded, load_coded
from training.examples import TASKS, read_report

NOTHING: dict[str, list[Any]] = {kind.name: [] for kind in KINDS}
GRID: dict[str, tuple[float, ...]] = {
    "add": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01),
    "drop": (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5),
    "relabel": (0.5, 0.6, 0.7, 0.8, 0.9, 1.01),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One report as read, with its gold; its adviser keeps what it was asked."""

    coded: Coded
    context: Context


def load_cases() -> Iterator[Case]:
    """Yield the reports that were kept from the trial model, each with its adviser."""
    import measure

    parse, model = measure.CachingParser(), load_model(TRIAL)
    for coded in load_coded(*OTHERS):
        context = read_report(coded.raw, parse, lambda _: model) if coded.is_kept else None
        if context is not None:
            yield Case(coded, context)


def found_in(case: Case, kind: Kind) -> list[dict[str, Any]]:
    """Return a kind's records of a report under the limits of the moment; the kinds before it stay as they were."""
    context = replace(case.context, remembered={})
    return [to_plain(record) for record in kind.find(context)]


def score(cases: list[Case], kind: Kind) -> tuple[int, int, int]:
    """Return how many records of a kind are right, wrong and missed."""
    import measure

    scorer = measure.load_scorer()
    gold = {c.coded.raw.id: NOTHING | {kind.name: c.coded.gold.get(kind.name, [])} for c in cases}
    found = {c.coded.raw.id: {kind.name: found_in(c, kind)} for c in cases}
    tallies, _ = scorer.score(gold, found, {c.coded.raw.id: c.coded.raw.text for c in cases})
    tally = tallies["incidents found" if kind.name == "incidents" else kind.name]
    return tally.tp, tally.fp, tally.fn


def f1(counts: tuple[int, int, int]) -> float:
    right, wrong, missed = counts
    return 2 * right / (2 * right + wrong + missed)


def choose(cases: list[Case], kind: Kind) -> Limits:
    """Return the limits with the highest F1, one after another, and print how each changes it."""
    limits = Limits()

    def measured(tried: Limits) -> tuple[int, int, int]:
        shipped.load_limits = lambda: {kind.name: tried}  # type: ignore[assignment]
        return score(cases, kind)

    print(f"{kind.name}: rules alone {f1(measured(limits)):.3f} {measured(limits)}")
    for name, values in GRID.items():
        tried = {value: measured(replace(limits, **{name: value})) for value in values}
        best = max(values, key=lambda v: f1(tried[v]))
        print("  " + name, *(f"{value}:{f1(counts):.3f}{counts}" for value, counts in tried.items()))
        limits = replace(limits, **{name: best})
    print(f"  best {limits}", flush=True)
    return limits


def main() -> None:
    cases = list(load_cases())
    for kind in KINDS:
        if kind.name in (sys.argv[1:] or TASKS):
            choose(cases, kind)


if __name__ == "__main__":
    main()
