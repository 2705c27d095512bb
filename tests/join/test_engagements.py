"""When two reports tell of one contact."""

from __future__ import annotations

from typing import Any

import pytest

from communique.join.engagements import block_engagement, compare_engagements, meet_engagement, people_score
from communique.model.claim import Claim
from communique.register.cases import JOIN_SCORE
from tests.join.conftest import Make

DAR = {"person": "p1", "name": "Ishaq Dar", "country": "PAK"}
NAQVI = {"person": "p2", "name": "Mohsin Naqvi", "country": "PAK"}
WANG = {"person": "p3", "name": "Wang Yi", "country": "CHN"}
BEIJING = {"name": "Beijing", "country": "CHN", "lat": 39.9, "lon": 116.4}


def are_joined(a: Claim, b: Claim) -> bool:
    link = compare_engagements(a, b)
    return link is not None and link.relation == "same" and link.score >= JOIN_SCORE


def test_the_same_persons_on_the_same_day_are_one_meeting(make: Make) -> None:
    a = make("engagements", participants=[DAR, WANG], date="2025-03-01")
    b = make("engagements", participants=[WANG, DAR | {"name": "Mohammad Ishaq Dar"}], date="2025-03-01")
    assert are_joined(a, b)
    assert set(meet_engagement(b)) & set(block_engagement(a))


@pytest.mark.parametrize(
    "other",
    [
        {"participants": [NAQVI, WANG]},
        {"participants": [DAR, WANG], "kind": "visit"},
        {"participants": [DAR, WANG], "status": "planned"},
        {"participants": [DAR, WANG], "date": "2025-03-04"},
        {"participants": [DAR, WANG], "kind": "signing"},
        {"participants": []},
    ],
    ids=["another guest", "the visit it was part of", "foreseen", "another day", "a signing", "nobody named"],
)
def test_another_contact_of_the_same_sides_is_another(make: Make, other: dict[str, Any]) -> None:
    a = make("engagements", participants=[DAR, WANG], date="2025-03-01")
    assert not are_joined(a, make("engagements", **({"date": "2025-03-01"} | other)))


def test_without_names_day_place_and_headline_must_agree(make: Make) -> None:
    a = make("engagements", date="2025-03-01", place=BEIJING, title="China, Pakistan hold talks on border trade")
    same = make(
        "engagements", date="2025-03-01", place=BEIJING, title="Talks on border trade held by China and Pakistan"
    )
    other = make("engagements", date="2025-03-01", title="Company to build a dam")
    assert are_joined(a, same)
    assert not are_joined(a, other)


def test_a_call_told_as_a_meeting_is_one_where_both_sides_persons_agree(make: Make) -> None:
    a = make("engagements", kind="call", participants=[DAR, WANG])
    assert are_joined(a, make("engagements", kind="meeting", participants=[DAR, WANG]))
    assert not are_joined(a, make("engagements", kind="meeting", participants=[WANG]))


def test_meetings_of_one_guest_with_several_hosts_stay_apart_whatever_else_links_them(make: Make) -> None:
    link = compare_engagements(
        make("engagements", participants=[DAR, WANG], date="2025-03-01"),
        make("engagements", participants=[NAQVI, WANG], date="2025-03-01"),
    )
    assert link is not None
    assert link.relation == "different"


def test_a_contact_of_some_day_of_weeks_meets_only_what_the_same_days_tell(make: Make) -> None:
    weeks = make("engagements", "2025-03-19", participants=[DAR, WANG], date="2025-03-01/2025-03-19")
    told_with = make("engagements", "2025-03-18", participants=[DAR, WANG], date="2025-03-18")
    earlier = make("engagements", "2025-03-04", participants=[DAR, WANG], date="2025-03-04")
    assert are_joined(told_with, weeks)
    assert set(meet_engagement(weeks)) & set(block_engagement(told_with))
    assert set(meet_engagement(told_with)) & set(block_engagement(weeks))
    assert not are_joined(earlier, weeks)


def test_undated_tellings_weeks_apart_need_more_than_one_person_in_common(make: Make) -> None:
    first = make("engagements", "2025-03-01", participants=[DAR])
    assert are_joined(first, make("engagements", "2025-03-02", participants=[DAR], place=BEIJING))
    assert not are_joined(first, make("engagements", "2025-03-04", participants=[DAR], place=BEIJING))


def test_of_several_sides_with_other_persons_the_reason_names_the_same_one_always(make: Make) -> None:
    sides = ("USA", "PAK", "IRN", "CHN", "IND", "RUS")
    a, b = (
        make("engagements", participants=[{"person": "p", "name": f"{name} {side}", "country": side} for side in sides])
        for name in ("Amina", "Xaver")
    )
    assert people_score(a.record, b.record)[1] == "other persons of CHN: Amina CHN / Xaver CHN"
