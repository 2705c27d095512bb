"""Make training examples of coded reports: sentences with spots, and for each spot and task a label.

In: a report and its gold record file. Out: `Example`s, one for each sentence with a spot. The spots are the clauses,
and whatever the rules take for a record, right by the gold or not, so that the model learns what the rules get wrong.
The places of records that it is asked of (`training.places`) are examples of their own.

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
from communique.model.opinion import Spot
from communique.model.reading import Reading
from communique.model.report import RawReport
from communique.pipeline import Learned, no_model, open_raw
from communique.read import read
from communique.records import KINDS as CODERS
from communique.records.action.find import find_deeds
from communique.records.cues import find_utterances
from communique.records.engagement.events import find_event_mentions
from communique.records.engagement.nouns import find_noun_mentions
from communique.records.engagement.scene import Scene
from communique.records.engagement.verbs import find_verb_mentions
from communique.records.incident.tellings import find_tellings
from training.labels import KINDS, UNKNOWN, Label, label_for, label_of_record
from training.places import Asked, ask_places


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
    for kind in CODERS:
        found[kind.name] = tuple(kind.find(context))
    return context


def examples_of(
    raw: RawReport, gold: dict[str, Any], parse: Callable[[str], Any]
) -> tuple[list[Example], list[Example]]:
    """Return the examples of one report in text order, of kinds and of places; none where it cannot be coded."""
    context = read_report(raw, parse)
    if context is None:
        return [], []
    places = Places(context.reading, context.cast)
    of_kinds, of_contacts = ask_of_kinds(context, places, gold)
    of_places = (*of_contacts, *ask_places(context, gold))
    return list(label(of_kinds, places, places.facts_of)), list(label(of_places, places, places.row))


def label(asked: Iterable[Asked], places: Places, row: Callable[[Spot], list[float]]) -> Iterator[Example]:
    """Yield an example for each sentence that is asked of; `row` gives a spot's facts."""
    by_sentence: dict[tuple[int, int], list[Asked]] = {}
    for one in asked:
        by_sentence.setdefault(places.sentence_of(one.spot.head), []).append(one)
    for (start, end), inside in sorted(by_sentence.items()):
        yield Example(
            report=places.reading.report.id,
            words=tuple(token.text for token in places.reading.tokens[start:end]),
            spots=tuple(Spot(a.spot.head - start, tuple(i - start for i in a.spot.words)) for a in inside),
            facts=tuple(tuple(row(a.spot)) for a in inside),
            labels=tuple(a.labels for a in inside),
            sources=tuple(a.source for a in inside),
        )


@dataclass(frozen=True, slots=True)
class GoldRun:
    """The tokens of a gold record's words, with its label, and a contact's kind and status."""

    words: frozenset[int]
    label: str
    optional: bool
    contact: tuple[str, str] | None = None


def ask_of_kinds(context: Context, places: Places, gold: dict[str, Any]) -> tuple[list[Asked], list[Asked]]:
    """Return every clause of running text and what the rules found, each with the label of every kind; and of those
    that tell a contact its kind and status."""
    asked, contacts = [], []
    truth = {kind: list(gold_runs(gold.get(kind, ()), kind, context.reading)) for kind in KINDS}
    spots = spots_of(context, places)
    clauses = [spot for source, spot in spots if source == "clause"]
    owners = {kind: [owner_of(run, clauses) for run in truth[kind]] for kind in KINDS}
    for source, spot in spots:
        mine = {kind: runs_of(source, spot, truth[kind], owners[kind]) for kind in KINDS}
        labels = {kind: label_of(kind, runs) for kind, runs in mine.items()}
        asked.append(Asked(source, spot, labels))
        told = {run.contact for run in mine["engagements"] or () if run.contact}
        names = {"contacts": {kind for kind, _ in told}, "statuses": {status for _, status in told}}
        which = {task: label_for(task, min(own), optional=True) for task, own in names.items() if len(own) == 1}
        if which:
            contacts.append(Asked(source, spot, which))
    return asked, contacts


def gold_runs(records: Iterable[dict[str, Any]], kind: str, reading: Reading) -> Iterator[GoldRun]:
    """Yield the gold records of a kind that lie in the parsed text."""
    for record in records:
        start = reading.report.text.find(record["at"])
        end = start + len(record["at"])
        words = [t.i for t in reading.tokens if start <= reading.offsets[t.idx] < end and not t.is_space]
        if words:
            contact = (record["kind"], record["status"]) if kind == "engagements" else None
            optional = bool(record.get("optional"))
            yield GoldRun(frozenset(words), label_of_record(kind, record), optional, contact)


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


def runs_of(source: str, spot: Spot, truth: list[GoldRun], owners: list[int]) -> list[GoldRun] | None:
    """Return the gold records that a spot tells; None where it touches none."""
    touching = [(run, owner) for run, owner in zip(truth, owners, strict=True) if run.words.intersection(spot.words)]
    if not touching:
        return None
    if source == "clause":
        return [run for run, owner in touching if owner == spot.head]
    return [r for r, _ in touching if spot.head in r.words or 2 * len(r.words.intersection(spot.words)) > len(r.words)]


def label_of(kind: str, runs: list[GoldRun] | None) -> Label:
    """Return the label of a spot for one kind, by the gold records that it tells."""
    if runs is None:
        return label_for(kind, None)
    required = [run for run in runs if not run.optional]
    if len({run.label for run in required or runs}) != 1:
        return Label(UNKNOWN)
    return label_for(kind, (required or runs)[0].label, not required)
