"""Choices at one place of a record: how often the rules, the learned model alone, and both are right, by the gold.

    python evaluation/choices.py [SET …]      print the tables; `kept` is of the reports kept from the trial model

In: coded reports and a model. Out: for each question how many places were asked, and how many answers are right. The
places are those that the rules find and that the gold can judge, so this tells nothing of what the rules miss; what the
choices are worth in records, `ablation.py` tells. The model alone is not told what the rules chose.

An interval is the middle 95 % of 1,000 draws of as many reports, with replacement, of the difference both − rules.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from communique.learned import Model, adviser_for, model_of
from communique.learned.model import load_model
from communique.learned.spots import Places
from communique.model.kind import Context
from communique.model.opinion import Adviser, Opinion
from communique.model.report import RawReport
from communique.records.cues.advised import choose_holder
from communique.records.cues.candidates import find_candidates
from communique.records.cues.scene import Scene as Cues
from communique.records.cues.table import load_cues
from communique.records.engagement.advised import shares_of_groups, spot_of, status_of
from communique.records.engagement.contact import group_of
from communique.records.engagement.cut import cut
from communique.records.engagement.events import find_event_mentions
from communique.records.engagement.nouns import find_noun_mentions
from communique.records.engagement.scene import Scene
from communique.records.engagement.verbs import find_verb_mentions
from communique.records.incident.advised import UNSPECIFIED
from communique.records.incident.numbers import spot_of_loss
from communique.records.incident.tellings import find_tellings
from communique.records.limits import limits_of
from communique.records.name_spots import find_posts, spot_of_name
from communique.records.person import is_no_person, post_of
from measure import ROOT, CachingParser, gold_folder, load_reports, load_scorer

sys.path.append(str(ROOT))
from training.__main__ import TRIAL
from training.data import OTHERS, load_coded
from training.examples import gold_runs, owner_of, read_report, runs_of
from training.places import find_held, find_named, is_same_post, labels_of_loss, rows_of, rows_told

EVEN = 0.5
DRAWS = 1000
QUESTIONS = (
    "undertakings: holder", "statements: holder", "contact or none", "contact: how real", "casualty or none",
    "casualty: class", "person or none", "person: post",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One question at one place of a report, and whose answer to it is right."""

    report: str
    question: str
    rules: bool
    model: bool
    both: bool


def choices_of(raw: RawReport, gold: dict[str, Any], model: Model, parse: CachingParser) -> Iterator[Choice]:
    """Yield the choices of one report, at what the rules alone find."""
    alone = read_report(raw, parse)
    if alone is None:
        return
    adviser = adviser_for(model, alone.reading, alone.cast)
    context = Context(alone.reading, alone.cast, alone.found, adviser)
    for question, rules, by_model, both in (
        *holders(alone, context, gold, adviser),
        *contacts(context, gold, adviser),
        *losses(alone, gold, adviser),
        *names(context, gold, adviser),
    ):
        yield Choice(raw.id, question, rules, by_model, both)


Answer = tuple[str, bool, bool, bool]


def holders(alone: Context, context: Context, gold: dict[str, Any], adviser: Adviser) -> Iterator[Answer]:
    """Yield the choices of who holds an act or stance."""
    language = _language(context)
    scene = Cues.of(context, load_cues(language))
    for utterance, before, right in find_held(alone, gold):
        candidates = find_candidates(utterance, before, context)
        opinions = adviser.opinions_of_places([c.spot(utterance.cue, knows_choice=False) for c in candidates])
        shares = [o.is_record("holders") for o in opinions]
        best = candidates[shares.index(max(shares))].sides
        both = choose_holder(utterance, before, scene).by
        yield f"{utterance.kind}: holder", utterance.by == right, best == right, both == right


def contacts(context: Context, gold: dict[str, Any], adviser: Adviser) -> Iterator[Answer]:
    """Yield the choices of whether a telling is a contact, and how real it is."""
    scene, limits = Scene.of(context), limits_of("engagements")
    places = Places(context.reading, context.cast)
    truth = list(gold_runs(gold.get("engagements", ()), "engagements", context.reading))
    clauses = [places.clause(clause.head) for clause in context.reading.clauses]
    owners = [owner_of(run, clauses) for run in truth]
    for mention in (*find_verb_mentions(scene), *find_noun_mentions(scene), *find_event_mentions(scene)):
        spot = places.run(mention.trigger, mention.first, mention.end)
        runs = runs_of("engagements", spot, truth, owners)
        if runs == [] or (runs and all(run.optional for run in runs)):
            continue
        opinion = adviser.opinion_of(mention.trigger, mention.first, mention.end)
        # A telling of fewer than two sides comes to nothing; one that leans on those before may.
        found = any(cut(mention)) or mention.back or mention.context
        seen, kept = opinion.is_record("engagements") >= EVEN, found and not limits.is_doubted("engagements", opinion)
        yield "contact or none", found == bool(runs), seen == bool(runs), kept == bool(runs)
        groups = {group_of(run.label) for run in runs or ()}
        if len(groups) == 1:
            (which,) = adviser.opinions_of_places([spot_of(scene, mention.trigger, mention.first, mention.end)])
            shares = shares_of_groups(which)
            best = max(shares, key=lambda group: (shares[group], group))
            both = group_of(status_of(mention.status, which, limits.relabel))
            yield "contact: how real", {group_of(mention.status)} == groups, {best} == groups, {both} == groups


