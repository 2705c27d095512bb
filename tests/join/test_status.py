"""What the series of an undertaking says, and what it never says by itself."""

from __future__ import annotations

import pytest

from communique.join.status import STATUS_OF, Step, follow_step, get_series, get_status, suggest_status
from communique.register.follow_query import STATUSES


def given(day: str, status: str) -> Step:
    return Step(day, status, "amina", "seen", None)


def found(day: str, relation: str, who: str | None = None) -> Step:
    return follow_step(relation, day, 7, who, relation)


def test_without_a_person_nothing_is_assessed() -> None:
    assert get_status(get_series([], [found("2025-04-01", "carries out")])) == "not yet assessed"


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_can_be_given_and_is_the_latest_by_day(status: str) -> None:
    series = get_series([given("2025-05-01", status), given("2025-04-01", "reaffirmed")], [])
    assert [step.day for step in series] == ["2025-04-01", "2025-05-01"]
    assert get_status(series) == status


@pytest.mark.parametrize(
    ("relation", "status"),
    [
        ("restates", "reaffirmed"),
        ("accepts", "in progress"),
        ("plans", "in progress"),
        ("carries out", "in progress"),
        ("holds", "done"),
        ("declines", "contradicted"),
        ("contradicts", "contradicted"),
        ("withdraws", "withdrawn"),
    ],
)
def test_a_follow_up_suggests_and_counts_once_confirmed(relation: str, status: str) -> None:
    waiting, confirmed = found("2025-04-01", relation), found("2025-04-01", relation, "amina")
    assert suggest_status([waiting], None, "2025-06-30") == status
    assert get_series([], [waiting]) == ()
    assert get_status(get_series([], [confirmed])) == status
    assert get_series([], [confirmed])[0].evidence == 7
    assert suggest_status([confirmed], None, "2025-06-30") is None, "what is decided waits no more"


def test_every_relation_says_something_of_a_status_there_is() -> None:
    assert set(STATUS_OF.values()) <= set(STATUSES)


def test_the_latest_follow_up_is_suggested() -> None:
    steps = [found("2025-05-01", "withdraws"), found("2025-04-01", "carries out")]
    assert suggest_status(steps, None, "2025-06-30") == "withdrawn"


def test_what_is_given_counts_over_what_was_confirmed_of_the_same_day() -> None:
    series = get_series([given("2025-04-01", "stalled")], [found("2025-04-01", "carries out", "amina")])
    assert get_status(series) == "stalled"


@pytest.mark.parametrize(
    ("due", "until", "followed", "expected"),
    [
        ("2025-05-31", "2025-06-30", False, "expired with nothing found"),
        ("2025-05", "2025-05-31", False, None),
        ("2025-06-30", "2025-06-30", False, None),
        ("2025-07", "2025-06-30", False, None),
        ("soon", "2025-06-30", False, None),
        (None, "2025-06-30", False, None),
        ("2025-05-31", None, False, None),
        ("2025-05-31", "2025-06-30", True, "reaffirmed"),
    ],
    ids=["over", "its last day", "today", "ahead", "no day", "no due", "nothing looked at", "followed"],
)
def test_expired_is_suggested_only_past_the_due_day_with_nothing_found(
    due: str | None, until: str | None, followed: bool, expected: str | None
) -> None:
    steps = [found("2025-04-01", "restates")] if followed else []
    assert suggest_status(steps, due, until) == expected
    assert get_status(get_series([], steps)) == "not yet assessed", "silence is a suggestion, never a status"
