"""What the cue finders hand to the record kinds: one act, stance or deed with its holder and its words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act, stance or deed.

    `kind` is the record kind's plural name, `word` its act, stance or type, `rule` the dotted name of the rule.
    `clause` is the index of its clause, `cue` the token that shows it, `first` to `end` the run of tokens that is its
    evidence. `by` and `to` are sides; `speaker` is the key of the person who speaks, None where only a side does.
    `share` is the probability that the learned model gives to the word, None where it was not asked.
    """

    kind: str
    word: str
    rule: str
    clause: int
    cue: int
    first: int
    end: int
    by: frozenset[str]
    to: frozenset[str]
    speaker: str | None = None
    share: float | None = None
