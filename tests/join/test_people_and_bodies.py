"""Who is one person or body over reports and spellings, and who is not."""

from __future__ import annotations

import pytest

from communique.join.bodies import block_body, compare_bodies, meet_body
from communique.join.people import block_person, compare_people, meet_person
from communique.model.claim import Claim
from communique.register.cases import JOIN_SCORE
from tests.join.conftest import Make


def are_joined(a: Claim, b: Claim) -> bool:
    compare, meet, block = (
        (compare_people, meet_person, block_person) if a.kind == "people" else (compare_bodies, meet_body, block_body)
    )
    link = compare(a, b)
    joined = link is not None and link.relation == "same" and link.score >= JOIN_SCORE
    if joined:
        assert set(meet(b)) & set(block(a)), "likely ones must meet, or they are never compared"
        assert set(meet(a)) & set(block(b)), "whichever comes first"
    return joined


@pytest.mark.parametrize(
    ("one", "two", "country"),
    [
        ("Anwar-ul-Haq Kakar", "Anwaar ul Haq Kakar", "PAK"),
        ("Natalie Baker", "Natalie A. Baker", "USA"),
        ("Shehbaz Sharif", "Mian Muhammad Shehbaz Sharif", "PAK"),
        ("S. Jaishankar", "Subrahmanyam Jaishankar", "IND"),
        ("Abdul Qadir Patel", "Abdulqadir Patel", "PAK"),
        ("H E Wang Yi", "Wang Yi", "CHN"),
        ("Naeemur Rehman", "Naeem ur Rehman", "PAK"),
    ],
)
def test_spellings_and_short_forms_of_one_name_are_one_person(make: Make, one: str, two: str, country: str) -> None:
    assert are_joined(make("people", name=one, country=country), make("people", name=two, country=country))


@pytest.mark.parametrize(
    ("one", "two", "country"),
    [
        ("Nawaz Sharif", "Maryam Nawaz Sharif", "PAK"),
        ("Mansoor Khan", "Manzoor Khan", "PAK"),
        ("Wang Yi", "Wang Ye", "CHN"),
        ("Li Jinping", "Li Jinpeng", "CHN"),
        ("S. Shah", "Samir Ali Shah", "PAK"),
        ("Zubair Ahmed", "Nadeem Ahmed", "PAK"),
        ("Kakar", "Anwar Kakar", "PAK"),
        ("Khaled bin Mohamed bin Rashid Al Noor", "Mohamed bin Rashid Al Noor", "ARE"),
        ("Mohammed bin Salman", "Mohammad Salman", "SAU"),
        ("Zafar Ali Wattoo", "Ali Zafar", "PAK"),
        ("Aftab Khan", "Aftab Ahmad Khan Sherwani", "PAK"),
        ("Riaz Ahmed", "Riaz Ahmed Sheikh", "PAK"),
        ("Qaiser Abbas", "Qaisar Abbas", "PAK"),
    ],
)
def test_names_that_differ_are_two_persons(make: Make, one: str, two: str, country: str) -> None:
    assert not are_joined(make("people", name=one, country=country), make("people", name=two, country=country))


def test_one_name_in_two_countries_is_two_persons(make: Make) -> None:
    assert not are_joined(
        make("people", name="Ali Reza Demir", country="TUR"), make("people", name="Ali Reza Demir", country="IRN")
    )


def test_a_common_name_with_two_offices_in_one_year_is_two_persons(make: Make) -> None:
    one = make("people", name="Nazir Ahmed", country="PAK", office="Chairman of the Accountability Bureau")
    two = make("people", "2025-05-01", name="Nazir Ahmed", country="PAK", office="police constable")
    link = compare_people(one, two)
    assert link is not None
    assert link.relation == "different"


def test_an_office_in_common_tells_who_a_common_short_name_is(make: Make) -> None:
    assert are_joined(
        make("people", name="Jam Kamal", country="PAK", office="Commerce Minister"),
        make("people", name="Jam Kamal Khan", country="PAK", office="Federal Minister for Commerce"),
    )


def test_a_role_in_a_party_tells_nobody_apart(make: Make) -> None:
    link = compare_people(
        make("people", name="Imran Ashraf", country="PAK", office="founder of the party"),
        make("people", name="Imran Ashraf", country="PAK", office="former prime minister"),
    )
    assert link is not None
    assert link.relation == "same"


def test_a_name_keeps_its_person_through_a_new_office(make: Make) -> None:
    one = make("people", "2023-01-10", name="Ishaq Dar", country="PAK", office="Finance Minister")
    two = make("people", "2025-05-01", name="Ishaq Dar", country="PAK", office="Foreign Minister")
    assert are_joined(one, two)


def test_offices_that_share_only_a_rank_do_not_agree(make: Make) -> None:
    one = make("people", name="Tahir Mehmood Rana", country="PAK", office="Minister for Power")
    two = make("people", name="Tahir Mahmood", country="PAK", office="Minister for Sports")
    bare = compare_people(one, two)
    same = compare_people(one, make("people", name="Tahir Mahmood", country="PAK", office="Power Minister"))
    assert bare is not None
    assert same is not None
    assert bare.score < same.score


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"name": "FIA", "country": "PAK"}, {"name": "Federal Investigation Agency", "country": "PAK"}),
        ({"name": "FIA"}, {"name": "Federal Investigation Agency", "acronym": "FIA"}),
        ({"name": "KP Police"}, {"name": "Khyber Pakhtunkhwa Police"}),
        ({"name": "World Health Organization"}, {"name": "World Health Organisation"}),
        ({"name": "Frontier Corps", "acronym": "FC"}, {"name": "Four Frontier Corps", "acronym": "FC"}),
        ({"name": "IPP"}, {"name": "Independent Power Producers", "acronym": "IPPs"}),
    ],
)
def test_acronyms_and_spellings_of_one_body_are_one(make: Make, one: dict[str, str], two: dict[str, str]) -> None:
    assert are_joined(make("bodies", **one), make("bodies", **two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            {"name": "Hill Division Bar Association", "acronym": "HDBA"},
            {"name": "Harbour District Bar Association", "acronym": "HDBA"},
        ),
        ({"name": "FIA"}, {"name": "Federal Investigation Agency"}),
        ({"name": "PAS"}, {"name": "Port Authority", "acronym": "PA"}),
        ({"name": "Press Wing of the World Health Organisation", "acronym": "WHO"}, {"name": "WHO"}),
        ({"name": "Ministry of Defence", "country": "CHN"}, {"name": "Ministry of Defence", "country": "PAK"}),
    ],
)
def test_initials_alone_and_another_country_make_no_body_one(
    make: Make, one: dict[str, str], two: dict[str, str]
) -> None:
    assert not are_joined(make("bodies", **one), make("bodies", **two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"name": "Northern Bar Council"}, {"name": "Northern Business Council"}),
        ({"name": "Seed Board"}, {"name": "Sindh Seed Board"}),
        ({"name": "National Party", "country": "GBR"}, {"name": "National Party", "country": "BGD"}),
    ],
    ids=["another word", "the board of a province", "another country"],
)
def test_two_bodies_of_one_acronym_are_kept_apart(make: Make, one: dict[str, str], two: dict[str, str]) -> None:
    link = compare_bodies(make("bodies", acronym="NBC", **one), make("bodies", acronym="NBC", **two))
    assert link is not None
    assert link.relation == "different"
