"""What the cue rules share while they go over one report, and the draft of an utterance that they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.model.kind import Context
from communique.model.reading import Clause
from communique.records.cues.holders import NOBODY, Holder, Holders
from communique.records.cues.table import CueTable

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Draft:
    """An act found at token `cue` of a clause; `head` is the token whose completion is its evidence, begun at `first`.

    `content` are the predicates that say what is meant: they give no record of their own (`covers`: they may still
    give one of another kind by an explicit cue). `yields`: falls away when its content gives a record.
    """

    kind: str
    act: str
    rule: str
    clause: Clause
    cue: int
    head: int
    first: int
    holder: Holder
    content: tuple[int, ...] = ()
    covers: bool = False
    yields: bool = False


@dataclass(slots=True)
class Scene:
    """One report under the cue rules: its clauses by head, its holders, and what is spoken for already."""

    context: Context
    table: CueTable
    holders: Holders
    doc: Doc
    clauses: dict[int, Clause]
    taken: set[int] = field(default_factory=set)
    covered: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, context: Context, table: CueTable) -> Scene:
        reading = context.reading
        return cls(context, table, Holders.of(context, table), reading.doc, {c.head: c for c in reading.clauses})

    def words(self, name: str) -> frozenset[str]:
        return self.table.words[name]

    def is_in(self, token: Token, name: str) -> bool:
        """True when the lemma of `token` is in a word list."""
        return token.lemma_.lower() in self.table.words[name]

    def subject_of(self, predicate: Token) -> Holder:
        """Return who does what a predicate tells, by the cast alone."""
        clause = self.clauses.get(predicate.i)
        return self.holders.at(*clause.subject) if clause else NOBODY

    def first_of(self, clause: Clause) -> int:
        """Return where the evidence of a clause begins: at its first word, but not before its subject where it has one."""
        own = [s for s in clause.subject if clause.first <= s < clause.head]
        return self.doc[own[0]].left_edge.i if own and self.doc[own[0]].left_edge.i >= clause.first else clause.head
