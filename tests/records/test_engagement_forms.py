"""Contact as ministries, presidencies and agencies of the world word it: who, where, how real and for how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]

FORMS = {
    "Chilean President Luis Rojas received credentials from the Ambassador of Finland, Aino Laine.": (
        "meeting held CHL-FIN"
    ),
    "Ghana's President Ama Mensah granted an audience to the Ambassador of Peru, Jose Rivas.": "meeting held GHA-PER",
    "Norwegian Foreign Minister Ida Dahl held an exchange of views with the President of Chile, Luis Rojas.": (
        "meeting held CHL-NOR"
    ),
    "The Kenyan minister Tom Odera and Peru's ambassador, Jose Rivas, held detailed discussions on fishing.": (
        "meeting held KEN-PER"
    ),
    "In a phone call, Kenyan Foreign Minister Tom Odera assured Peruvian Foreign Minister Jose Rivas of support.": (
        "call held KEN-PER"
    ),
    "Norwegian Foreign Minister Ida Dahl, who is in Lima, is expected to be received by Peruvian President Ana Paz.": (
        "meeting planned NOR-PER"
    ),
    "The next round of Kenyan-Peruvian consultations will take place in Quito.": "meeting planned KEN-PER",
    "The fifth Norway-Peru Joint Commission took place on 1 July.": "meeting held NOR-PER",
    "Kenya and Peru will convene the fourth joint committee meeting in Quito.": "meeting planned KEN-PER",
}


def contacts(code: Code, text: str, **metadata: Any) -> set[str]:
    return {f"{e.kind} {e.status} {'-'.join(e.parties)}" for e in code(text, **metadata).records["engagements"]}


@pytest.mark.parametrize(("text", "contact"), FORMS.items())
def test_contact_is_found_in_the_forms_of_many_governments(code: Code, text: str, contact: str) -> None:
    assert contact in contacts(code, text)


def test_what_will_be_visited_and_held_is_planned_as_a_whole(code: Code) -> None:
    found = contacts(
        code, "Kenyan Foreign Minister Tom Odera will visit Lima and hold talks with President Ana Paz of Peru."
    )
    assert found == {"visit planned KEN-PER", "meeting planned KEN-PER"}


def test_talks_with_a_guest_are_the_dateline_s_country_s(code: Code) -> None:
    text = "LIMA, June 8 -- Talks were held with a visiting delegation from the Kenyan parliament. Peru hopes for more."
    assert "meeting held KEN-PER" in contacts(code, text, published="2025-06-09")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Kenyan President Tom Odera arrived in Lima on Monday on a two-day official visit.", "2025-06-09/2025-06-10"),
        (
            "Kenyan President Tom Odera left Lima on Monday after ending a three-day visit to Peru.",
            "2025-06-07/2025-06-09",
        ),
    ],
)
def test_a_visit_of_several_days_has_its_first_and_last_day(code: Code, text: str, date: str) -> None:
    visits = [e for e in code(text, published="2025-06-10").records["engagements"] if e.kind == "visit"]
    assert [e.date for e in visits] == [date]


def test_a_duration_without_a_day_leaves_a_visit_undated(code: Code) -> None:
    (visit,) = code("Kenyan President Tom Odera began a two-day visit to Peru.").records["engagements"]
    assert visit.date is None


def test_those_who_came_on_either_side_took_part(code: Code) -> None:
    text = (
        "Kenyan Foreign Minister Tom Odera held talks with his Peruvian counterpart Jose Rivas in Lima. The talks were"
        " attended by Deputy Minister Ali Otieno on the Kenyan side and by Ambassador Rosa Quispe on the Peruvian side."
    )
    (talks,) = code(text).records["engagements"]
    assert {p.name for p in talks.participants} == {"Tom Odera", "Jose Rivas", "Ali Otieno", "Rosa Quispe"}


def test_a_town_told_beside_its_country_is_the_place(code: Code) -> None:
    text = (
        "Norwegian Foreign Minister Ida Dahl, who is visiting Quito in Ecuador, held a meeting with Jose Rivas,"
        " Foreign Minister of Peru."
    )
    places = {e.kind: e.place.name for e in code(text).records["engagements"] if e.place}
    assert places["meeting"] == "Quito"


def test_another_man_s_trip_is_not_where_somebody_met(code: Code) -> None:
    text = (
        "Kenyan Foreign Minister Tom Odera travelled to Lima. Kenyan Interior Minister Ali Otieno met Norwegian"
        " Ambassador Ida Dahl."
    )
    (meeting,) = [e for e in code(text).records["engagements"] if e.kind == "meeting"]
    assert meeting.place is None


def test_an_ocean_is_no_town(code: Code) -> None:
    assert not contacts(code, "Norwegian Foreign Minister Ida Dahl began her third visit to the Pacific.")
