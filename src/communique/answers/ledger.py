"""The ledger: undertakings with their age, what followed, and their status as a dated series."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Any

from communique.answers.citation import PUBLISHED, SOURCE_COLUMNS, say_amounts, source_cells
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, find_claims
from communique.answers.words import say_choices
from communique.errors import UsageError
from communique.join.money import RULE, RULE_SAYS, Amount, add_pledges
from communique.join.status import Step, follow_step, get_series, get_status, suggest_status
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.case_query import group_cases
from communique.register.follow_query import STATUSES, Assessment, Following, find_assessments, find_followings

COLUMNS = (
    PUBLISHED,
    Column("by", "sides that undertook or asked", "list"),
    Column("act", "agree, commit, offer, propose, request, invite, accept, decline or threaten (codebook)"),
    Column("to", "sides addressed; empty when nobody is", "list"),
    Column("matter", "what is undertaken, in the report's words"),
    Column("status", "latest status of its series, else 'not yet assessed'", wide=True),
    Column(
        "suggested",
        "status that the latest follow-up not judged yet, or a due date gone by, suggests; waits for a person",
        wide=True,
    ),
    Column(
        "follow_ups",
        "later claims that follow it up: relation, day and outlet; those not confirmed end in '?'",
        "list",
        wide=True,
    ),
    Column("amounts", "money named, ISO 4217 code and full units", "list", wide=True),
    Column(
        "pledged",
        "how each amount was read by the rule in the note: pledge, each of several, told again, size, price, received",
        "list",
        hidden=True,
    ),
    Column("due", "when it is due, EDTF or the report's words", "date", wide=True),
    Column("age_days", "days from its publication to the last publication in the register", "number"),
    Column("topics", "what it is about: PLOVER contexts that the words cue", "list", hidden=True),
    Column(
        "statuses",
        "its series: day, status, who gave or confirmed it and why, number of the claim that shows it",
        "list",
        hidden=True,
    ),
    Column("found_since", "what was found since, or until when and in how many reports we looked", hidden=True),
    *SOURCE_COLUMNS,
)


def list_ledger(register: Register, wanted: Filter, status: str | None = None) -> Table:
    """Return the undertakings that pass the filter, oldest first.

    `status` keeps those that have this status, or whose follow-ups suggest it.
    """
    if status is not None and status not in STATUSES:
        raise UsageError("status-unknown", f"--status {status} is no status.", say_choices(status, STATUSES))
    rows = tell_undertakings(register, find_claims(register, "undertakings", wanted))
    notes = get_notes(register, wanted)
    if status is not None:
        rows = [row for row in rows if status in (row["status"], row["suggested"])]
        notes = (say_status(status), *notes)
    pledging = [row["claim"] for row in rows if row["amounts"]]
    return Table("ledger", COLUMNS, tuple(rows), (*say_pledged(register, pledging), *notes))


def tell_undertakings(register: Register, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return a row for each undertaking, in their order."""
    keys = [claim.key for claim in claims]
    followings, assessments = find_followings(register, keys), find_assessments(register, keys)
    later = {c.key: c for c in register.claims_by_key([f.later for fs in followings.values() for f in fs])}
    days = [row[0] for row in register.connection.execute(
        "SELECT published FROM report WHERE current AND published IS NOT NULL ORDER BY published"
    )]  # fmt: skip
    pledged: dict[int, list[str]] = {}
    for amount in read_pledges(register, claims)[1]:
        pledged.setdefault(amount.claim.key, []).append(say_reading(amount))
    return [
        _row(claim, followings.get(claim.key, []), assessments.get(claim.key, []), later, days)
        | {"pledged": pledged.get(claim.key, [])}
        for claim in claims
    ]


def read_pledges(register: Register, claims: Sequence[Claim]) -> tuple[dict[str, float], list[Amount]]:
    """Return the money that undertakings pledge by currency, and how each of their amounts was read."""
    named = [claim for claim in claims if claim.record.get("amounts")]
    return add_pledges([members for _, members in group_cases(register, "undertakings", named)])


