"""Choose when the learned model's word counts: `python -m training.thresholds [TASK …]`, after `--trial`.

In: the reports kept from the trial model (`training.data`). Out: for each task the F1 of the records that it touches,
by the rules alone and with each limit, one limit after another, and the best limits. They are written into
`records/limits.toml` by hand: a limit is taken only where the gain is more than a few records. The other tasks' limits
stay as they are shipped.
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
from training.examples import read_report

Counts = tuple[int, int, int]
NOTHING: dict[str, list[Any]] = {kind.name: [] for kind in KINDS}
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
ADD = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
DROP = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
RELABEL = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Task:
    """What a task's limits touch: the kinds of record, the scorer's tallies of them or one of its rates, and the values
    to try, limit by limit. A limit that another one needs is tried for each value of that one."""

    kinds: tuple[str, ...]
    tallies: tuple[str, ...]
    grid: dict[str, tuple[float, ...]]


TASKS: dict[str, Task] = {
    "undertakings": Task(("undertakings",), ("undertakings",), {"add": ADD, "drop": DROP, "relabel": RELABEL}),
    "statements": Task(("statements",), ("statements",), {"add": ADD, "drop": DROP, "relabel": RELABEL}),
    "actions": Task(("actions",), ("actions",), {"add": ADD, "drop": DROP, "relabel": RELABEL}),
    "engagements": Task(("engagements",), ("engagements",), {"drop": DROP, "relabel": RELABEL, "add": ADD}),
    "incidents": Task(("incidents",), ("incidents found",), {}),
    "holders": Task(
        ("undertakings", "statements"), ("undertakings", "statements"),
        {"drop": (0.05, 0.1, 0.2, 0.3, 0.5, 1.0), "relabel": RELABEL},
    ),
    "casualties": Task(("incidents",), ("casualties",), {"drop": DROP, "add": ADD}),
    "classes": Task(("incidents",), ("casualties",), {"relabel": RELABEL}),
    "people": Task(("people",), ("people",), {"drop": DROP}),
    "offices": Task(("people",), ("people: office",), {"drop": (0.1, 0.2, 0.3, 0.5, 1.0), "relabel": RELABEL}),
}  # fmt: skip
# Tasks of which one limit says nothing without the other: all pairs are tried.
PAIRED = ("holders", "offices")


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


def found_in(case: Case, kinds: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """Return the records of some kinds under the limits of the moment; the kinds before them stay as they were."""
    context = replace(case.context, remembered={})
    return {name: [to_plain(record) for record in BY_NAME[name].find(context)] for name in kinds}


def score(cases: list[Case], task: Task) -> Counts:
    """Return how many records that a task touches are right, wrong and missed; of a rate only right and wrong."""
    import measure

    scorer = measure.load_scorer()
    gold = {c.coded.raw.id: NOTHING | {name: c.coded.gold.get(name, []) for name in task.kinds} for c in cases}
    found = {c.coded.raw.id: found_in(c, task.kinds) for c in cases}
    tallies, rates = scorer.score(gold, found, {c.coded.raw.id: c.coded.raw.text for c in cases})
    if task.tallies[0] in rates:
        right, asked = rates[task.tallies[0]]
        return right, asked - right, asked - right
    mine = [tallies[name] for name in task.tallies]
    return sum(t.tp for t in mine), sum(t.fp for t in mine), sum(t.fn for t in mine)


def f1(counts: Counts) -> float:
    right, wrong, missed = counts
    return 2 * right / (2 * right + wrong + missed)


def choose(cases: list[Case], name: str) -> None:
    """Print how each limit of a task changes the F1, and the best limits."""
    task, others = TASKS[name], dict(shipped.load_limits())

    def measured(tried: Limits) -> Counts:
        shipped.load_limits = lambda: others | {name: tried}  # type: ignore[assignment]
        return score(cases, task)

    limits = Limits()
    rules = measured(limits)
    print(f"{name}: without the model {f1(rules):.3f} {rules}, as shipped {f1(measured(others.get(name, limits))):.3f}")
    if name in PAIRED:
        tried = {
            (drop, relabel): measured(Limits(drop=drop, relabel=relabel))
            for drop in task.grid["drop"]
            for relabel in task.grid["relabel"]
        }
        for pair, counts in tried.items():
            print(f"  drop, relabel {pair}: {f1(counts):.3f} {counts}")
        best = max(tried, key=lambda pair: f1(tried[pair]))
        limits = Limits(drop=best[0], relabel=best[1])
    else:
        for limit, values in task.grid.items():
            found = {value: measured(replace(limits, **{limit: value})) for value in values}
            print("  " + limit, *(f"{value}:{f1(counts):.3f}{counts}" for value, counts in found.items()))
            limits = replace(limits, **{limit: max(values, key=lambda v: f1(found[v]))})
    print(f"  best {limits}", flush=True)
    shipped.load_limits = lambda: others  # type: ignore[assignment]


def main() -> None:
    cases = list(load_cases())
    for name in sys.argv[1:] or TASKS:
        choose(cases, name)


if __name__ == "__main__":
    main()
