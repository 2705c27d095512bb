"""Make training examples of coded reports: sentences with spots, and for each spot and task a label.

In: a report and its gold record file. Out: `Example`s, one for each sentence with a spot. The spots are the clauses,
and whatever the rules take for a record: right by the gold or not, so that the model learns what the rules get wrong.

A gold record's words lie in one clause, so the clause that holds most of them has its label; clauses that hold a few of
them are neither right nor wrong (`UNKNOWN`). An optional record tells a label only if there is one (`optional`): the
codebook leaves open whether it should be coded, not what it would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from communique.identify import identify
from communique.languages import LANGUAGES
from communique.learned import adviser_for
from communique.learned.spots import Places
from communique.model.kind import Context
from communique.model.opinion import NONE, Spot
from communique.model.reading import Reading
from communique.model.report import RawReport
from communique.pipeline import Learned, no_model, open_raw
from communique.read import read
from communique.records import KINDS
from communique.records.action.find import find_deeds
from communique.records.cues import find_utterances
from communique.records.engagement.events import find_event_mentions
from communique.records.engagement.nouns import find_noun_mentions
from communique.records.engagement.scene import Scene
from communique.records.engagement.verbs import find_verb_mentions
from communique.records.incident.tellings import find_tellings

UNKNOWN = -100

# The record format's field that holds a task's label; what it is folded to stands in LABELS.
TASKS: dict[str, str] = {
    "undertakings": "act",
    "statements": "stance",
    "actions": "type",
    "engagements": "status",
    "incidents": "",
}
LABELS: dict[str, tuple[str, ...]] = {
    "undertakings": (
        NONE, "agree", "commit", "offer", "propose", "request", "invite", "accept", "decline", "threaten",
    ),
    "statements": (NONE, "praise", "affirm", "welcome", "condemn", "condole", "criticise", "reject"),
    "actions": (
        NONE, "aid", "cooperate", "concede", "sanction", "coerce", "mobilize", "withdraw", "investigate", "protest",
    ),
    "engagements": (NONE, "held", "foreseen", "cancelled"),
    "incidents": (NONE, "incident"),
}  # fmt: skip
STATUS_GROUPS = {"held": "held", "ongoing": "held", "cancelled": "cancelled"}


@dataclass(frozen=True, slots=True)
class Label:
    """What the gold says of a spot for one task: an index of `LABELS`, or `UNKNOWN`; `optional` as in the codebook."""

    index: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence: its words, its spots with token indices from the sentence's start, their facts and labels.

    `sources` say which finder each spot is of: "clause" or a kind's name.
    """

    report: str
    words: tuple[str, ...]
    spots: tuple[Spot, ...]
    facts: tuple[tuple[float, ...], ...]
    labels: tuple[dict[str, Label], ...]
    sources: tuple[str, ...]


def read_report(raw: RawReport, parse: Callable[[str], Any], learned: Learned = no_model) -> Context | None:
    """Return a report as its coders see it, with the records of all kinds; None where it cannot be coded."""
    opened = open_raw(raw)
    if opened.prepared is None:
        return None
    language = LANGUAGES[opened.report.language or ""]
    reading = read(opened.prepared, language, parse)
    cast, found = identify(reading, language), dict[str, tuple[Any, ...]]()
    model = learned(language.code)
    context = Context(reading, cast, found, adviser_for(model, reading, cast) if model else None)
    for kind in KINDS:
        found[kind.name] = tuple(kind.find(context))
    return context


def examples_of(raw: RawReport, gold: dict[str, Any], parse: Callable[[str], Any]) -> Iterator[Example]:
    """Yield the examples of one report in text order; none where it cannot be coded."""
    context = read_report(raw, parse)
    if context is not None:
        yield from label_report(context, gold)


