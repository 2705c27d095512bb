"""A deed as found, and what the finders remember from one deed to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.records.action.words import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed found by `frame` at token `cue` of a clause; `first` to `end` is the run of tokens that tells it.

    `by` did it, `to` are those it concerns, none when joint or not named. `inferred`: only the context tells who did
    it. `things` are the lemmas of what it is done to.
    """

    frame: Frame
    cue: int
    clause: int | None
    first: int
    end: int
    by: frozenset[str]
    to: frozenset[str]
    inferred: bool = False
    things: frozenset[str] = frozenset()

    @property
    def rule(self) -> str:
        return f"{self.frame.rule}.inferred" if self.inferred else self.frame.rule


@dataclass(slots=True)
class Memory:
    """What is known while a report is gone over: its home side, and the deeds so far."""

    home: frozenset[str]
    deeds: list[Deed] = field(default_factory=list)

    def before(self, token: Token) -> frozenset[str]:
        """Return who did the last deed told in the sentence of `token` or the one before it, else nobody."""
        last = self.last()
        return last.by if last is not None and len(last.by) == 1 and self.is_near(token) else frozenset()

    def is_near(self, token: Token) -> bool:
        """True when the last deed stands in the sentence of `token` or the one before it."""
        sentence = token.sent
        earlier = sentence.doc[sentence.start - 1].sent.start if sentence.start else 0
        return bool(self.deeds) and self.deeds[-1].cue >= earlier

    def last(self) -> Deed | None:
        return self.deeds[-1] if self.deeds else None
