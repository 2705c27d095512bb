"""Rules alone, the learned model alone, and both, on the same reports: what each is worth, kind by kind.

    python evaluation/ablation.py       print the tables that `accuracy_page.py` writes into docs/accuracy.md

Sets: the held parts of `dev/`, of our own codings and of `world`, which no rule was written on and no model trained
on, with the shipped model; and the reports kept from the trial model (`python -m training --trial`) with that model,
many more and from all over the world, though rules were bettered on them. The model alone codes acts, stances, deeds
and contact in clauses of which the grammar tells who holds them or takes part, casualties of the numbers in sentences
that have a word for violence, and judges the names that the rules find; it finds no incidents and no figures.

An interval is the middle 95 % of 1,000 draws of as many reports, with replacement, from the set.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from choices import choices_of_set, write_choices
from communique.exports.record_format import to_record_format
from communique.learned import Model, model_of
from communique.learned.model import load_model
from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report, no_model
from communique.records import limits
from communique.records.action import find as deeds
from communique.records.cues import advised
from communique.records.cues import find as cues
from communique.records.engagement import advised as advised_contacts
from communique.records.engagement import build as contacts
from communique.records.incident import tellings
from communique.records.limits import Limits
from measure import ROOT, CachingParser, gold_folder, load_reports, load_scorer

sys.path.append(str(ROOT))
from training.__main__ import TRIAL
from training.data import OTHERS, load_coded

KINDS = ("engagements", "undertakings", "statements", "actions", "casualties", "people", "incidents found")
BY_OUTLET = KINDS[:6]
FOUND = ("undertakings found", "statements found", "actions found")
HEADLINE = ("people", "engagements", "undertakings", "statements", "casualties", "figures")
CODERS = ("rules", "model", "both")
DRAWS = 1000
# When the model codes alone: from even odds, whatever the rules would choose.
EVEN = 0.5
ALONE = {
    **dict.fromkeys(("undertakings", "statements", "actions", "engagements", "casualties"), Limits(add=EVEN)),
    "classes": Limits(relabel=0.0),
    "people": Limits(drop=EVEN),
}
NOT_ALONE = ("incidents found", "headline")
SETS = {
    "held": "The held third of dev",
    "coded-held": "The held fifth of our own codings",
    "world-held": "The held third of world",
    "kept": "Reports kept from the trial model, with that model",
}
CHOICES = """\
How often each is right at one place of a record, at what the rules find and the gold can judge
(`python evaluation/choices.py`): who holds an act or stance, whether a telling is a contact and how real it is,
whether a number is a casualty and of which class, whether a name is a person's, and which words are the person's post.
The model alone is not told what the rules chose. A contact told again is one record, coded where it is told first: its
other tellings count as none here, though in the records they do no harm."""
Learned = Callable[[str], Model | None]


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, wrong and missed records of one kind in one report."""

    right: int
    wrong: int
    missed: int


Table = dict[str, dict[str, Counts]]  # report id -> tally -> counts


