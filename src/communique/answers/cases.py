"""Cases for an answer: every case of which a claim passes the filter, whole, so that no report's telling is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from communique.answers.filter import Filter, find_claims
from communique.answers.words import check_words
from communique.model.claim import Claim
from communique.model.days import count_days, days_of
from communique.register import Register
from communique.register.case_query import group_cases
from communique.register.parts import in_parts, marks_for

MOST_DAYS = 32  # a month and a day; a date that may mean more tells no time by which a list could be read
T = TypeVar("T")
Case = tuple[int, list[Claim]]


def find_cases(register: Register, kind: str, wanted: Filter) -> list[Case]:
    """Return the cases of a kind of which a claim passes the filter, each with all its current claims.

    With an outlet only that outlet's claims are given: the question is then what that outlet tells. `having` is left to
    the caller, who holds it against the case (reports of one case may differ in status).
    """
    check_words(kind, wanted.having)
    claims = find_claims(register, kind, replace(wanted, having={}))
    cases = group_cases(register, kind, claims)
    if wanted.outlet:
        return cases
    return complete_cases(register, cases)


def complete_cases(register: Register, cases: Sequence[Case]) -> list[Case]:
    """Add to each case the current claims of it that the filter left out, in order of date."""
    whole: dict[int, list[Claim]] = defaultdict(list)
    numbers = [case for case, _ in cases if case > 0]
    for part in in_parts(numbers, 400):
        members = {
            row["claim"]: row["case"]
            for row in register.connection.execute(
                'SELECT cn.claim, n."case" FROM node n JOIN claim_node cn ON cn.node = n.key'
                f' WHERE n."case" IN ({marks_for(part)})', part,
            )
        }  # fmt: skip
        keys = sorted(members)
        for some in in_parts(keys, 400):
            for claim in register.claims(f"c.key IN ({marks_for(some)})", some):
                whole[members[claim.key]].append(claim)
    return [(case, whole.get(case, claims)) for case, claims in cases]


def day_to_sort(date_told: str | None, published: str | None) -> str:
    """Return the day by which a case stands among others: its first, of publication where its date is vague or none.

    >>> day_to_sort("2025-02-04/2025-02-08", "2025-02-09"), day_to_sort("2025/2027", "2025-04-10")
    ('2025-02-04', '2025-04-10')
    """
    first, last = days_of(date_told) or (None, None)
    days = count_days(date_told)
    if first and days is not None and days <= MOST_DAYS:
        return first
    return published or first or last or ""


def day_of(claims: Sequence[Claim]) -> str:
    """Return the day by which claims of one case are sorted and counted: the first that one gives, else of publication.

    Unlike `day_to_sort` it takes a vague date at its word.
    """
    for claim in claims:
        days = days_of(claim.record.get("date"))
        if days and (days[0] or days[1]):
            return str(days[0] or days[1])
    return claims[0].source.published or ""


def first_of(values: Iterable[T | None]) -> T | None:
    """Return the first value that is there."""
    return next((value for value in values if value), None)
