"""All that the register holds on a pair of sides, parted for the brief's sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.answers.coverage import Coverage, get_coverage
from communique.answers.filter import Filter, claim_condition, find_claims
from communique.answers.ledger import read_series
from communique.answers.sentences import get_sentence
from communique.join.status import get_status
from communique.model.claim import Claim
from communique.register import Register
from communique.register.case_query import group_cases
from communique.register.follow_query import Following, find_assessments, find_followings
from communique.register.in_force import RECORD
from communique.register.parts import in_parts, marks_for

FORESEEN = ("planned", "invited", "possible")


@dataclass(frozen=True, slots=True)
class Pair:
    """`a` and `b` are the sides; claims are current and in the filter's period, by date."""

    a: str
    b: str
    coverage: Coverage
    contacts: tuple[tuple[Claim, ...], ...]  # engagements of both sides, one tuple of claims a case
    undertakings: tuple[Claim, ...]
    undertaking_cases: tuple[tuple[Claim, ...], ...]  # the same, one tuple of claims a case
    followings: dict[int, list[Following]]  # by contact and undertaking: what follows it
    statuses: dict[int, str]  # by undertaking: the status that a person gave or confirmed, where there is one
    speakers: dict[int, str]  # by undertaking: the name of who undertook it
    statements: tuple[Claim, ...]
    actions: tuple[Claim, ...]
    incidents: tuple[tuple[Claim, ...], ...]
    figures: tuple[Claim, ...]
    dealings: dict[
        int, tuple[tuple[int, int], ...]
    ]  # by report: where the words of the pair's contacts and deeds stand
    around: dict[int, str]  # by figure: its sentence
    since: str | None  # the period asked for
    until: str | None


def get_pair(register: Register, a: str, b: str, wanted: Filter) -> Pair:
    """Collect what the register holds on sides `a` and `b` in the filter's period."""
    both = Filter(sides=(a, b), since=wanted.since, until=wanted.until, outlet=wanted.outlet)
    open_ = Filter(since=wanted.since, until=wanted.until, outlet=wanted.outlet)
    engagements = find_claims(register, "engagements", both)
    undertakings = [c for c in find_claims(register, "undertakings", both) if concerns(c, a, b)]
    actions = find_claims(register, "actions", both)
    reports = {c.source.key for c in (*engagements, *undertakings, *actions)}
    followings = find_followings(register, [c.key for c in (*undertakings, *engagements)])
    figures = _find_figures(register, open_, sorted(reports))
    incidents = _find_incidents(register, a, b, open_)
    return Pair(
        a=a,
        b=b,
        coverage=get_coverage(register, open_),
        contacts=_by_case(register, "engagements", engagements),
        undertakings=tuple(undertakings),
        undertaking_cases=_by_case(register, "undertakings", undertakings),
        followings=followings,
        statuses=_find_statuses(register, undertakings, followings),
        speakers=_find_speakers(register, undertakings),
        statements=tuple(find_claims(register, "statements", both)),
        actions=tuple(actions),
        incidents=_by_case(register, "incidents", incidents),
        figures=tuple(figures),
        dealings=_find_dealings((*engagements, *actions)),
        around={c.key: get_sentence(register, c) for c in figures},
        since=wanted.since,
        until=wanted.until,
    )


def _find_figures(register: Register, wanted: Filter, reports: Sequence[int]) -> list[Claim]:
    """Return the figures of some reports, by date."""
    condition, values = claim_condition("figures", wanted)
    found: list[Claim] = []
    for part in in_parts(reports):
        own = f"{condition} AND c.report IN ({marks_for(part)})"
        found += register.claims(own, [*values, *part])
    return found


def _find_incidents(register: Register, a: str, b: str, wanted: Filter) -> list[Claim]:
    """Return the incidents on the ground of either side, by date: only there the other's nationals are abroad."""
    condition, values = claim_condition("incidents", wanted)
    return register.claims(f"{condition} AND json_extract({RECORD}, '$.place.country') IN (?, ?)", [*values, a, b])


def _by_case(register: Register, kind: str, claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], ...]:
    return tuple(tuple(members) for _, members in group_cases(register, kind, claims))


def _find_statuses(
    register: Register, claims: Sequence[Claim], followings: Mapping[int, Sequence[Following]]
) -> dict[int, str]:
    keys = [claim.key for claim in claims]
    given = find_assessments(register, keys)
    series = {key: read_series(followings.get(key, ()), given.get(key, ())) for key in keys}
    return {key: get_status(steps) for key, steps in series.items() if steps}


def _find_speakers(register: Register, claims: Sequence[Claim]) -> dict[int, str]:
    """Return the name of the person who undertook, where the claim says who, for the one side that does."""
    found: dict[int, str] = {}
    for claim in claims:
        row = register.connection.execute(
            "SELECT json_extract(p.record, '$.name'), json_extract(p.record, '$.country') FROM claim c"
            " JOIN claim p ON p.coding = c.coding AND p.kind = 'people' AND p.id = ? WHERE c.key = ?",
            (claim.record.get("speaker"), claim.key),
        ).fetchone()
        if row is not None and claim.record["by"] == [row[1]]:
            found[claim.key] = str(row[0])
    return found


def _find_dealings(claims: Sequence[Claim]) -> dict[int, tuple[tuple[int, int], ...]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for claim in claims:
        found.setdefault(claim.source.key, []).extend((start, end) for start, end in claim.record["evidence"])
    return {report: tuple(spans) for report, spans in found.items()}


def concerns(claim: Claim, a: str, b: str) -> bool:
    """True when an undertaking is by one of the sides and towards the other, or by both together."""
    by, to = set(claim.record["by"]), set(claim.record["to"])
    if not by <= {a, b}:
        return {a, b} <= by
    return by == {a, b} or (a in by and b in to) or (b in by and a in to)
