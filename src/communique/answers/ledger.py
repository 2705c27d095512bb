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
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.follow_query import STATUSES, Following, find_assessments, find_followings

UNASSESSED = STATUSES[0]
# What a follow-up suggests, as long as no person has assessed the undertaking.
SUGGESTS = {
    "restates": "reaffirmed",
    "accepts": "in progress",
    "plans": "in progress",
    "holds": "done",
    "carries out": "in progress",
    "declines": "contradicted",
    "withdraws": "withdrawn",
    "contradicts": "contradicted",
}

COLUMNS = (
    PUBLISHED,
    Column("by", "sides that undertook or asked", "list"),
    Column("act", "agree, commit, offer, propose, request, invite, accept, decline or threaten (codebook)"),
    Column("to", "sides addressed; empty when nobody is", "list"),
    Column("matter", "what is undertaken, in the report's words"),
    Column("status", "latest status that a person gave it, else 'not yet assessed'", wide=True),
    Column(
        "suggested",
        "status that the latest follow-up found, or a due date gone by, suggests; waits for a person",
        wide=True,
    ),
    Column(
        "follow_ups",
        "later claims that follow it up: relation, day and outlet; those not confirmed end in '?'",
        "list",
        wide=True,
    ),
    Column("amounts", "money named, ISO 4217 code and full units", "list", wide=True),
    Column("due", "when it is due, EDTF or the report's words", "date", wide=True),
    Column("age_days", "days from its publication to the last publication in the register", "number"),
    Column("topics", "what it is about: PLOVER contexts that the words cue", "list", hidden=True),
    Column("statuses", "every status a person gave it: day, status, who and why", "list", hidden=True),
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
    return Table("ledger", COLUMNS, tuple(rows), notes)


def tell_undertakings(register: Register, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return a row for each undertaking, in their order."""
    keys = [claim.key for claim in claims]
    followings, assessments = find_followings(register, keys), find_assessments(register, keys)
    later = {c.key: c for c in register.claims_by_key([f.later for fs in followings.values() for f in fs])}
    days = [row[0] for row in register.connection.execute(
        "SELECT published FROM report WHERE current AND published IS NOT NULL ORDER BY published"
    )]  # fmt: skip
    rows = []
    for claim in claims:
        row = _row(claim, followings.get(claim.key, []), later, days)
        series = assessments.get(claim.key, [])
        row["status"] = series[-1].status if series else UNASSESSED
        row["statuses"] = [f"{a.day} {a.status} ({a.who}: {a.why})" for a in series]
        rows.append(row)
    return rows


def say_status(status: str) -> str:
    """Return the note under a ledger that is narrowed by a status."""
    return f"Only those with the status “{status}”, given or suggested."


def _row(claim: Claim, follow_ups: list[Following], later: dict[int, Claim], days: list[str]) -> dict[str, Any]:
    record = claim.record
    last = days[-1] if days else None
    told = [_tell(f, later[f.later]) for f in follow_ups if f.later in later]
    return {
        "by": list(record["by"]),
        "act": record["act"],
        "to": list(record["to"]),
        "matter": record["matter"],
        "amounts": say_amounts(claim),
        "due": record["due"],
        "age_days": _age(claim.source.published, last),
        "topics": list(record.get("topics") or ()),
        "suggested": suggest_status(record["due"], follow_ups, last),
        "follow_ups": told,
        "found_since": "; ".join(told) if told else nothing_found(claim, days),
        **source_cells(claim),
    }


def suggest_status(due: str | None, follow_ups: Sequence[Following], looked_until: str | None) -> str | None:
    """Return the status that the latest follow-up suggests, or that its due date passed with nothing found."""
    if follow_ups:
        return SUGGESTS.get(follow_ups[-1].relation)
    days = days_of(due)
    if days and days[1] and looked_until and days[1] < looked_until:
        return "expired with nothing found"
    return None


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
