"""What a report whose text changed says now and did not say, and what it says no longer."""

from __future__ import annotations

from collections.abc import Hashable

from communique.answers.brief.wording import quote, say_day
from communique.answers.digest.fresh import Fresh
from communique.answers.digest.subjects import Subject
from communique.answers.digest.wording import say_claim
from communique.model.brief import Sentence
from communique.model.claim import Claim


def find_revisions(subject: Subject, fresh: Fresh) -> list[Sentence]:
    """Return what changed in the known reports of a subject, a sentence each."""
    sentences = []
    for revision in fresh.revisions:
        before, now = {say_essence(claim) for claim in revision.before}, {say_essence(claim) for claim in revision.now}
        for claim in revision.now:
            if subject.fits(claim) and say_essence(claim) not in before:
                sentences.append(Sentence(f"{_say_report(claim)} says now: {say_claim(claim)}.", (claim,)))
        for claim in revision.before:
            if subject.fits(claim) and say_essence(claim) not in now:
                words = quote(" … ".join(claim.words))
                sentences.append(Sentence(f"{_say_report(claim)} does not say any more: {words}.", (claim,)))
    return sentences


def say_essence(claim: Claim) -> Hashable:
    """Return what a record says, without where in the text it says so, by which rule, and how sure that is."""
    record = claim.record
    return (
        claim.kind,
        *(record.get(name) for name in ("kind", "status", "act", "stance", "type", "date", "due")),
        *(tuple(record.get(name) or ()) for name in ("parties", "by", "to", "about")),
        " ".join(str(record.get("matter") or "").casefold().split()),
        (record.get("place") or {}).get("name"),
        tuple(sorted(one["name"] for one in record.get("participants") or ())),
        tuple(sorted((row["outcome"], row["class"], row["count"]) for row in record.get("casualties") or ())),
        tuple(sorted((one["currency"], one["value"]) for one in record.get("amounts") or ())),
    )


def _say_report(claim: Claim) -> str:
    source = claim.source
    day = f" of {say_day(source.published)}" if source.published else ""
    return f"The changed report {quote(source.title or source.id)}{day}"
