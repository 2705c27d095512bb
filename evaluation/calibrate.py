"""Measure how often each rule is right and write `records/confidence.toml`; print a reliability table.

    python evaluation/calibrate.py              measure on train/, write the table
    python evaluation/calibrate.py --check dev  compare stated confidence with the share right on another set

A record is right when the scorer matches it with a gold record (optional ones count), wrong when the scorer calls it
wrong; one that only touches the words of an optional gold record is neither and is left out.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from itertools import pairwise
from typing import Any

from communique.exports.record_format import to_record_format
from measure import ROOT, SETS, code_all, gold_folder, load_scorer

TALLIES = {
    "engagements": "engagements",
    "undertakings": "undertakings",
    "statements": "statements",
    "actions": "actions",
    "incidents": "incidents found",
    "figures": "figures",
}
TABLE = ROOT / "src/communique/records/confidence.toml"
Judged = list[tuple[str, str, float, bool]]  # kind, rule, stated confidence, right
BINS = (0.0, 0.3, 0.5, 0.7, 0.9, 1.01)


def judge(name: str) -> Judged:
    """Code a set and return (kind, rule, stated confidence, right) for every record that the gold can judge."""
    scorer = load_scorer()

    class Recording(scorer.Tally):  # type: ignore[misc,name-defined]
        def add(self, gold: Any, pred: Any, pairs: Any, doc: str) -> None:
            super().add(gold, pred, pairs, doc)
            self.right = [*getattr(self, "right", []), *(pred[j] for _, j in pairs)]

    scorer.Tally = Recording
    coded = code_all(name)
    pred = {c.report.id: to_record_format(c) for c in coded}
    # The scorer sees figures by value only: hand it the rule along with the key.
    plain_figures = scorer.figures
    scorer.figures = lambda fs: [
        dict(row, **{k: f[k] for k in ("rule", "confidence") if k in f}) for f in fs for row in plain_figures([f])
    ]
    texts = {c.report.id: c.report.text for c in coded}
    gold = scorer.load_gold(str(gold_folder(name)))
    tallies, _ = scorer.score({k: g for k, g in gold.items() if k in pred}, pred, texts)
    out = []
    for kind, tally_name in TALLIES.items():
        tally = tallies[tally_name]
        for right, records in ((True, getattr(tally, "right", [])), (False, [r for _, r in tally.wrong])):
            out += [(kind, r["rule"], r["confidence"], right) for r in records if "rule" in r]
    return out


def count(judged: Judged, by_family: bool = False) -> list[str]:
    """Return a TOML line `name = [right, found]` for every rule, or for every family of rules."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, rule, _, right in judged:
        name = rule.split(".")[0] if by_family else rule
        counts[name][0] += right
        counts[name][1] += 1
    return [f"{json.dumps(name)} = [{right}, {found}]" for name, (right, found) in sorted(counts.items())]


def write_table(on_train: Judged, on_others: Judged) -> None:
    """Write the counts of rules on the training reports and of families on reports the rules were not written on."""
    lines = [
        "# name = [right, found], measured by `python evaluation/calibrate.py`. Do not edit: measure again.",
        "[families]  # on two thirds of dev/ and the held third of evaluation/world",
        *count(on_others, by_family=True),
        "",
        "[rules]  # on the 182 training reports",
        *count(on_train),
    ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(on_train)} and {len(on_others)} judged records -> {TABLE.relative_to(ROOT)}")


def print_reliability(judged: Judged) -> None:
    print(f"{'stated':>12} {'records':>8} {'mean stated':>12} {'right':>7}")
    for low, high in pairwise(BINS):
        rows = [(c, right) for _, _, c, right in judged if low <= c < high]
        if rows:
            stated = sum(c for c, _ in rows) / len(rows)
            right = sum(r for _, r in rows) / len(rows)
            print(f"{low:5.1f}–{min(high, 1.0):4.1f} {len(rows):8d} {stated:12.2f} {right:7.2f}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", choices=SETS)
    options = arguments.parse_args()
    if options.check:
        print_reliability(judge(options.check))
    else:
        write_table(judge("train"), [*judge("tune"), *judge("world-held")])


if __name__ == "__main__":
    main()
