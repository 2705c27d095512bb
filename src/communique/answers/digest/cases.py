"""Cases that are new, and known cases of which new reports tell something materially different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.answers.brief.sections import tell
from communique.answers.brief.wording import say_date
from communique.answers.cases import day_of
from communique.answers.digest.fresh import KINDS, Fresh
from communique.answers.digest.subjects import Subject
from communique.answers.digest.wording import say_case
from communique.answers.engagements import tell_case as tell_engagement
from communique.answers.incidents import RULE, say_ranges
from communique.model.brief import Sentence
from communique.model.claim import Claim


def find_new(subject: Subject, fresh: Fresh) -> list[Sentence]:
    """Return the cases of a subject of which no report told before, by kind and day."""
    return [
        tell(f"{say_case(sorted(claims, key=lambda claim: not subject.fits(claim)))}.", claims)
        for kind in KINDS
        for claims in sorted(fresh.cases[kind], key=day_of)
        if not any(map(fresh.is_known, claims)) and any(map(subject.fits, claims))
    ]


def find_changed(subject: Subject, fresh: Fresh) -> list[Sentence]:
    """Return the known cases of a subject that look different with the new reports."""
    sentences = []
    for kind, compare in (("engagements", compare_engagement), ("incidents", compare_incident)):
        for claims in sorted(fresh.cases[kind], key=day_of):
            before = [claim for claim in claims if fresh.is_known(claim)]
            if before and any(map(subject.fits, claims)) and (changes := list(compare(before, claims))):
                new = [claim for claim in claims if not fresh.is_known(claim)]
                sentences.append(tell(f"{say_case(claims)}. Changed: {'; '.join(changes)}.", new))
    return sentences


def compare_engagement(before: Sequence[Claim], now: Sequence[Claim]) -> Iterator[str]:
    """Yield what of a contact is otherwise than it was: its status, its day, its place."""
    old, new = tell_engagement(0, before), tell_engagement(0, now)
    if old["status"] != new["status"]:
        yield f"it was {old['status']}, now {new['status']}"
    if old["date"] != new["date"]:
        yield f"the day was {_say_day(old['date'])}, now {_say_day(new['date'])}"
    if new["place"] and old["place"] != new["place"]:
        yield f"the place was {old['place'] or 'not known'}, now {new['place']}"


def compare_incident(before: Sequence[Claim], now: Sequence[Claim]) -> Iterator[str]:
    """Yield how the casualties of an incident are otherwise than they were."""
    old, new = say_ranges(before, RULE), say_ranges(now, RULE)
    if old != new:
        yield f"casualties were {'; '.join(old) or 'not given'}, now {'; '.join(new) or 'not given'}"


def _say_day(date: str | None) -> str:
    return (say_date(date) or "not known").removeprefix("on ")
