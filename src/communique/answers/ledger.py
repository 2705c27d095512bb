"""The ledger: undertakings with their age, what followed, and their status as a dated series."""

from __future__ import annotations

from datetime import date
from typing import Any

from communique.answers.citation import SOURCE_COLUMNS, source_cells
from communique.answers.coverage import Coverage, get_coverage
from communique.answers.filter import Filter, find_claims
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.follow_query import Following, find_assessments, find_followings

# What a follow-up suggests, as long as no person has assessed the undertaking.
SUGGESTS = {
    "restates": "reaffirmed", "accepts": "in progress", "plans": "in progress", "holds": "done", "carries out": "in progress",
    "declines": "contradicted", "withdraws": "withdrawn", "contradicts": "contradicted",
}

COLUMNS = (
    Column("date", "publication of the report that tells it", "date"),
    Column("by", "sides that undertook or asked", "list"),
    Column("act", "agree, commit, offer, propose, request, invite, accept, decline or threaten (codebook)"),
    Column("to", "sides addressed; empty when nobody is", "list"),
    Column("matter", "what is undertaken, in the report's words"),
    Column("amounts", "money named, ISO 4217 code and full units", "list", wide=True),
    Column("due", "when it is due, EDTF or the report's words", "date", wide=True),
    Column("age_days", "days from its publication to the last publication in the register", "number"),
    Column("status", "latest status a person gave it, else 'not yet assessed'"),
    Column("suggested", "status that the latest follow-up found suggests; waits for a person", wide=True),
    Column("follow_ups", "later claims that follow it up: relation, report and day (suggested ones end in '?')", "list", wide=True),
    Column("found_since", "what was found since, or until when and in how many reports we looked", hidden=True),
    *SOURCE_COLUMNS,
)


def list_ledger(register: Register, wanted: Filter, status: str | None = None) -> Table:
    """Return the undertakings that pass the filter, oldest first; `status` keeps those of that status."""
    claims = find_claims(register, "undertakings", wanted)
    keys = [claim.key for claim in claims]
    followings, assessments = find_followings(register, keys), find_assessments(register, keys)
    later = {c.key: c for c in register.claims_by_key([f.later for fs in followings.values() for f in fs])}
    coverage = get_coverage(register)
    rows = []
    for claim in claims:
        series = assessments.get(claim.key, [])
        row = _row(claim, followings.get(claim.key, []), later, coverage)
        row["status"] = series[-1].status if series else "not yet assessed"
        if status is None or status in (row["status"], row["suggested"]):
            rows.append(row)
    return Table("ledger", COLUMNS, tuple(rows), (get_coverage(register, wanted).sentence(),))


def _row(claim: Claim, follow_ups: list[Following], later: dict[int, Claim], coverage: Coverage) -> dict[str, Any]:
    record = claim.record
    told = [_tell(f, later[f.later]) for f in follow_ups if f.later in later]
    return {
        "date": claim.source.published,
        "by": list(record["by"]),
        "act": record["act"],
        "to": list(record["to"]),
        "matter": record["matter"],
        "amounts": [f"{a['currency']} {a['value']:,.0f}" for a in record["amounts"]],
        "due": record["due"],
        "age_days": _age(claim.source.published, coverage.last),
        "status": "not yet assessed",
        "suggested": suggest_status(claim, follow_ups, coverage.last),
        "follow_ups": told,
        "found_since": "; ".join(told) if told else nothing_found(claim, coverage),
        **source_cells(claim),
    }


def suggest_status(claim: Claim, follow_ups: list[Following], looked_until: str | None) -> str | None:
    """Return the status that the latest follow-up suggests, or that its due date passed with nothing found."""
    if follow_ups:
        return SUGGESTS.get(follow_ups[-1].relation)
    due = days_of(claim.record.get("due"))
    if due and due[1] and looked_until and due[1] < looked_until:
        return "expired with nothing found"
    return None


def nothing_found(claim: Claim, coverage: Coverage) -> str:
    """Say until when and in how many reports we looked: never that nothing happened."""
    return f"no follow-up found in the {coverage.reports:,} reports looked at, until {coverage.last or 'an unknown day'}"


def _tell(following: Following, claim: Claim) -> str:
    mark = "" if following.verdict == "confirmed" else "?"
    return f"{following.relation} {claim.source.published or 'undated'} ({claim.source.outlet or claim.source.id}){mark}"


def _age(published: str | None, last: str | None) -> int | None:
    if not published or not last:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(published)).days