def label_report(context: Context, gold: dict[str, Any]) -> Iterator[Example]:
    """Yield the examples of a report that the rules have read."""
    reading = context.reading
    places = Places(reading, context.cast)
    truth = {task: list(gold_runs(gold.get(task, ()), task, reading)) for task in TASKS}
    spots = spots_of(context, places)
    by_sentence: dict[tuple[int, int], list[tuple[str, Spot]]] = {}
    for source, spot in spots:
        by_sentence.setdefault(places.sentence_of(spot.head), []).append((source, spot))
    clauses = [spot for source, spot in spots if source == "clause"]
    owners = {task: [owner_of(run, clauses) for run in truth[task]] for task in TASKS}
    for (start, end), inside in sorted(by_sentence.items()):
        yield Example(
            report=reading.report.id,
            words=tuple(token.text for token in reading.tokens[start:end]),
            spots=tuple(Spot(s.head - start, tuple(i - start for i in s.words)) for _, s in inside),
            facts=tuple(tuple(places.facts(s.head)) for _, s in inside),
            labels=tuple(
                {task: label_of(source, spot, truth[task], owners[task]) for task in TASKS} for source, spot in inside
            ),
            sources=tuple(source for source, _ in inside),
        )


@dataclass(frozen=True, slots=True)
class GoldRun:
    """The tokens of a gold record's words, with its label."""

    words: frozenset[int]
    index: int
    optional: bool


def gold_runs(records: Iterable[dict[str, Any]], task: str, reading: Reading) -> Iterator[GoldRun]:
    """Yield the gold records of a task that lie in the parsed text."""
    for record in records:
        start = reading.report.text.find(record["at"])
        end = start + len(record["at"])
        words = [t.i for t in reading.tokens if start <= reading.offsets[t.idx] < end and not t.is_space]
        if words:
            yield GoldRun(frozenset(words), LABELS[task].index(label_name(task, record)), bool(record.get("optional")))


def label_name(task: str, record: dict[str, Any]) -> str:
    """Return the label of a gold record: its act, stance or type; an engagement's group of statuses."""
    if task == "incidents":
        return "incident"
    value: str = record[TASKS[task]]
    return STATUS_GROUPS.get(value, "foreseen") if task == "engagements" else value


def spots_of(context: Context, places: Places) -> list[tuple[str, Spot]]:
    """Return the spots of a report with their finders: every clause of its running text, and what the rules found."""
    reading = context.reading
    lines = {clause.head: reading.line_of(clause.head).kind for clause in reading.clauses}
    found = [("clause", places.clause(head)) for head, kind in lines.items() if kind == "body"]
    found += [(u.kind, places.run(u.cue, u.first, u.end)) for u in find_utterances(context)]
    found += [("actions", places.run(d.cue, d.first, d.end)) for d in find_deeds(context)]
    scene = Scene.of(context)
    for find in (find_verb_mentions, find_noun_mentions, find_event_mentions):
        found += [("engagements", places.run(m.trigger, m.first, m.end)) for m in find(scene)]
    for telling in find_tellings(context):
        found += [("incidents", places.run(m.first, telling.first, telling.end)) for m in telling.marks[:1]]
    return list(dict.fromkeys(found))


def owner_of(run: GoldRun, clauses: list[Spot]) -> int:
    """Return the head of the clause that holds most words of a gold record, -1 where none does."""
    best = max(clauses, key=lambda spot: len(run.words.intersection(spot.words)), default=None)
    return best.head if best is not None and run.words.intersection(best.words) else -1


def label_of(source: str, spot: Spot, truth: list[GoldRun], owners: list[int]) -> Label:
    """Return the label of a spot for one task."""
    touching = [(run, owner) for run, owner in zip(truth, owners, strict=True) if run.words.intersection(spot.words)]
    if not touching:
        return Label(0)
    if source == "clause":
        mine = [run for run, owner in touching if owner == spot.head]
    else:
        mine = [
            r for r, _ in touching if spot.head in r.words or 2 * len(r.words.intersection(spot.words)) > len(r.words)
        ]
    required = [run for run in mine if not run.optional]
    if len({run.index for run in required or mine}) != 1:
        return Label(UNKNOWN)
    return Label((required or mine)[0].index, not required)
