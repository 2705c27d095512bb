"""Measure how often records are right and write `records/confidence.toml`; print a reliability table.

    python evaluation/calibrate.py               measure on the reports kept from the trial model, write the table
    python evaluation/calibrate.py --check held  compare stated confidence with the share right on another set

The first needs `python -m training --trial`. A record is right when the scorer matches it with a gold record (optional
ones count), wrong when the scorer calls it wrong; one that only touches the words of an optional gold record is neither
and is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import numpy as np

from communique.exports.record_format import to_record_format
from communique.learned.model import load_model
from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report
from communique.records import confidence as stated
from measure import ROOT, SETS, CachingParser, code_all, gold_folder, load_scorer

sys.path.append(str(ROOT))
from training.data import OTHERS, load_coded

TALLIES = {
    "engagements": "engagements",
    "undertakings": "undertakings",
    "statements": "statements",
    "actions": "actions",
    "incidents": "incidents found",
    "figures": "figures",
}
TABLE = ROOT / "src/communique/records/confidence.toml"
TRIAL = ROOT / ".cache/learned/trial"
BINS = (0.0, 0.3, 0.5, 0.7, 0.9, 1.01)
# Weights are fitted with a pull of this strength towards the rule's own share: there are some hundred records a kind.
PULL = 1.0
UNASKED = -1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A record that the gold can judge; `share` is the model's, None where it was not asked."""

    kind: str
    rule: str
    share: float | None
    right: bool

    @property
    def family(self) -> str:
        return self.rule.split(".")[0]

    @property
    def confidence(self) -> float:
        return stated.confidence(self.rule, self.share)


@contextmanager
def telling_shares() -> Iterator[None]:
    """Let records bear the model's share as their confidence for a while."""
    modules = [m for m in list(sys.modules.values()) if getattr(m, "__name__", "").startswith("communique.records.")]
    patches = [
        patch.object(m, "confidence", lambda rule, share=None: UNASKED if share is None else share)
        for m in modules
        if getattr(m, "confidence", None) is stated.confidence and m is not stated
    ]
    for p in patches:
        p.start()
    try:
        yield
    finally:
        for p in patches:
            p.stop()


def judge(coded: Iterable[CodedReport], gold: dict[str, Any]) -> list[Judged]:
    """Return every record of coded reports that the gold can judge; coded under `telling_shares`."""
    scorer = load_scorer()

    class Recording(scorer.Tally):  # type: ignore[misc,name-defined]
        def add(self, gold: Any, pred: Any, pairs: Any, doc: str) -> None:
            super().add(gold, pred, pairs, doc)
            self.right = [*getattr(self, "right", []), *(pred[j] for _, j in pairs)]

    coded = list(coded)
    pred = {c.report.id: to_record_format(c) for c in coded}
    texts = {c.report.id: c.report.text for c in coded}
    # The scorer sees figures by value only: hand it the rule along with the key.
    plain = scorer.figures

    def figures(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            dict(row, **{k: f[k] for k in ("rule", "confidence") if k in f}) for f in found for row in plain([f])
        ]  # fmt: skip

    with patch.object(scorer, "Tally", Recording), patch.object(scorer, "figures", figures):
        tallies, _ = scorer.score({k: g for k, g in gold.items() if k in pred}, pred, texts)
    judged = []
    for kind, tally_name in TALLIES.items():
        tally = tallies[tally_name]
        for right, records in ((True, getattr(tally, "right", [])), (False, [r for _, r in tally.wrong])):
            for r in records:
                if "rule" in r:
                    share = None if r["confidence"] == UNASKED else r["confidence"]
                    judged.append(Judged(kind, r["rule"], share, right))
    return judged


def judge_set(name: str) -> list[Judged]:
    """Code an evaluation set as shipped and judge its records."""
    with telling_shares():
        coded = code_all(name)
    return judge(coded, load_scorer().load_gold(str(gold_folder(name))))


