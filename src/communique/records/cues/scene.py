"""What the cue rules share while they go over one report, and the draft of an utterance that they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.model.kind import Context
from communique.model.reading import Clause
from communique.records.cues.holders import Holder, Holders
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
    """One report under the cue rules: its clauses by head, its holders, and what is spoken for already.

    `unsided` are the acts that are named, but held by nobody with a side; `blamed` who has been blamed so far, each
    behind who blamed it.
    """

    context: Context
    table: CueTable
    holders: Holders
    doc: Doc
    clauses: dict[int, Clause]
    taken: set[int] = field(default_factory=set)
    covered: set[int] = field(default_factory=set)
    unsided: list[Draft] = field(default_factory=list)
    blamed: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, context: Context, table: CueTable) -> Scene:
        reading = context.reading
        return cls(context, table, Holders.of(context, table), reading.doc, {c.head: c for c in reading.clauses})

    def words(self, name: str) -> frozenset[str]:
        return self.table.words[name]

    def is_in(self, token: Token, name: str) -> bool:
        """True when the lemma of `token` is in a word list."""
        return token.lemma_.lower() in self.table.words[name]

    def is_named(self, token: Token, name: str) -> bool:
        """True when the word itself is in a word list: participles are adjectives ("prepared") with a verb's lemma."""
        return token.lower_ in self.table.words[name]

    def others(self, tokens: Iterable[int], own: frozenset[str]) -> frozenset[str]:
        """Return the sides other than `own` that noun phrases headed in `tokens` stand for, places left out."""
        references = self.context.cast.references
        found: set[str] = set()
        for token in tokens:
            reference = references.get(token)
            if reference is not None and reference.rule != "place":
                found |= reference.sides
        return frozenset(found) - own

    def is_abroad(self, clause: Clause, own: frozenset[str]) -> bool:
        """True when a clause stands in dealings with another side: its sentence names one, or `own` meets one here."""
        if any(own <= set(e.parties) and len(e.parties) > 1 for e in self.context.found.get("engagements", ())):
            return True
        sentence = self.doc[clause.head].sent
        return bool(self.others(range(sentence.start, sentence.end), own))

    def is_running_text(self, clause: Clause) -> bool:
        """False for clauses of headings, captions and labels: what they tell, the report's own sentences tell again."""
        return self.context.reading.line_of(clause.head).kind == "body"

    def stance_of(self, words: Iterable[Token]) -> str | None:
        """Return the stance that evaluating words show: criticise, praise, affirm, or None."""
        lemmas = {t.lemma_.lower() for t in words}
        for stance, name in (
            ("criticise", "assertion.blame"),
            ("praise", "assertion.praise"),
            ("affirm", "assertion.worth"),
        ):
            if lemmas & self.table.words[name]:
                return stance
        return None

    def is_calming(self, verb: Token) -> bool:
        """True for what only a third asks of both sides of a quarrel: "exercise restraint", "de-escalate"."""
        return any(self.is_in(token, "duty.calming") for token in verb.subtree)

    def is_untrue(self, words: Iterable[Token]) -> bool:
        """True when words deny what somebody claims: "the allegations are groundless"."""
        lemmas = {t.lemma_.lower() for t in words}
        return bool(lemmas & self.table.words["assertion.claims"] and lemmas & self.table.words["assertion.untrue"])

    def first_of(self, clause: Clause) -> int:
        """Return where the evidence of a clause begins: with its own subject, else with its verb."""
        own = [s for s in clause.subject if clause.first <= s < clause.head]
        return self.doc[own[0]].left_edge.i if own and self.doc[own[0]].left_edge.i >= clause.first else clause.head
