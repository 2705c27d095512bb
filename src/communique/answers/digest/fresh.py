"""What came into the register between two marks: reports that are new, reports whose text changed, and their claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.answers.cases import complete_cases
from communique.answers.digest.alike import DAYS_ALIKE, gather_alike
from communique.answers.digest.mark import Mark
from communique.model.claim import Claim
from communique.register import Register
from communique.register.case_query import group_cases
from communique.register.parts import marks_for

KINDS = ("engagements", "undertakings", "statements", "actions", "incidents")
CASED = ("engagements", "undertakings", "incidents")  # kinds whose claims are joined into cases


@dataclass(frozen=True, slots=True)
class Revision:
    """A report whose text changed: what its last version before the mark said, and what it says now."""

    before: tuple[Claim, ...]
    now: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Fresh:
    """`cases` are those of which a new report tells, each with all its current claims, by kind; `revisions` the reports
    whose text changed. A claim is `known` when its report, in whatever version, was there before."""

    since: Mark
    until: Mark
    known_reports: frozenset[str]
    cases: Mapping[str, Sequence[tuple[Claim, ...]]]
    revisions: Sequence[Revision]
    reports: int
    outlets: int
    first: str | None
    last: str | None

    def is_known(self, claim: Claim) -> bool:
        return claim.source.key <= self.since.report or claim.source.id in self.known_reports

    def say_coverage(self) -> str:
        """Say what was looked at, and until when."""
        after = f" after {say_moment(self.since.at)}" if self.since.at else ""
        until = f" until {say_moment(self.until.at)}" if self.until.at else ""
        if not self.reports:
            return f"No report came into the register{after}: nothing can be said about what happened since."
        reports = "1 report" if self.reports == 1 else f"{self.reports:,} reports"
        outlets = "1 outlet" if self.outlets == 1 else f"{self.outlets} outlets"
        published = f", published {self.first} to {self.last}" if self.first else ""
        return f"Looked at {reports} of {outlets} that came into the register{after}{until}{published}."


def find_fresh(register: Register, since: Mark, until: Mark) -> Fresh:
    """Return what came after one mark and not after another."""
    db = register.connection
    span = (since.report, until.report)
    reports, outlets, first, last = db.execute(
        "SELECT count(*), count(DISTINCT outlet), min(published), max(published) FROM report"
        " WHERE current AND key > ? AND key <= ?",
        span,
    ).fetchone()
    changed = {
        row[0]: row[1]
        for row in db.execute(
            "SELECT r.key, max(o.key) FROM report r JOIN report o ON o.id = r.id AND o.key <= ?"
            " WHERE r.current AND r.key > ? AND r.key <= ? GROUP BY r.key ORDER BY r.key",
            (since.report, *span),
        )
    }
    claims = {kind: register.claims("c.kind = ? AND r.key > ? AND r.key <= ?", (kind, *span)) for kind in KINDS}
    known = frozenset(one.source.id for of_kind in claims.values() for one in of_kind if one.source.key in changed)
    new = {kind: [claim for claim in claims[kind] if claim.source.key not in changed] for kind in KINDS}
    cases = {kind: _find_cases(register, kind, new[kind], since) for kind in KINDS}
    now: dict[int, list[Claim]] = {key: [] for key in changed}
    for of_kind in claims.values():
        for claim in of_kind:
            if claim.source.key in now:
                now[claim.source.key].append(claim)
    revisions = [Revision(_claims_of(register, old), tuple(now[key])) for key, old in changed.items()]
    return Fresh(since, until, known, cases, revisions, reports, outlets, first, last)


def _find_cases(register: Register, kind: str, claims: Sequence[Claim], since: Mark) -> list[tuple[Claim, ...]]:
    """Return the cases of claims, each whole; statements and deeds, which are not joined, are gathered by words."""
    if kind in CASED:
        return [tuple(members) for _, members in complete_cases(register, group_cases(register, kind, claims))]
    days = sorted(claim.source.published for claim in claims if claim.source.published)
    known: list[Claim] = []
    if days and since.report:
        first = (date.fromisoformat(days[0]) - timedelta(days=DAYS_ALIKE)).isoformat()
        last = (date.fromisoformat(days[-1]) + timedelta(days=DAYS_ALIKE)).isoformat()
        condition = "c.kind = ? AND r.key <= ? AND r.published >= ? AND r.published <= ?"
        known = register.claims(condition, (kind, since.report, first, last))
    return gather_alike(known, claims)


def _claims_of(register: Register, report: int) -> tuple[Claim, ...]:
    """Return the claims of a version of a report, whether or not it is the current one."""
    marks = marks_for(KINDS)
    rows = register.connection.execute(
        "SELECT c.key FROM claim c JOIN coding g ON g.key = c.coding WHERE c.report = ? AND g.current"
        f" AND c.kind IN ({marks}) ORDER BY c.key",
        (report, *KINDS),
    )
    return tuple(register.claims_by_key([row[0] for row in rows]))


def say_moment(at: str) -> str:
    """Return a UTC time as people read it.

    >>> say_moment("2026-03-02T08:15:30+00:00"), say_moment("2026-03-02")
    ('2026-03-02 08:15 UTC', '2026-03-02')
    """
    return f"{at[:10]} {at[11:16]} UTC" if len(at) > 10 else at
