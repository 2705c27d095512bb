"""Whose a post is that names no country."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.model.cast import Cast

Casts = Callable[..., Cast]


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("LAHORE: Khaled bin Mohamed, Crown Prince of Abu Dhabi, arrived on Monday.", "Khaled bin Mohamed", "ARE"),
        ("LAHORE: Mayor of Istanbul Ekrem Demir left on Monday.", "Ekrem Demir", "TUR"),
        ("LAHORE: General Cao Xiaojian of the People's Liberation Army left.", "Cao Xiaojian", "CHN"),
        ("A UNDP team was there. It was led by Country Representative Samuel Rizk.", "Samuel Rizk", "UNDP"),
        ("Adviser to the Ministry of Labour, Bangladesh, Dr Sakhawat Hossain came.", "Sakhawat Hossain", "BGD"),
        ("Minister of Trade, the European Union and Cooperation of Spain Ana Ruiz met us.", "Ana Ruiz", "ESP"),
        ("Joint secretary to Nepal's Ministry of Trade Ram Thapa spoke.", "Ram Thapa", "NPL"),
    ],
)
def test_a_post_without_a_country_has_the_side_of_its_town_or_body(
    cast: Casts, text: str, name: str, side: str
) -> None:
    people = {a.name: a.sides for a in cast(text, "Dawn").actors if a.kind == "person"}
    assert people[name] == {side}


def test_the_next_of_a_list_is_no_post_of_the_one_before(cast: Casts) -> None:
    text = "Chairman of the Board Rana Mashhood Khan, the ambassador of Italy, and Senator Ali Zafar attended."
    person = next(a for a in cast(text, "Dawn").actors if a.name == "Rana Mashhood Khan")
    assert "Italy" not in (person.office or "") and person.office


def test_a_nations_institution_is_its_own_whoever_is_blamed(cast: Casts) -> None:
    text = "India blamed for the blast: ISPR\nThe ISPR said India had paid. India is silent. India said no."
    bodies = {a.name: a.sides for a in cast(text).actors if a.kind == "body"}
    assert bodies["ISPR"] == {"PAK"}
