"""The explanation of one report: sentence by sentence what was coded, from which words and by which rule.

Made to follow a wrong record back to its cause: the line's kind (was it read at all?), the sentence's clauses (who does
what, who says so, is it denied? what does the learned model see in it?), its noun phrases (taken for whom?), then the
record's rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from communique.errors import UsageError
from communique.model.cast import Cast, Reference
from communique.model.kind import Kind
from communique.model.opinion import Opinion
from communique.model.place import Place
from communique.model.reading import Clause, Line, Reading
from communique.model.span import Evidence, Span
from communique.pipeline import Trace
from communique.present.summary import print_head, print_problem
from communique.present.terminal import KIND_STYLES, harmless, highlight, print_hanging
from communique.records import KINDS

# What `Kind.line` already says, and what stands on the rule's line, is not said again among the other fields.
SAID = {"id", "kind", "status", "act", "stance", "type", "by", "to", "about", "parties", "matter", "value", "unit"}
SAID |= {"measure", "place", "name", "casualties", "evidence", "confidence", "event_type", "rule"}
FLAGS = ("passive", "quoted", "negated", "conditional", "possible", "future")
SPAN_CHARS = 70
# A clause's line tells what the learned model sees in it from this probability on.
TOLD_FROM = 0.1


def print_explanation(console: Console, trace: Trace, only: int | None = None) -> None:
    """Print a coded report with its causes; `only` names the one sentence to show, counted from 1."""
    print_head(console, trace.coded)
    for problem in trace.coded.problems:
        print_problem(console, problem)
    if trace.reading is None or trace.cast is None:
        return
    explained = Explanation(console, trace, trace.reading, trace.cast)
    if only is not None and not 1 <= only <= len(explained.sentences):
        raise UsageError(
            "sentence-unknown",
            f"There is no sentence {only} in {trace.coded.report.id}.",
            f"Sentences: 1 to {len(explained.sentences)}.",
        )
    explained.print(only)


class Explanation:
    """One report's sentences with what belongs to each."""

    def __init__(self, console: Console, trace: Trace, reading: Reading, cast: Cast) -> None:
        self.console, self.reading, self.cast = console, reading, cast
        self.text = reading.report.text
        self.sentences = [run for run in map(self.without_space, reading.sentences()) if run]
        self.spans = [reading.span(*run) for run in self.sentences]
        self.adviser = trace.adviser
        self.records = self.records_by_sentence(trace)
        self.clauses: dict[int, list[Clause]] = defaultdict(list)
        self.references: dict[int, list[Reference]] = defaultdict(list)
        at = {token: i for i, (first, end) in enumerate(self.sentences) for token in range(first, end)}
        for clause in reading.clauses:
            self.clauses[at.get(clause.head, -1)].append(clause)
        for head in sorted(cast.references):
            self.references[at.get(head, -1)].append(cast.references[head])

    def without_space(self, run: tuple[int, int]) -> tuple[int, int] | None:
        """Return a run of tokens without the line ends around it, or None where nothing is left."""
        first, end = run
        while first < end and self.reading.doc[first].is_space:
            first += 1
        while end > first and self.reading.doc[end - 1].is_space:
            end -= 1
        return (first, end) if first < end else None

    def records_by_sentence(self, trace: Trace) -> dict[int, list[tuple[Kind, Any]]]:
        """Return the records that have evidence under the sentence where it begins."""
        found: dict[int, list[tuple[Kind, Any]]] = defaultdict(list)
        for kind in KINDS:
            for record in trace.coded.records[kind.name]:
                if hasattr(record, "evidence"):
                    found[self.sentence_at(record.evidence[0].start)].append((kind, record))
        return found

    def sentence_at(self, offset: int) -> int:
        """Return the number, from 0, of the sentence that holds a character."""
        return max((i for i, span in enumerate(self.spans) if span.start <= offset), default=0)

    def print(self, only: int | None) -> None:
        """Print lines that were not read, and sentences under the lines that were."""
        if only is not None:
            self.print_sentence(only - 1)
            return
        at = 0
        for line in self.reading.lines:
            inside = at
            while inside < len(self.spans) and self.spans[inside].start < line.span.end:
                inside += 1
            self.print_line(line, is_read=inside > at)
            for number in range(at, inside):
                self.print_sentence(number)
            at = inside
        self.print_cast()

    def print_line(self, line: Line, is_read: bool) -> None:
        """Print a line's kind and rule; its words too where nothing of it was read."""
        words = harmless(self.text[slice(*line.span)]).strip()
        if not words or (is_read and line.kind == "body"):
            return
        self.console.print()
        shown = Text().append(f"{line.kind}", "dim bold").append(f" by rule {line.rule}", "dim not bold")
        if not is_read:
            shown.append(f"  not read: {shorten(words)}", "dim not bold")
        print_hanging(self.console, shown, 0, 4)

    def print_sentence(self, number: int) -> None:
        """Print one sentence: its words with the evidence of all its records, then records, people, clauses."""
        console, span = self.console, self.spans[number]
        records = self.records[number]
        evidence = sorted(run for _, record in records for run in record.evidence)
        console.print()
        shown = Text().append(f"{number + 1:>3}  ", "dim")
        shown.append_text(highlight(console, self.text, *span, merged(evidence), "underline bold"))
        print_hanging(console, shown, 0, 5)
        for kind, record in records:
            self.print_record(kind, record, number)
        if self.references[number]:
            line = Text("; ").join(map(self.reference_text, self.references[number]))
            print_hanging(console, Text().append("who ", "cyan").append_text(line), 5, 5)
        for clause in self.clauses[number]:
            print_hanging(console, self.clause_line(clause), 5, 5)

    def print_record(self, kind: Kind, record: Any, number: int) -> None:
        """Print one record: what it says, by which rule, from which words."""
        line = Text().append(f"{kind.singular} ", KIND_STYLES.get(kind.name, "")).append(f"{record.id}  ", "dim")
        print_hanging(self.console, line.append(harmless(kind.line(record)), "bold"), 5, 5)
        causes = [f"rule {record.rule}", f"confidence {record.confidence:.2f}"]
        if getattr(record, "event_type", None):
            causes.append(f"event type {record.event_type}")
        print_hanging(self.console, Text(" · ".join(causes)), 10, 2)
        said = [f"{name} {value}" for name, value in other_fields(record)]
        if said:
            print_hanging(self.console, Text(harmless("; ".join(said)), "dim"), 10, 2)
        print_hanging(self.console, Text(f"words {self.quoted(record.evidence, number)}", "dim"), 10, 2)

    def quoted(self, evidence: Evidence, number: int) -> str:
        """Return evidence as words, with the sentence's number where it is another one."""
        parts = []
        for run in evidence:
            elsewhere = self.sentence_at(run.start)
            where = f" (sentence {elsewhere + 1})" if elsewhere != number else ""
            parts.append(f"“{shorten(harmless(self.text[slice(*run)]))}” {run.start}–{run.end}{where}")
        return ", ".join(parts)

    def reference_text(self, reference: Reference) -> Text:
        """Return what a noun phrase was taken for, and why."""
        names = [self.cast.actor(key).name for key in reference.actors]
        sides = "+".join(sorted(reference.sides))
        who = ", ".join(names) + (f" ({sides})" if names and sides else sides)
        text = Text(f"“{harmless(self.reading.words(reference.first, reference.end))}” → {harmless(who) or 'nobody'}")
        if reference.office and not names:
            text.append(f", {harmless(reference.office)}")
        return text.append(f" by {reference.rule}", "dim")

    def clause_line(self, clause: Clause) -> Text:
        """Return a clause: who does what to whom, who says so, and the flags that change what it tells."""
        word = self.word
        line = Text().append("clause ", "dim").append(f"“{word(clause.head)}”", "dim")
        for label, tokens in (("subject", clause.subject), ("agent", clause.agents), ("object", clause.objects)):
            if tokens:
                line.append(f" · {label} {', '.join(map(word, tokens))}", "dim")
        if clause.speaker is not None:
            line.append(f" · said by {word(clause.speaker)}", "dim")
        elif clause.said_by is not None:
            line.append(" · said", "dim")
        for flag in FLAGS:
            if getattr(clause, flag):
                line.append(f" · {flag}", "dim yellow")
        if self.adviser is not None and (seen := what_is_seen(self.adviser.opinion_of_clause(clause.head))):
            line.append(f" · model: {seen}", "dim")
        return line

    def word(self, token: int) -> str:
        return harmless(self.reading.doc[token].text)

    def print_cast(self) -> None:
        """Print everybody and every body of the report, with the words that stand for them."""
        if not self.cast.actors:
            return
        self.console.print(Text("\nWho is who", "bold"))
        for actor in self.cast.actors:
            about = filter(None, (actor.kind, "+".join(sorted(actor.sides)), actor.office, actor.acronym))
            line = Text().append(harmless(actor.name), "cyan").append(f"  {harmless(', '.join(about))}")
            words = dict.fromkeys(harmless(self.reading.words(*run)) for run in actor.mentions)
            if words:
                line.append("  as " + ", ".join(f"“{word}”" for word in words), "dim")
            print_hanging(self.console, line, 2, 5)


