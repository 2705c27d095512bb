"""When two reports tell of one incident."""

from __future__ import annotations

from typing import Any

import pytest

from communique.join.incidents import block_incident, compare_incidents, incident_window, meet_incident
from communique.model.claim import Claim
from communique.register.cases import JOIN_SCORE
from tests.join.conftest import Make


def lost(count: int, who: str = "militant", outcome: str = "killed") -> dict[str, Any]:
    return {"outcome": outcome, "class": who, "count": count, "qualifier": None}


def place(name: str, **point: float) -> dict[str, Any]:
    return {"name": name, "country": "PAK", "lat": None, "lon": None, **point}


def are_joined(a: Claim, b: Claim) -> bool:
    link = compare_incidents(a, b)
    joined = link is not None and link.relation == "same" and link.score >= JOIN_SCORE
    assert not joined or set(meet_incident(b)) & set(block_incident(a)), (
        "likely ones must meet, or they are never compared"
    )
    return joined


def test_a_village_and_its_district_are_one_place_where_the_other_report_names_it(make: Make) -> None:
    a = make(
        "incidents", kind="security operation", place=place("Kolpur"), casualties=[lost(2)], words="two died at Kolpur"
    )
    b = make(
        "incidents",
        kind="security operation",
        place=place("Kachhi"),
        casualties=[lost(2)],
        words="near Kolpur, in Kachhi",
    )
    assert are_joined(a, b)


def test_two_spellings_of_a_place_are_one(make: Make) -> None:
    a = make("incidents", kind="suicide bombing", place=place("Noshki"), date="2025-03-01")
    assert are_joined(a, make("incidents", kind="suicide bombing", place=place("Nushki"), date="2025-03-01"))


@pytest.mark.parametrize(
    "other",
    [
        {"place": place("Karak"), "casualties": [lost(2)]},
        {"place": place("Bannu"), "casualties": [lost(9)]},
        {"place": place("Bannu"), "casualties": [lost(2)], "date": "2025-03-05"},
    ],
    ids=["another place", "another number", "another day"],
)
def test_another_operation_of_the_day_is_another(make: Make, other: dict[str, Any]) -> None:
    a = make("incidents", kind="security operation", place=place("Bannu"), casualties=[lost(2)], date="2025-03-01")
    assert not are_joined(a, make("incidents", **({"kind": "security operation", "date": "2025-03-01"} | other)))


def test_dead_attackers_are_not_dead_victims(make: Make) -> None:
    a = make("incidents", casualties=[lost(4, "militant")])
    assert not are_joined(a, make("incidents", casualties=[lost(4, "civilian")]))


def test_a_toll_that_rose_is_still_one_attack(make: Make) -> None:
    a = make("incidents", kind="bombing", place=place("Quetta"), casualties=[lost(14, "civilian")], date="2025-03-01")
    assert are_joined(
        a,
        make("incidents", kind="bombing", place=place("Quetta"), casualties=[lost(20, "civilian")], date="2025-03-01"),
    )


def test_far_places_are_two_incidents_though_numbers_agree(make: Make) -> None:
    a = make("incidents", kind="bombing", place=place("Quetta", lat=30.2, lon=67.0), casualties=[lost(5, "civilian")])
    b = make("incidents", kind="bombing", place=place("Peshawar", lat=34.0, lon=71.6), casualties=[lost(5, "civilian")])
    link = compare_incidents(a, b)
    assert link is not None
    assert link.relation == "different", "or a third report without a place would make one of them"


def test_an_incident_of_one_name_is_one_however_late_it_is_told(make: Make) -> None:
    a = make("incidents", name="the Riverbank attack", date="2025-03-01", casualties=[lost(26, "civilian")])
    b = make("incidents", "2025-04-20", name="Riverbank massacre", casualties=[lost(26, "civilian")])
    assert are_joined(a, b)
    assert incident_window(b) is None, "the days of its telling must not keep it out of the old incident's case"


def test_an_incident_of_one_name_on_another_day_is_another(make: Make) -> None:
    a = make("incidents", name="the Riverbank attack", date="2025-03-01", casualties=[lost(26, "civilian")])
    b = make("incidents", "2025-04-20", name="Riverbank attack", date="2025-04-19", casualties=[lost(26, "civilian")])
    assert not are_joined(a, b)


def test_what_answers_an_attack_is_not_that_attack_though_called_after_it(make: Make) -> None:
    a = make("incidents", name="Quetta attack", place=place("Quetta"), date="2025-03-01")
    b = make("incidents", "2025-03-02", kind="air strike", name="Quetta attack", place=place("Multan"))
    assert not are_joined(a, b)
    assert are_joined(a, make("incidents", "2025-03-02", name="Quetta attack", place=place("Quetta")))


def test_soldiers_are_not_villagers_though_numbers_agree(make: Make) -> None:
    a = make("incidents", kind="bombing", casualties=[lost(13, "security")], title="Thirteen dead in blast at market")
    b = make("incidents", kind="bombing", casualties=[lost(13, "civilian")], title="Thirteen dead in blast at market")
    assert not are_joined(a, b)


def test_an_attack_told_of_some_day_of_the_month_meets_the_one_of_its_number(make: Make) -> None:
    day = make("incidents", kind="bombing", place=place("Bannu"), date="2025-03-04", casualties=[lost(18, "civilian")])
    some = make(
        "incidents",
        "2025-03-20",
        kind="bombing",
        place=place("Bannu"),
        date="2025-03-01/2025-03-20",
        casualties=[lost(18, "civilian")],
    )
    assert are_joined(day, some)
    assert are_joined(some, day)


def test_a_large_toll_dated_on_its_reports_day_meets_the_day_before_last(make: Make) -> None:
    a = make("incidents", "2025-03-07", date="2025-03-04", kind="bombing", casualties=[lost(40, "civilian")])
    b = make(
        "incidents",
        "2025-03-08",
        date="2025-03-08",
        kind="bombing",
        casualties=[lost(40, "civilian"), lost(90, "civilian", "injured")],
    )
    link = compare_incidents(a, b)
    assert link is not None
    assert set(meet_incident(b)) & set(block_incident(a))


def test_a_large_undated_incident_may_lie_a_week_back(make: Make) -> None:
    assert incident_window(make("incidents", "2025-03-09", casualties=[lost(40, "civilian")])) == (
        "2025-03-02",
        "2025-03-09",
    )
    assert incident_window(make("incidents", "2025-03-09", casualties=[lost(2)])) == ("2025-03-06", "2025-03-09")