def losses(context: Context, gold: dict[str, Any], adviser: Adviser) -> Iterator[Answer]:
    """Yield the choices of whether a number is a casualty, and of which class; totals are no casualties anyhow."""
    rows, casualties, classes = rows_of(gold), limits_of("casualties"), limits_of("classes")
    for telling in find_tellings(context):
        for loss in telling.losses if not telling.total else ():
            mine = rows_told(loss, rows)
            if mine and all(row[3] for row in mine):
                continue
            alone, told = (adviser.opinions_of_places([spot_of_loss(loss, knows)])[0] for knows in (False, True))
            is_told, labels = bool(mine), labels_of_loss(mine)
            seen = alone.is_record("casualties") >= EVEN
            kept = loss.class_ != UNSPECIFIED or not casualties.is_doubted("casualties", told)
            yield "casualty or none", is_told, seen == is_told, kept == is_told
            if "classes" in labels:
                right = mine[0][1]
                both = classes.label("classes", loss.class_, told)
                yield "casualty: class", loss.class_ == right, alone.best("classes") == right, both == right


def names(context: Context, gold: dict[str, Any], adviser: Adviser) -> Iterator[Answer]:
    """Yield the choices of whether a name is a person's, and which words are his post."""
    for actor, person in find_named(context, gold):
        if person is not None and person.get("optional"):
            continue
        (opinion,) = adviser.opinions_of_places([spot_of_name(actor, context)])
        is_told = person is not None
        seen = opinion.is_record("people") >= EVEN
        yield "person or none", is_told, seen == is_told, (not is_no_person(actor, context)) == is_told
        if person is not None and person.get("office"):
            posts = [(_share(adviser.opinions_of_places([p.spot])), p.text) for p in find_posts(actor, context)]
            best = max((pair for pair in posts if pair[0] >= EVEN), default=(0.0, None))[1]
            answers = (actor.office, best, post_of(actor, context))
            right = [is_same_post(person["office"], answer) for answer in answers]
            yield "person: post", right[0], right[1], right[2]


def _share(opinions: list[Opinion]) -> float:
    return opinions[0].is_record("offices")


def _language(context: Context) -> Any:
    from communique.languages import LANGUAGES

    return LANGUAGES[context.reading.report.language or "en"]


def write_choices(choices: Iterable[Choice]) -> list[str]:
    """Return the table of choices: how many of the places each coder has right."""
    lines = ["| | places | rules alone | model alone | both | gain, with its interval |", "|---|---|---|---|---|---|"]
    by_question: dict[str, dict[str, list[Choice]]] = {q: defaultdict(list) for q in QUESTIONS}
    for choice in choices:
        by_question[choice.question][choice.report].append(choice)
    for question, by_report in by_question.items():
        rows = [row for own in by_report.values() for row in own]
        if not rows:
            continue
        cells = [f"{sum(right)} ({sum(right) / len(rows):.2f})" for right in zip(*map(_answers, rows), strict=True)]
        low, high = interval(by_report)
        gain = sum(row.both - row.rules for row in rows)
        lines.append(f"| {question} | {len(rows)} | {' | '.join(cells)} | {gain:+d} ({low:+d} to {high:+d}) |")
    return lines


def _answers(row: Choice) -> tuple[bool, bool, bool]:
    return row.rules, row.model, row.both


def interval(by_report: dict[str, list[Choice]]) -> tuple[int, int]:
    """Return the middle 95 % of how many places more both have right than the rules, over drawn reports."""
    draw, gains = random.Random(1), [sum(row.both - row.rules for row in rows) for rows in by_report.values()]
    values = sorted(sum(draw.choice(gains) for _ in gains) for _ in range(DRAWS))
    return values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS) - 1]


def choices_of_set(name: str) -> list[Choice]:
    """Return the choices of an evaluation set with the shipped model, or with the trial model where it is `kept`."""
    parse = CachingParser()
    if name == "kept":
        pairs = [(coded.raw, coded.gold) for coded in load_coded(*OTHERS) if coded.is_kept]
        model: Model | None = load_model(TRIAL)
    else:
        gold = load_scorer().load_gold(str(gold_folder(name)))
        pairs, model = [(raw, gold[raw.id]) for raw in load_reports(name)], model_of("en")
    assert model is not None
    return [choice for raw, gold in pairs for choice in choices_of(raw, gold, model, parse)]


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["kept"]:
        print(wanted, *write_choices(choices_of_set(wanted)), sep="\n")
