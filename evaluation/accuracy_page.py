"""Measure everything that docs/accuracy.md says and write the page.

    python evaluation/accuracy_page.py

Needs ../shared (reports and gold to measure with; none of their text enters the page).
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

from ablation import write_ablation
from calibrate import judge_set, reliability
from communique.record_format import to_record_format
from measure import ROOT, code_all, gold_folder, load_scorer

PAGE = ROOT / "docs/accuracy.md"
KINDS = ("people", "engagements", "undertakings", "statements", "casualties", "figures", "actions", "bodies")
FOUND = ("undertakings found", "statements found", "actions found", "incidents found")

HEAD = """# Accuracy

Measured on {day}. Written by `python evaluation/accuracy_page.py`, which measures all of it again (it needs
`../shared`). What counts as the same record is told in `evaluation/score.py`; P is the share of found records that are
right, R the share of coded records that were found, F1 their harmonic mean, with the number of coded (gold) records.
The *headline* is the mean F1 of people, engagements, undertakings, statements, casualties and figures.

The rules were written on the 182 reports of `train/`, on two thirds of `world` (40 short reports that we wrote in the
styles of some 40 other outlets), on two thirds of `dev/` and on the reports of the corpus that we coded ourselves
(`evaluation/annotations/`); the learned coder was trained on these too, but on no report of `dev/`. The held third of
`dev/` was only measured, never looked at, and so was the held third of `world`, which however one of the rules'
authors had written. `dev/` comes from the same two outlets and two presidencies as `train/`.
"""
ABLATION = """\
The learned coder ([model card](model-card.md)) adds statements and deeds that no cue shows, and drops acts and
stances of the rules that it finds improbable, by limits chosen on reports it had not seen (`records/limits.toml`).
What that is worth, by `python evaluation/ablation.py`: F1 on the same reports, in brackets the middle 95 % of 1,000
draws of reports. The model alone finds acts, stances, deeds and contact, with the rules' grammar for who holds them or
takes part, and casualties among the numbers of sentences that have a word for violence; names it only judges. The table
before the last ones is of many more reports, from all over the world, none of which the model
that is measured there has seen; the rules, however, were bettered on them."""
CONFIDENCE = """\
A record's `confidence` is the share of right records among those like it: of its rule and, where the learned coder was
asked, with about its probability (`records/confidence.py`; `python evaluation/calibrate.py` measures it again, on
reports kept from a trial model). On the held third of `dev/` (`python evaluation/calibrate.py --check held`) and on the
whole of `dev/`, on two thirds of which rules and limits were chosen:"""


def score_set(name: str, keep: Any = None) -> tuple[dict[str, Any], dict[str, Any], int]:
    """Return the tallies, the rates and the number of reports of a set, or of those that `keep` keeps."""
    scorer = load_scorer()
    coded = [c for c in code_all(name) if keep is None or keep(c.report)]
    pred = {c.report.id: to_record_format(c) for c in coded}
    gold = scorer.load_gold(str(gold_folder(name)))
    tallies, rates = scorer.score(
        {k: g for k, g in gold.items() if k in pred}, pred, {c.report.id: c.report.text for c in coded}
    )
    return tallies, rates, len(coded)


def headline(tallies: dict[str, Any]) -> float:
    return float(sum(tallies[k].f1 for k in KINDS[:6]) / 6)


def write_table(sets: dict[str, tuple[dict[str, Any], dict[str, Any], int]]) -> list[str]:
    lines = ["| | " + " | ".join(f"{name} ({count} reports)" for name, (_, _, count) in sets.items()) + " |"]
    lines.append("|---|" + "---|" * len(sets))
    for kind in (*KINDS, *FOUND):
        cells = []
        for tallies, _, _ in sets.values():
            t = tallies[kind]
            cells.append(f"P {t.p:.2f} R {t.r:.2f} **F1 {t.f1:.3f}** of {t.tp + t.fn}")
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    lines.append("| **headline** | " + " | ".join(f"**{headline(t):.3f}**" for t, _, _ in sets.values()) + " |")
    rates = sorted({rate for _, r, _ in sets.values() for rate in r})
    for rate in rates:
        cells = [
            f"{r[rate][0] / r[rate][1]:.2f} of {r[rate][1]}" if r.get(rate) and r[rate][1] else "–"
            for _, r, _ in sets.values()
        ]
        lines.append(f"| {rate} right | " + " | ".join(cells) + " |")
    return lines


def write_reliability(name: str) -> list[str]:
    lines = [f"| stated confidence, {name} | records | mean stated | share right |", "|---|---|---|---|"]
    for low, high, records, mean, right in reliability(judge_set(name)):
        lines.append(f"| {low:.1f}–{high:.1f} | {records} | {mean:.2f} | {right:.2f} |")
    return [*lines, ""]


def main() -> None:
    sets = {
        "dev": score_set("dev"),
        "held third of dev": score_set("held"),
        "held third of world": score_set("world-held"),
        "train, on which the rules were written": score_set("train"),
    }
    outlets: dict[str, Any] = {}
    names = sorted({c.report.outlet or "text files" for c in code_all("dev")})
    for outlet in names:
        outlets[outlet] = score_set("dev", lambda report, o=outlet: (report.outlet or "text files") == o)
    gate = subprocess.run(
        [sys.executable, str(ROOT / "evaluation/gate.py")], capture_output=True, text=True, check=False
    ).stdout
    page = [HEAD.format(day=date.today().isoformat())]
    page += ["## By set", "", "`make score` prints the first column.", "", *write_table(sets), ""]
    page += ["## dev by outlet", "", *write_table(outlets), ""]
    page += ["## Rules, model, both", "", ABLATION, "", *write_ablation()]
    page += [
        "## Our own samples",
        "",
        "`python evaluation/gate.py`; the floors below which the tests fail stand beside it.",
        "",
    ]
    page += ["```", gate.rstrip(), "```", ""]
    page += [
        "## Confidence",
        "",
        CONFIDENCE,
        "",
        *write_reliability("held"),
        *write_reliability("dev"),
    ]
    extra = ROOT / "docs/accuracy_notes.md"
    if extra.exists():
        page += [extra.read_text(encoding="utf-8").rstrip(), ""]
    PAGE.write_text("\n".join(page), encoding="utf-8")
    print(json.dumps({name: round(headline(t), 3) for name, (t, _, _) in {**sets, **outlets}.items()}))


if __name__ == "__main__":
    main()
