"""Links between claims of different reports: suggestions with a score and reasons. Nothing merges silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from communique.model.claim import Claim


@dataclass(frozen=True, slots=True)
class Link:
    """`a` and `b` are claim keys. `relation` is `same`, `different` (never in one case, whatever else links them),
    or of a later claim `b` towards an earlier one `a`: `restates`, `accepts`, `declines`, `plans`, `holds`,
    `carries out`, `contradicts`, `withdraws`. `score` is a share between 0 and 1, `reasons` say in words what
    spoke for it, `rule` names the rule.
    """

    relation: str
    a: int
    b: int
    score: float
    reasons: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Join:
    """How claims of one kind are found to tell of the same thing. Pure functions; registered in `join/__init__.py`.

    Claims of equal `signature` are the same for certain (one node). `blocks` are the keys a claim is kept under,
    `meets` those it looks for others under (`blocks` where None): only claims that share `shared` of them are
    compared. `compare(earlier, later)` gives a link with relation `same` or `different`, or None. `window` gives the
    first and last day (ISO) on which what a claim tells may have happened: a case holds only claims whose windows all
    touch, so that a chain of likenesses does not make one meeting of a year of meetings (None: what is told has no
    time of its own). `one_a_report`: the coder has already brought together what one report tells of one thing, so
    that two claims of one report are two things and never in one case.
    """

    name: str
    kind: str
    signature: Callable[[Claim], str]
    blocks: Callable[[Claim], Iterable[str]]
    compare: Callable[[Claim, Claim], Link | None]
    window: Callable[[Claim], tuple[str, str] | None] | None = None
    meets: Callable[[Claim], Iterable[str]] | None = None
    shared: int = 1
    one_a_report: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How a later claim is found to follow up an earlier one.

    `opens(claim)` are the keys under which a claim waits for followers, `answers(claim)` those under which it looks
    for what it follows; pairs that share `shared` of them (or `shared_by(later)`) are compared by
    `compare(earlier, later)`. Where `is_mutual`, whatever opens may answer too, and its keys are kept once for both. A
    claim published more than `days` later is not looked at.
    """

    name: str
    opens: Callable[[Claim], Iterable[str]]
    answers: Callable[[Claim], Iterable[str]]
    compare: Callable[[Claim, Claim], Link | None]
    shared: int = 1
    is_mutual: bool = False
    days: int = 10 * 365
    shared_by: Callable[[Claim], int] | None = None
