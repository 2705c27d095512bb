"""When the learned model's word counts against the rules': three limits for each of its tasks, from `limits.toml`.

In: what a rule found, or a clause it passed over, and the model's opinion. Out: whether it is a record, and with
which label. Without a model (`--rules-only`) every kind stands on its rules alone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from communique.model.kind import Context
from communique.model.opinion import Opinion

# The last part of the rule's name of a record that only the model saw.
LEARNED = "learned"


@dataclass(frozen=True, slots=True)
class Limits:
    """See `limits.toml`. The defaults let the rules alone decide."""

    drop: float = 0.0
    relabel: float = 1.01
    add: float = 1.01

    @property
    def relabels(self) -> bool:
        """False where the model may change no label, so that it need not be asked."""
        return self.relabel <= 1.0

    @property
    def adds(self) -> bool:
        """False where the model may add nothing, so that it need not be asked."""
        return self.add <= 1.0

    def is_doubted(self, kind: str, opinion: Opinion) -> bool:
        """True for what a rule found and the model finds improbable."""
        return opinion.is_record(kind) < self.drop

    def label(self, kind: str, label: str, opinion: Opinion) -> str:
        """Return the label of what a rule found: the rule's, or the model's where it is sure of another."""
        best = opinion.best(kind)
        return best if opinion.among(kind, best) >= self.relabel else label

    def is_seen(self, kind: str, opinion: Opinion) -> bool:
        """True for a clause in which the model sees a record of the kind, and is sure of its label."""
        return opinion.of(kind, opinion.best(kind)) >= self.add


@lru_cache(maxsize=1)
def load_limits() -> dict[str, Limits]:
    """Return the limits by kind; a kind that is not there stands on its rules."""
    file = resources.files("communique.records").joinpath("limits.toml")
    return {kind: Limits(**row) for kind, row in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def limits_of(kind: str) -> Limits:
    """Return a kind's limits."""
    return load_limits().get(kind, Limits())


def is_doubted(kind: str, context: Context, head: int, first: int, end: int) -> bool:
    """True for words that a rule of a kind found and the model finds improbable; it is asked only where that counts."""
    limits = limits_of(kind)
    if context.adviser is None or not limits.drop:
        return False
    return limits.is_doubted(kind, context.adviser.opinion_of(head, first, end))