def judge_kept() -> list[Judged]:
    """Judge the records of the reports that were kept from the trial model, coded with that model."""
    parse, model = CachingParser(), load_model(TRIAL)
    kept = [c for c in load_coded(*OTHERS) if c.is_kept]

    def code(raw: RawReport) -> CodedReport:
        return code_report(raw, parse, learned=lambda _: model)

    with telling_shares():
        coded = [code(c.raw) for c in kept]
    return judge(coded, {c.raw.id: c.gold for c in kept})


def count(judged: Iterable[Judged], by_family: bool = False) -> dict[str, tuple[int, int]]:
    """Return `(right, found)` of every rule, or of every family of rules."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for record in judged:
        name = record.family if by_family else record.rule
        counts[name][0] += record.right
        counts[name][1] += 1
    return {name: (right, found) for name, (right, found) in sorted(counts.items())}


def fit_weights(records: list[Judged], measured: stated.Measured) -> tuple[float, float, float]:
    """Return the weights of one family by logistic regression, a few steps of Newton's method.

    A record's own outcome is taken out of its rule's count, so that a rule seen once does not foretell itself.
    """
    rows, right = [], np.array([r.right for r in records], dtype=float)
    for r in records:
        hits, found = measured.rules[r.rule]
        without = stated.Measured({**measured.rules, r.rule: (hits - r.right, found - 1)}, measured.families, {})
        rows.append([1.0, stated.logit(stated.share_of_rule(r.rule, without)), stated.logit(r.share or 0.0)])
    x, prior = np.array(rows), np.array([0.0, 1.0, 0.0])
    weights = prior.copy()
    for _ in range(30):
        shares = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - shares) - PULL * (weights - prior)
        curve = (x * (shares * (1 - shares))[:, None]).T @ x + PULL * np.eye(3)
        weights = weights + np.linalg.solve(curve, slope)
    a, b, c = (round(float(w), 3) for w in weights)
    return a, b, c


def write_table(judged: list[Judged]) -> None:
    """Write counts and weights."""
    measured = stated.Measured(count(judged), count(judged, by_family=True), {})
    asked: dict[str, list[Judged]] = defaultdict(list)
    for record in judged:
        if record.share is not None:
            asked[record.family].append(record)
    lines = [
        "# Measured by `python evaluation/calibrate.py` on reports that were kept from the trial model;",
        "# confidence.py tells what the numbers mean. Do not edit: measure again.",
        "[families]  # name = [right, found]",
        *(f"{json.dumps(name)} = [{right}, {found}]" for name, (right, found) in measured.families.items()),
        "",
        "[model]  # family = weights of 1, the rule's and the model's share",
        *(f"{family} = {list(fit_weights(records, measured))}" for family, records in sorted(asked.items())),
        "",
        "[rules]",
        *(f"{json.dumps(name)} = [{right}, {found}]" for name, (right, found) in measured.rules.items()),
    ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(judged)} judged records -> {TABLE.relative_to(ROOT)}")


def reliability(judged: list[Judged]) -> Iterator[tuple[float, float, int, float, float]]:
    """Yield each bin that holds records: its bounds, their number, their mean stated confidence, the share right."""
    for low, high in pairwise(BINS):
        rows = [r for r in judged if low <= r.confidence < high]
        if rows:
            mean = sum(r.confidence for r in rows) / len(rows)
            yield low, min(high, 1.0), len(rows), mean, sum(r.right for r in rows) / len(rows)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", choices=SETS)
    options = arguments.parse_args()
    if not options.check:
        write_table(judge_kept())
        return
    print(f"{'stated':>12} {'records':>8} {'mean stated':>12} {'right':>7}")
    for low, high, records, mean, right in reliability(judge_set(options.check)):
        print(f"{low:5.1f}–{high:4.1f} {records:8d} {mean:12.2f} {right:7.2f}")


if __name__ == "__main__":
    main()
