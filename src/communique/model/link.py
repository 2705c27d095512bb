"""Links between claims of different reports: suggestions with a score and reasons. Nothing merges silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from communique.model.claim import Claim


@dataclass(frozen=True, slots=True)
class Link:
    """`a` and `b` are claim keys. `relation` is `same`, or of a later claim `b` towards an earlier one `a`: `restates`,
    `accepts`, `declines`, `plans`, `holds`, `carries out`, `contradicts`, `withdraws`. `score` is a share between 0 and 1,
    `reasons` say in words what spoke for it, `rule` names the rule."""

    relation: str
    a: int
    b: int
    score: float
    reasons: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Join:
    """How claims of one kind are found to tell of the same thing. Pure functions; registered in `join/__init__.py`.

    Claims of equal `signature` are the same for certain (one node). `blocks` are the keys under which a claim may meet
    others: only claims that share one are compared. `compare(earlier, later)` gives a link with relation `same`, or None.
    `window` gives the first and last day (ISO) on which what a claim tells may have happened: a case holds only claims
    whose windows all touch, so that a chain of likenesses does not make one meeting of a year of meetings.
    """

    name: str
    kind: str
    signature: Callable[[Claim], str]
    blocks: Callable[[Claim], Iterable[str]]
    compare: Callable[[Claim, Claim], Link | None]
    window: Callable[[Claim], tuple[str, str] | None] = lambda claim: None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How a later claim is found to follow up an earlier one. `opens(claim)` are the keys under which a claim waits for
    followers, `answers(claim)` the keys under which it looks for what it follows; `compare(earlier, later)` decides."""

    name: str
    opens: Callable[[Claim], Iterable[str]]
    answers: Callable[[Claim], Iterable[str]]
    compare: Callable[[Claim, Claim], Link | None]
