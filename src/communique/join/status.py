"""What became of an undertaking: a dated series of statuses, each with who says so and the claim that shows it.

In: the statuses that a person gave, the follow-ups that were found with the person's verdict on them, when it is due
and until when was looked. Out: the series (given and confirmed), and what waits: the status that follow-ups not judged
yet, or a due date gone by, suggest. Nothing is ever assumed from silence: without a series the status is "not yet
assessed".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.model.days import days_of

NOT_ASSESSED, EXPIRED = "not yet assessed", "expired with nothing found"
# What a follow-up says of what it follows. "Partly done" and "stalled" only a person can say.
STATUS_OF = {
    "restates": "reaffirmed",
    "accepts": "in progress",
    "plans": "in progress",
    "holds": "done",
    "carries out": "in progress",
    "declines": "contradicted",
    "withdraws": "withdrawn",
    "contradicts": "contradicted",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a series: `status` on `day` (ISO), by `who` with `why`; `evidence` is a claim's key, or None.

    `who` is None for what waits for a person.
    """

    day: str
    status: str
    who: str | None
    why: str
    evidence: int | None


def follow_step(relation: str, day: str, evidence: int, who: str | None, why: str) -> Step:
    """Return what a follow-up says of the undertaking it follows."""
    return Step(day, STATUS_OF[relation], who, why, evidence)


def get_series(given: Iterable[Step], followed: Iterable[Step]) -> tuple[Step, ...]:
    """Return the series: what a person gave or confirmed, by day; of one day what was given comes last and counts."""
    confirmed = (step for step in followed if step.who is not None)
    return tuple(sorted([*confirmed, *given], key=lambda step: step.day))


def get_status(series: Sequence[Step]) -> str:
    """Return the status that the series ends with."""
    return series[-1].status if series else NOT_ASSESSED


def suggest_status(followed: Sequence[Step], due: str | None, looked_until: str | None) -> str | None:
    """Return what the latest follow-up not judged yet suggests; without any follow-up, that the due day went by.

    Expired is suggested only where the due day lies before the last report looked at.
    """
    waiting = sorted((step for step in followed if step.who is None), key=lambda step: step.day)
    if waiting:
        return waiting[-1].status
    days = days_of(due)
    is_over = bool(days and days[1] and looked_until and days[1] < looked_until)
    return EXPIRED if is_over and not followed else None