def what_is_seen(opinion: Opinion) -> str:
    """Return what the learned model sees in a clause, kind by kind with its likeliest label: "affirm 0.83"."""
    seen = ((opinion.is_record(kind), kind) for kind in opinion.shares)
    return ", ".join(f"{opinion.best(kind)} {share:.2f}" for share, kind in seen if share >= TOLD_FROM)


def other_fields(record: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record that its one line does not tell, with their values as text."""
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name not in SAID and value not in (None, (), ""):
            yield field.name.rstrip("_"), as_text(value)


def as_text(value: Any) -> str:
    """Return a field's value as text: parts of a record by their own fields."""
    if isinstance(value, Place):
        return value.name
    if is_dataclass(value):
        parts = (getattr(value, field.name) for field in fields(value))
        return " ".join(as_text(part) for part in parts if part is not None and not isinstance(part, Evidence))
    if isinstance(value, tuple):
        return ", ".join(map(as_text, value))
    return f"{value:,g}" if isinstance(value, float) else str(value)


def merged(runs: list[Span]) -> list[Span]:
    """Return sorted runs with overlapping ones joined."""
    joined: list[Span] = []
    for run in runs:
        if joined and run.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, run.end))
        else:
            joined.append(run)
    return joined


def shorten(words: str) -> str:
    """Return words cut to `SPAN_CHARS` in the middle, so that both ends can be found in the text."""
    if len(words) <= SPAN_CHARS:
        return words
    half = SPAN_CHARS // 2
    return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
