"""The accuracy gate: code the bundled samples, score them against evaluation/golden/, compare with the floors.

    python evaluation/gate.py                       print the table; exit 1 when a kind lies below its floor
    python evaluation/gate.py --misses KIND         also list what was missed and falsely found of a kind
    python evaluation/gate.py --update              raise the floors to what was measured; never lowers one
    python evaluation/gate.py --update --lower WHY  also lower floors, and write down why

`evaluation/floors.toml` holds per kind the F1 that may not be undercut, with the counts it was measured at, and pins
the samples and golden records by hash: a floor means something only for the reports it was measured on. When the
samples or the golden records change, `--update` is due, and a floor that falls by it needs a reason as well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from communique.exports.record_format import to_line
from communique.pipeline import CodedReport
from communique.samples import sample_folder
from gold_check import complaints
from sample_reports import coded_samples
from score import Count, Scorer, Scores

HERE = Path(__file__).resolve().parent
GOLDEN, FLOORS = HERE / "golden", HERE / "floors.toml"
SAMPLE_SUFFIXES = (".html", ".json", ".jsonl", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class Pins:
    """What the floors were measured on: hashes of the samples and of the golden records, and how many reports."""

    samples: str
    golden: str
    reports: int


def load_golden() -> dict[str, dict[str, Any]]:
    """Return the golden reports by report id."""
    files = sorted(GOLDEN.glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def hash_of(files: Sequence[Path]) -> str:
    """Return one SHA-256 over the names and bytes of files, in order of name."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda f: f.name):
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def current_pins() -> Pins:
    """Return the pins of the checkout as it is."""
    samples = [f for f in sample_folder().iterdir() if f.suffix in SAMPLE_SUFFIXES]
    return Pins(hash_of(samples), hash_of(list(GOLDEN.glob("*.json"))), len(load_golden()))


def score_samples(coded: Sequence[CodedReport]) -> Scores:
    """Score coded samples; every golden report must be among them."""
    golden, scorer = load_golden(), Scorer()
    by_id = {c.report.id: c for c in coded}
    for report_id in golden:
        report = by_id[report_id]
        scorer.add(golden[report_id], json.loads(to_line(report)), report.report.text)
    return scorer.scores()


def measured(scores: Scores) -> dict[str, float]:
    """Return what the floors hold: F1 by kind, rounded down to four places, and how often each field was right.

    A field counts its right values, not their share: a share may fall just because more records are found.
    """
    values = {kind: count.f1 for kind, count in scores.counts.items()}
    values["headline"] = scores.headline
    rounded = {name: math.floor(value * 10_000) / 10_000 for name, value in values.items()}
    return rounded | {field: float(right) for field, (right, _) in scores.rates.items()}


def load_floors() -> dict[str, Any]:
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def below_floor(scores: Scores, pins: Pins, floors: Mapping[str, Any]) -> list[str]:
    """Return what speaks against the coder, in words: nothing when it holds every floor."""
    if floors.get("pinned") != asdict(pins):
        return ["the samples or golden records are not those of the floors: run evaluation/gate.py --update"]
    values = measured(scores)
    return [
        f"{name}: {values.get(name, 0.0):.4f} is below its floor {floor:.4f}"
        for name, floor in floors.get("floors", {}).items()
        if values.get(name, 0.0) < floor
    ]


def updated_floors(scores: Scores, pins: Pins, floors: Mapping[str, Any], reason: str | None) -> dict[str, Any]:
    """Return the floors raised to what was measured; with a `reason`, lowered ones too, and the reason kept.

    Raises ValueError when a floor would have to fall, or the pins changed so that one falls, and there is no reason.
    """
    old, values = floors.get("floors", {}), measured(scores)
    falls = {name: (floor, values.get(name, 0.0)) for name, floor in old.items() if values.get(name, 0.0) < floor}
    if falls and not reason and floors.get("pinned") != asdict(pins):
        raise ValueError(f"on the changed samples these would fall, which needs --lower WHY: {', '.join(falls)}")
    kept = {} if reason else {name: floor for name, (floor, _) in falls.items()}
    lowered = list(floors.get("lowered", []))
    if falls and reason:
        lowered.append({"reason": reason, "floors": [f"{n}: {a:.4f} to {b:.4f}" for n, (a, b) in falls.items()]})
    return {
        "pinned": asdict(pins),
        "floors": values | kept,
        "counts": {kind: [c.hits, c.false, c.missed] for kind, c in scores.counts.items()},
        "lowered": lowered,
    }