def say_pledged(register: Register, keys: Sequence[int]) -> tuple[str, ...]:
    """Return the note that says what undertakings that name amounts pledge in all, and by which rule; none without."""
    totals, _ = read_pledges(register, register.claims_by_key(keys))
    if not totals:
        return ()
    sums = ", ".join(f"{currency} {value:,.0f}" for currency, value in totals.items())
    return (f"Money pledged in these, by the rule {RULE}: {sums} ({RULE_SAYS}).",)


def say_reading(amount: Amount) -> str:
    """Return how an amount was read: "USD 500,000,000: each, USD 1,000,000,000 (each of 2)"."""
    counted = f", {amount.currency} {amount.counted:,.0f}" if amount.reading == "each" else ""
    why = f" ({amount.why})" if amount.why else ""
    return f"{amount.currency} {amount.value:,.0f}: {amount.reading}{counted}{why}"


def say_status(status: str) -> str:
    """Return the note under a ledger that is narrowed by a status."""
    return f"Only those with the status “{status}”, given or suggested."


def _row(
    claim: Claim, follow_ups: list[Following], given: list[Assessment], later: dict[int, Claim], days: list[str]
) -> dict[str, Any]:
    record = claim.record
    last = days[-1] if days else None
    told = [_tell(f, later[f.later]) for f in follow_ups if f.later in later]
    series = read_series(follow_ups, given)
    return {
        "by": list(record["by"]),
        "act": record["act"],
        "to": list(record["to"]),
        "matter": record["matter"],
        "amounts": say_amounts(claim),
        "due": record["due"],
        "age_days": _age(claim.source.published, last),
        "topics": list(record.get("topics") or ()),
        "status": get_status(series),
        "statuses": [say_step(step) for step in series],
        "suggested": suggest(record.get("due"), follow_ups, last),
        "follow_ups": told,
        "found_since": "; ".join(told) if told else nothing_found(claim, days),
        **source_cells(claim),
    }


def read_series(follow_ups: Sequence[Following], given: Sequence[Assessment]) -> tuple[Step, ...]:
    """Return the series of an undertaking: what a person gave, and the follow-ups that a person confirmed."""
    return get_series([Step(a.day, a.status, a.who, a.why, a.evidence) for a in given], map(_step, follow_ups))


def suggest(due: str | None, follow_ups: Sequence[Following], looked_until: str | None) -> str | None:
    """Return the status that waits for a person: of the latest follow-up not judged, or of a due date gone by."""
    return suggest_status([_step(following) for following in follow_ups], due, looked_until)


def _step(following: Following) -> Step:
    """Return what a follow-up says of the undertaking; only a confirmed one has somebody who says so."""
    who = following.who if following.verdict == "confirmed" else None
    why = f"{following.relation}: {following.why}" if following.why else following.relation
    return follow_step(following.relation, following.day or "", following.later, who, why)


def say_step(step: Step) -> str:
    """Return an entry of a series: "2025-04-01 in progress (amina: ground was broken; claim 12)"."""
    shown = f"; claim {step.evidence}" if step.evidence is not None else ""
    return f"{step.day} {step.status} ({step.who}: {step.why}{shown})"


def nothing_found(claim: Claim, days: list[str]) -> str:
    """Say until when and in how many reports we looked, from the day of publication on: never that nothing happened.

    `days` are the days of publication of all reports, ascending.
    """
    if claim.source.published is None or not days:
        return "nothing found; its report has no date, so that none is known to be later"
    looked = len(days) - bisect_left(days, claim.source.published)
    reports = "1 report" if looked == 1 else f"{looked:,} reports"
    return f"nothing found in {reports} published from then until {days[-1]}"


def _tell(following: Following, claim: Claim) -> str:
    mark = "" if following.verdict == "confirmed" else " ?"
    return (
        f"{following.relation} {claim.source.published or 'undated'} ({claim.source.outlet or claim.source.id}){mark}"
    )


def _age(published: str | None, last: str | None) -> int | None:
    if not published or not last:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(published)).days
