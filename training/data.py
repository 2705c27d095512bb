"""The coded reports that the encoder is trained on, and the hash that says which they were.

In: names of evaluation sets (`evaluation/measure.py`). Out: examples by report. The held parts of `dev/` and
`evaluation/world` are refused: they are only ever measured.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.model.report import RawReport
from training.examples import Example, examples_of

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "evaluation"))

# The rules were written on these reports: how often rules are right there says little.
FIRST = ("train",)
# Reports that the rules were not written on, whole or in part. Half of them are kept from the trial model, so that what
# its word is worth can be measured on reports that neither it nor the rules have seen.
OTHERS = ("coded", "tune", "world")
# What models are trained on. `dev/` is the test: its two thirds that may be looked at only help to choose limits.
TRAINED = (*FIRST, "coded", "world")


@dataclass(frozen=True, slots=True)
class Coded:
    """One report with its gold, and the set it is of."""

    set: str
    raw: RawReport
    gold: dict[str, Any]

    @property
    def is_kept(self) -> bool:
        """True for the half, drawn by a hash of the id, of the reports that the rules were not written on."""
        return self.set in OTHERS and int(hashlib.sha256(self.raw.id.encode()).hexdigest()[8:16], 16) % 2 == 0


def load_coded(*sets: str) -> Iterator[Coded]:
    """Yield the reports of sets with their gold, in the sets' order."""
    import annotations
    import measure

    for name in sets:
        if name not in (*FIRST, *OTHERS):
            raise ValueError(f"{name} is not for training")
        # Our own codings are read at once: their gold files are written anew by whoever measures them.
        if name == "coded":
            gold = {coding["report"]: coding for _, coding in annotations.load()}
        else:
            gold = read_gold(measure.gold_folder(name))
        for raw in measure.load_reports(name):
            if raw.id in gold:
                yield Coded(name, raw, gold[raw.id])


def read_gold(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the gold files of a folder by report id."""
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}


def hash_of(reports: list[Coded]) -> str:
    """Return one hash of all texts and golds, in any order."""
    parts = [
        hashlib.sha256((r.raw.text + json.dumps(r.gold, sort_keys=True, ensure_ascii=False)).encode()).hexdigest()
        for r in reports
    ]
    return hashlib.sha256("".join(sorted(parts)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one report: for the tasks of kinds, those that can teach something, and for those of places."""

    kinds: list[Example]
    places: list[Example]


def examples(reports: list[Coded]) -> dict[str, Examples]:
    """Return the examples of each report by its id."""
    import measure

    parse, found = measure.CachingParser(), {}
    for report in reports:
        kinds, places = examples_of(report.raw, report.gold, parse)
        found[report.raw.id] = Examples([e for e in kinds if teaches(e)], places)
    return found


def teaches(example: Example) -> bool:
    """True for a sentence with a record or with something that the rules take for one, and for half of the others in
    which a side is named: they are many, and much alike.

    Of sentences without a side the model is not asked: nothing in them is held by anybody.
    """
    has_record = any(label.index != 0 for labels in example.labels for label in labels.values())
    has_found = any(source != "clause" for source in example.sources)
    drawn = hashlib.sha256(" ".join(example.words).encode()).digest()[0] < 128
    return has_record or has_found or (drawn and any(sum(row[:5]) > 0 for row in example.facts))