def to_toml(floors: Mapping[str, Any]) -> str:
    """Write floors as TOML (the standard library reads it only)."""
    lines = ["# Written by `python evaluation/gate.py --update`: floors only rise, unless --lower gives a reason."]
    lines += ["", "[pinned]"] + [f"{name} = {json.dumps(value)}" for name, value in floors["pinned"].items()]
    lines += ["", "# F1 by kind; by field (a name with a colon) how many values were right.", "[floors]"]
    lines += [f"{json.dumps(name)} = {value:.4f}" for name, value in floors["floors"].items()]
    lines += ["", "# What was counted when the floors were last written: hits, false, missed.", "[counts]"]
    lines += [f"{json.dumps(kind)} = {value}" for kind, value in floors["counts"].items()]
    for entry in floors["lowered"]:
        lines += ["", "[[lowered]]", f"reason = {json.dumps(entry['reason'], ensure_ascii=False)}"]
        lines += ["floors = ["] + [f"  {json.dumps(line)}," for line in entry["floors"]] + ["]"]
    return "\n".join(lines) + "\n"


def table(scores: Scores, floors: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a readable table."""
    floor_of = floors.get("floors", {})
    yield f"{'':24}{'hits':>7}{'false':>7}{'missed':>7}{'F1':>8}{'floor':>8}"
    for kind, c in scores.counts.items():
        yield f"{kind:24}{c.hits:7}{c.false:7}{c.missed:7}{c.f1:8.3f}{floor_of.get(kind, 0.0):8.3f}"
    for field, (right, asked) in scores.rates.items():
        yield f"{field:24}{right:7} right of {asked}{'':12}{floor_of.get(field, 0.0):8.0f}"
    yield f"{'headline':45}{scores.headline:8.3f}{floor_of.get('headline', 0.0):8.3f}"


def misses(kind: str, coded: Sequence[CodedReport]) -> Iterator[str]:
    """Yield what was missed and falsely found of one kind, report by report, for the eye of whoever mends a rule."""
    golden = load_golden()
    for report in coded:
        one, found = Scorer(), json.loads(to_line(report))
        one.add(golden[report.report.id], found, report.report.text)
        count = one.scores().counts.get(kind, Count())
        if count.false or count.missed:
            yield f"{report.report.id}: {count.hits} hit, {count.false} false, {count.missed} missed"
            for gold_record in golden[report.report.id].get(kind, []):
                yield f"    golden {json.dumps(gold_record, ensure_ascii=False)}"
            for record in found.get(kind, []):
                yield f"    found  {json.dumps(record, ensure_ascii=False)[:400]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write evaluation/floors.toml")
    parser.add_argument("--lower", metavar="WHY", help="let --update lower floors, and keep this reason")
    parser.add_argument("--misses", metavar="KIND", help="list the reports in which a kind has errors")
    options = parser.parse_args()
    coded, floors, pins = coded_samples(), load_floors(), current_pins()
    golden = load_golden()
    wrong = [c for r in coded if r.report.id in golden for c in complaints(golden[r.report.id], r.report.text)]
    scores = score_samples(coded)
    if options.update:
        try:
            floors = updated_floors(scores, pins, floors, options.lower)
        except ValueError as error:
            sys.exit(f"gate: {error}")
        FLOORS.write_text(to_toml(floors), encoding="utf-8")
    print("\n".join(table(scores, floors)))
    if options.misses:
        print("\n".join(misses(options.misses, coded)))
    wrong += below_floor(scores, pins, floors)
    for line in wrong:
        print(f"gate: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
