"""What the `read` stage hands on: lines told apart, sentences, parse, clauses. All token indices are of `doc`.

The parse is of a *clean* text: only lines that carry the report's own words, without soft hyphens and zero-width
characters, with glued sentences parted. `offsets` leads every clean character back to the text as given, so that
`Reading.span` is exact.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from communique.model.report import Report
from communique.model.span import Evidence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenRun

LineKind = Literal["title", "body", "heading", "caption", "byline", "furniture"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text as given. Only `body`, `heading`, `caption` and `title` lines are parsed; records come from
    `body` lines and from full-sentence `title`, `heading` lines; `rule` says why the line got its kind."""

    span: Span
    kind: LineKind
    rule: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate with its arguments, as far as grammar alone tells. Fields are token indices of `Reading.doc`.

    `subject` heads carry over coordination and control ("assured … and invited …", "agreed to open"); for a passive
    `subject` is the grammatical one and `agents` who did it. `speaker` is the head token of who says the clause
    (reported or quoted), with `said_by` the reporting clause's index. Flags: `negated`; `conditional` (in or under an
    if-clause, or a question); `possible` (may, might, could, would); `future` (will, shall, is to, going to).
    """

    index: int
    head: int
    first: int
    end: int
    subject: tuple[int, ...] = ()
    agents: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    passive: bool = False
    parent: int | None = None
    relation: str = "root"
    speaker: int | None = None
    said_by: int | None = None
    quoted: bool = False
    negated: bool = False
    conditional: bool = False
    possible: bool = False
    future: bool = False


@dataclass(frozen=True, eq=False)
class Reading:
    """One report, read. `offsets[i]` is the index in `report.text` of clean character `i` of `doc.text`.

    spaCy makes a new object for every token or entity that it is asked for, and a new string for every word: rules that
    look at all of a report's tokens take those made once here.
    """

    report: Report
    lines: tuple[Line, ...]
    doc: Doc
    offsets: array[int]
    clauses: tuple[Clause, ...]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of `doc`."""
        return tuple(self.doc)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Each token's word in lower case."""
        return tuple([token.lower_ for token in self.tokens])

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """Each token's lemma in lower case."""
        return tuple([token.lemma_.lower() for token in self.tokens])

    @cached_property
    def entities(self) -> tuple[TokenRun, ...]:
        """The parser's entities, in text order."""
        return tuple(self.doc.ents)

    @cached_property
    def _entity_starts(self) -> list[int]:
        return [entity.start for entity in self.entities]

    def entities_in(self, first: int, end: int) -> tuple[TokenRun, ...]:
        """Return the parser's entities that lie in tokens `first` to `end` (exclusive)."""
        starts = self._entity_starts
        low, high = bisect_left(starts, first), bisect_left(starts, end)
        return tuple(entity for entity in self.entities[low:high] if entity.end <= end)

    @cached_property
    def clause_by_head(self) -> dict[int, Clause]:
        """The clauses by the token of their predicate."""
        return {clause.head: clause for clause in self.clauses}

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.span.start for line in self.lines]

    def span(self, first: int, end: int) -> Span:
        """Return the characters of the report's text that tokens `first` to `end` (exclusive) stand for."""
        last = self.doc[end - 1]
        return Span(self.offsets[self.doc[first].idx], self.offsets[last.idx + len(last) - 1] + 1)

    def words(self, first: int, end: int) -> str:
        """Return the report's own words of tokens `first` to `end` (exclusive)."""
        start, stop = self.span(first, end)
        return self.report.text[start:stop]

    def evidence(self, *token_runs: tuple[int, int]) -> Evidence:
        """Return evidence for runs of tokens `(first, end)`."""
        return Evidence.at(self.report.text, *(self.span(first, end) for first, end in token_runs))

    def line_of(self, token: int) -> Line:
        """Return the line that holds a token."""
        start = self.offsets[self.tokens[token].idx]
        return self.lines[max(bisect_right(self._line_starts, start) - 1, 0)]

    def clause_of(self, token: int) -> Clause | None:
        """Return the clause whose predicate governs a token (the nearest head upwards that is a predicate)."""
        heads = self.clause_by_head
        at = self.tokens[token]
        while at.i not in heads:
            if at.head.i == at.i:
                return None
            at = at.head
        return heads[at.i]

    def words_of_speaker(self, clause: Clause | None) -> str | None:
        """Return the report's words for who says a clause, without what only describes them; None for a pronoun, and
        where the report says it itself."""
        if clause is None or clause.speaker is None:
            return None
        speaker = self.doc[clause.speaker]
        if speaker.pos_ == "PRON":
            return None
        inside = [t.i for t in speaker.subtree if t.dep_ not in ("relcl", "appos", "punct") and t.i <= speaker.i]
        return self.words(min(inside), speaker.i + 1)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield `(first, end)` token runs of the sentences in text order."""
        for sentence in self.doc.sents:
            yield sentence.start, sentence.end
