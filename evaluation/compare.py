"""Compare the coder with what a user could install instead, on the same reports, and write docs/compare.md.

    python evaluation/compare.py       (`make compare`)

- *ours*: this program.
- *naive*: spaCy's names and plain patterns (`naive_coder.py`), what a user writes in an afternoon.
- *gdelt-regkg*: GDELT's reconstruction (PyPI, Python 3.12 or later), where an interpreter that has it is named by
  `COMMUNIQUE_REGKG` (a path); of the kinds here it gives counts of casualties and amounts of money (`regkg_coder.py`).

Scored by `evaluation/score.py` on the bundled samples, and on `../shared/dev` where it is. The event category is
measured on the PLOVER manual's sentences; what others reach there is quoted from `../shared/notes`, not measured here.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from communique.exports.record_format import to_record_format
from communique.model.report import RawReport
from communique.pipeline import code_report
from communique.reference.plover import event_type, event_type_of_engagement
from gate import load_golden
from measure import ROOT, SHARED, CachingParser, gold_folder, load_reports
from measure_plover import SENTENCES, Count, Sentence, code_sentences, count
from naive_coder import code as code_naively
from sample_reports import load_samples
from score import Scorer, Scores

PAGE = ROOT / "docs" / "compare.md"
REGKG = os.environ.get("COMMUNIQUE_REGKG")
KINDS = ("people", "bodies", "engagements", "undertakings", "undertakings found", "statements", "statements found",
         "actions found", "incidents found", "casualties", "figures")  # fmt: skip
# What others reach on all 322 of the manual's sentences, over spaCy parses (as told in ../shared/notes).
PUBLISHED = (("petrarch2", 0.31), ("UniversalPetrarch", 0.46))

HEAD = """# Compared with what else one could install

Measured on {day}; written by `make compare` (`python evaluation/compare.py`). F1 by `evaluation/score.py`; a dash where
a system does not give the kind. *naive* is `evaluation/naive_coder.py`: the same spaCy package's names, a table of
countries, verb lists and regular expressions, matched sentence by sentence. It knows the codebook's words, which
flatters it. gdelt-regkg gives casualty counts and sums of money only: percentages and other figures are no fault of it.
"""

Coder = Callable[[RawReport], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class System:
    """One coder to compare: its name, what it gives (all kinds where empty), how it codes a report."""

    name: str
    gives: frozenset[str]
    code: Coder


def systems() -> list[System]:
    """Return the coders that are here."""
    parse = CachingParser()
    found = [
        System("ours", frozenset(), lambda raw: to_record_format(code_report(raw, parse))),
        System("naive", frozenset(), lambda raw: code_naively(raw.id, raw.text, parse(raw.text))),
    ]
    if REGKG:
        found.append(System("gdelt-regkg", frozenset({"casualties", "figures"}), code_by_regkg))
    return found


def code_by_regkg(raw: RawReport) -> dict[str, Any]:
    """Return what gdelt-regkg finds, asked in its own interpreter."""
    script = Path(__file__).with_name("regkg_coder.py")
    run = subprocess.run([str(REGKG), str(script)], input=raw.text, capture_output=True, text=True, check=True)
    coded: dict[str, Any] = json.loads(run.stdout)
    return coded


def score_set(raws: Iterable[RawReport], gold: dict[str, Any], coders: Sequence[System]) -> dict[str, Scores]:
    """Return the scores of every system on the same reports."""
    scorers = {system.name: Scorer() for system in coders}
    for raw in raws:
        for system in coders:
            scorers[system.name].add(gold[raw.id], system.code(raw), raw.text)
    return {name: scorer.scores() for name, scorer in scorers.items()}


def write_scores(scores: dict[str, Scores], coders: Sequence[System]) -> list[str]:
    """Return a table of F1 by kind and system."""
    lines = ["| | " + " | ".join(scores) + " | coded |", "|---|" + "---|" * (len(scores) + 1)]
    for kind in KINDS:
        cells = []
        for system in coders:
            gives = not system.gives or kind in system.gives
            cells.append(f"{scores[system.name].counts[kind].f1:.2f}" if gives else "–")
        ours = scores["ours"].counts[kind]
        lines.append(f"| {kind} | " + " | ".join(cells) + f" | {ours.hits + ours.missed} |")
    whole = [f"{scores[s.name].headline:.3f}" if not s.gives else "–" for s in coders]
    return [*lines, "| **headline** | " + " | ".join(whole) + " | |"]


def naive_categories(text: str, parse: CachingParser) -> frozenset[str]:
    """Return the event categories of what the naive coder finds in a sentence."""
    coded = code_naively("sentence", text, parse(text))
    found = {event_type_of_engagement(e["kind"], e["status"]) for e in coded["engagements"]}
    for kind, field in (("undertakings", "act"), ("statements", "stance"), ("actions", "type"), ("incidents", "kind")):
        found |= {event_type(kind, record[field]) for record in coded[kind]}
    return frozenset(found)


def write_plover() -> list[str]:
    """Return the table of event categories on the manual's sentences."""
    ours = list(code_sentences())
    parse = CachingParser()
    naive = [Sentence(s.id, s.text, s.event, naive_categories(s.text, parse)) for s in ours]
    lines = [
        "## Event category on the PLOVER manual's sentences", "",
        f"{len(ours)} sentences, all 18 categories, taken literally (`python evaluation/measure_plover.py`); the"
        " sentences whose category was missed were looked at while the rules were written.", "",
        "| | right | false | missed | F1 |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for name, sentences in (("ours", ours), ("naive", naive)):
        c: Count = count(sentences)["all"]
        lines.append(f"| {name} | {c.right} | {c.false} | {c.missed} | {c.f1:.2f} |")
    told = "on all 322 of the manual's sentences, not measured here"
    lines += [f"| {name}, {told} | | | | {f1:.2f} |" for name, f1 in PUBLISHED]
    return [*lines, ""]


def main() -> None:
    coders = systems()
    page = [HEAD.format(day=date.today().isoformat())]
    if not REGKG:
        page += [
            "**gdelt-regkg was skipped**: it needs Python 3.12; `COMMUNIQUE_REGKG` names an interpreter that has it.",
            "",
        ]
    samples = load_samples()
    page += [f"## Our own samples ({len(samples)} reports)", ""]
    page += [*write_scores(score_set(samples, load_golden(), coders), coders), ""]
    if SHARED.exists():
        raws = list(load_reports("dev"))
        gold = {raw.id: json.loads((gold_folder("dev") / f"{raw.id}.json").read_text(encoding="utf-8")) for raw in raws}
        page += [f"## dev ({len(raws)} reports)", ""]
        page += [*write_scores(score_set(raws, gold, coders), coders), ""]
        if SENTENCES.exists():
            page += write_plover()
    else:
        page += ["**dev and PLOVER were skipped**: `../shared` is not here.", ""]
    PAGE.write_text("\n".join(page), encoding="utf-8")
    print("\n".join(page))


if __name__ == "__main__":
    main()
