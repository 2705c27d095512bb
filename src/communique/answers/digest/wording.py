"""One sentence on a case or claim, for every kind that a digest tells of, without its full stop."""

from __future__ import annotations

from collections.abc import Sequence

from communique.answers.brief.wording import (
    STANCE_VERBS,
    name_sides,
    quote_claim,
    say_engagement,
    say_undertaking,
    say_when,
    start,
)
from communique.answers.cases import first_of
from communique.answers.incidents import RULE, say_ranges
from communique.model.claim import Claim

TOWARDS = {"affirm": ", of ", "condole": " with "}  # what stands between the verb of a stance and whom it is about


def say_case(claims: Sequence[Claim]) -> str:
    """Return what a case's claims tell."""
    kind = claims[0].kind
    if kind == "engagements":
        return say_engagement(claims)
    if kind == "incidents":
        return say_incident(claims)
    return say_claim(claims[0])


def say_claim(claim: Claim) -> str:
    """Return what one claim tells."""
    record = claim.record
    if claim.kind == "undertakings":
        return f"{say_undertaking(claim)}, {say_when(claim)}"
    if claim.kind == "statements":
        about = f"{TOWARDS.get(record['stance'], ' ')}{name_sides(record['about'])}" if record["about"] else ""
        said = f"{start(name_sides(record['by']))} {STANCE_VERBS[record['stance']]}{about}"
        return f"{said}, {say_when(claim)}: {quote_claim(claim)}"
    if claim.kind == "actions":
        return f"{start(name_sides(record['by']))}, {say_when(claim)} ({record['type']}): {quote_claim(claim)}"
    return say_case((claim,))


def say_incident(claims: Sequence[Claim]) -> str:
    """Return what, where, when, and the casualties by the rule that every table uses."""
    place = first_of((claim.record.get("place") or {}).get("name") for claim in claims)
    what = first_of(claim.record.get("name") for claim in claims) or claims[0].record["kind"]
    dated = next((claim for claim in claims if claim.record.get("date")), claims[0])
    where = f" in {place}" if place else ""
    numbers = say_ranges(claims, RULE)
    return f"{start(what)}{where}, {say_when(dated)}{': ' + '; '.join(numbers) if numbers else ''}"