@contextmanager
def without_rules() -> Iterator[None]:
    """Let no cue, no frame and no word of contact or loss speak for a while, so that only the model does."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(cues, "find_explicit", lambda *_: []))
        stack.enter_context(patch.object(cues, "find_content", lambda *_: None))
        stack.enter_context(patch.object(deeds, "from_verb", lambda *_: None))
        stack.enter_context(patch.object(deeds, "deed_of_noun", lambda *_: None))
        stack.enter_context(patch.object(advised, "may_hold", lambda *_: True))
        for find in ("find_verb_mentions", "find_noun_mentions", "find_event_mentions"):
            stack.enter_context(patch.object(contacts, find, lambda *_: ()))
        stack.enter_context(patch.object(advised_contacts, "has_contact_word", lambda *_: True))
        stack.enter_context(patch.object(tellings, "find_losses", lambda *_: ()))
        stack.enter_context(patch.object(limits, "load_limits", lambda: ALONE))
        yield


def count(raws: list[RawReport], gold: dict[str, Any], learned: Learned) -> Table:
    """Code reports and return what is right, wrong and missed in each."""
    scorer, parse = load_scorer(), CachingParser()
    found: Table = {}
    for raw in raws:
        coded: CodedReport = code_report(raw, parse, learned=learned)
        pred = {raw.id: to_record_format(coded)}
        tallies, _ = scorer.score({raw.id: gold[raw.id]}, pred, {raw.id: coded.report.text})
        found[raw.id] = {name: Counts(t.tp, t.fp, t.fn) for name, t in tallies.items()}
    return found


def count_all(raws: list[RawReport], gold: dict[str, Any], learned: Learned) -> dict[str, Table]:
    """Return the counts of each coder."""
    tables = {"rules": count(raws, gold, no_model), "both": count(raws, gold, learned)}
    with without_rules():
        tables["model"] = count(raws, gold, learned)
    return tables


def f1(table: Table, name: str, reports: list[str]) -> float:
    """Return the F1 of a tally over reports; 1 where there is nothing to find and nothing found."""
    rows = [table[report][name] for report in reports]
    right = sum(row.right for row in rows)
    rest = sum(row.wrong + row.missed for row in rows)
    return 2 * right / (2 * right + rest) if right + rest else 1.0


def headline(table: Table, reports: list[str]) -> float:
    """Return the mean F1 of the kinds of the headline."""
    return sum(f1(table, name, reports) for name in HEADLINE) / len(HEADLINE)


def interval(measure: Callable[[list[str]], float], reports: list[str]) -> tuple[float, float]:
    """Return the middle 95 % of a measure over reports drawn with replacement."""
    draw = random.Random(1)
    values = sorted(measure([draw.choice(reports) for _ in reports]) for _ in range(DRAWS))
    return values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS) - 1]


def write_table(tables: dict[str, Table]) -> list[str]:
    """Return one set's table: F1 with its interval for each coder, and what the model adds to the rules."""
    reports = sorted(tables["rules"])
    lines = [
        "| | coded | rules alone | model alone | both | gain, with its interval |",
        "|---|---|---|---|---|---|",
    ]
    for name in (*KINDS, *FOUND, "headline"):

        def measured(coder: str, drawn: list[str], name: str = name) -> float:
            return headline(tables[coder], drawn) if name == "headline" else f1(tables[coder], name, drawn)

        def gain(drawn: list[str]) -> float:
            return measured("both", drawn) - measured("rules", drawn)

        cells = []
        for coder in CODERS:
            if coder == "model" and name in NOT_ALONE:
                cells.append("–")
                continue
            low, high = interval(lambda drawn, c=coder: measured(c, drawn), reports)  # type: ignore[misc]
            cells.append(f"{measured(coder, reports):.3f} ({low:.2f}–{high:.2f})")
        low, high = interval(gain, reports)
        rows = [] if name == "headline" else [table[name] for table in tables["rules"].values()]
        coded = str(sum(row.right + row.missed for row in rows)) if rows else ""
        shown = f"{gain(reports):+.3f} ({low:+.2f} to {high:+.2f})"
        lines.append(f"| {name} | {coded} | {' | '.join(cells)} | {shown} |")
    return lines


def write_outlets(tables: dict[str, Table], outlets: dict[str, str]) -> list[str]:
    """Return the F1 of rules and of both by outlet."""
    lines = ["| outlet | reports | " + " | ".join(f"{name}: rules → both" for name in BY_OUTLET) + " |"]
    lines.append("|---|---|" + "---|" * len(BY_OUTLET))
    for outlet in sorted(set(outlets.values())):
        reports = [report for report in tables["rules"] if outlets[report] == outlet]
        cells = [f"{f1(tables['rules'], n, reports):.2f} → {f1(tables['both'], n, reports):.2f}" for n in BY_OUTLET]
        lines.append(f"| {outlet} | {len(reports)} | " + " | ".join(cells) + " |")
    return lines


def ablate_set(name: str) -> tuple[dict[str, Table], dict[str, str]]:
    """Return the counts of an evaluation set with the shipped model, and its reports' outlets."""
    raws = list(load_reports(name))
    gold = load_scorer().load_gold(str(gold_folder(name)))
    return count_all(raws, gold, model_of), {raw.id: raw.outlet or "text files" for raw in raws}


def ablate_kept() -> dict[str, Table]:
    """Return the counts of the reports kept from the trial model, with that model."""
    kept = [coded for coded in load_coded(*OTHERS) if coded.is_kept]
    model = load_model(TRIAL)
    return count_all([c.raw for c in kept], {c.raw.id: c.gold for c in kept}, lambda _: model)


def write_ablation() -> list[str]:
    """Return the section of docs/accuracy.md."""
    held, outlets = ablate_set("held")
    coded, _ = ablate_set("coded-held")
    world, _ = ablate_set("world-held")
    kept = ablate_kept()
    return [
        f"### The held third of dev, {len(outlets)} reports", "", *write_table(held), "",
        "By outlet:", "", *write_outlets(held, outlets), "",
        f"### The held fifth of our own codings, {len(coded['rules'])} reports", "", *write_table(coded), "",
        f"### The held third of world, {len(world['rules'])} reports", "", *write_table(world), "",
        f"### Reports kept from the trial model, {len(kept['rules'])}, with that model", "", *write_table(kept), "",
        *write_all_choices(),
    ]  # fmt: skip


def write_all_choices() -> list[str]:
    """Return the tables of single choices (`choices.py`) on the same sets."""
    lines = ["### Single choices", "", CHOICES, ""]
    for name, title in SETS.items():
        lines += [f"{title}:", "", *write_choices(choices_of_set(name)), ""]
    return lines


if __name__ == "__main__":
    print("\n".join(write_ablation()))
