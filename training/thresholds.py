"""Choose when the learned model's word counts: `python -m training.thresholds`, after `python -m training --folds`.

In: the parted reports (`training.data`), each judged by the model of its fold, which has not seen it. Out: for each
kind the F1 of the rules alone and with each limit, one limit after another, and the best limits. They are written
into `records/judging.toml` by hand: a limit is taken only where the gain is more than a few records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from communique.learned.model import Model, load_model
from communique.model.kind import Context
from communique.records import judging
from communique.records.cues import find_utterances
from communique.records.judging import Limits
from training.__main__ import FOLDERS
from training.data import FOLDS, PARTED, Coded, load_coded
from training.examples import TASKS, read_report

Runs = list[tuple[int, int]]
GRID: dict[str, tuple[float, ...]] = {
    "add": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01),
    "drop": (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5),
    "relabel": (0.5, 0.6, 0.7, 0.8, 0.9, 1.01),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One report as read, with its gold; its judge keeps what it was asked."""

    coded: Coded
    context: Context


def load_cases(*sets: str) -> Iterator[Case]:
    """Yield the reports of sets, each with the judge of its fold."""
    import measure

    parse = measure.CachingParser()
    models = [load_model(FOLDERS / f"fold-{fold}") for fold in range(FOLDS)]

    def learned(model: Model, _language: str) -> Model:
        return model

    for coded in load_coded(*sets):
        context = read_report(coded.raw, parse, partial(learned, models[coded.fold or 0]))
        if context is not None:
            yield Case(coded, context)


def found_in(case: Case, kind: str) -> list[dict[str, Any]]:
    """Return a kind's records of a report under the limits of the moment, as far as the scorer looks at them."""
    context = replace(case.context, remembered={})
    return [
        {
            "label": u.word,
            "by": u.by,
            "rule": u.rule,
            "_s": [tuple(s) for s in context.reading.evidence((u.first, u.end))],
        }
        for u in find_utterances(context)
        if u.kind == kind
    ]


def score(cases: list[Case], kind: str) -> tuple[int, int, int]:
    """Return how many records of a kind are right, wrong and missed."""
    import measure

    scorer = measure.load_scorer()
    tally = scorer.Tally()
    for case in cases:
        text = case.coded.raw.text
        gold = [
            dict(r, label=r[TASKS[kind]], by=scorer.codes(r["by"]), _s=scorer.spans(r, text))
            for r in case.coded.gold.get(kind, ())
        ]
        found = found_in(case, kind)

        def full(a: dict[str, Any], b: dict[str, Any]) -> bool:
            return bool(scorer.overlap(a["_s"], b["_s"]) and a["label"] == b["label"] and a["by"] == b["by"])

        pairs = scorer.pair(gold, found, [full])
        tally.add(gold, found, [(i, j) for i, j, _ in pairs], case.coded.raw.id)
    return tally.tp, tally.fp, tally.fn


def f1(counts: tuple[int, int, int]) -> float:
    right, wrong, missed = counts
    return 2 * right / (2 * right + wrong + missed)


def choose(cases: list[Case], kind: str) -> Limits:
    """Return the limits with the highest F1, one after another, and print how each changes it."""
    limits = Limits()

    def measured(tried: Limits) -> tuple[int, int, int]:
        judging.load_limits = lambda: {kind: tried}  # type: ignore[assignment]
        return score(cases, kind)

    print(f"{kind}: rules alone {f1(measured(limits)):.3f} {measured(limits)}")
    for name, values in GRID.items():
        tried = {value: measured(replace(limits, **{name: value})) for value in values}
        best = max(values, key=lambda v: f1(tried[v]))
        print("  " + name, *(f"{value}:{f1(counts):.3f}{counts}" for value, counts in tried.items()))
        limits = replace(limits, **{name: best})
    print(f"  best {limits}", flush=True)
    return limits


def main() -> None:
    cases = list(load_cases(*PARTED))
    for kind in ("undertakings", "statements"):
        choose(cases, kind)


if __name__ == "__main__":
    main()
