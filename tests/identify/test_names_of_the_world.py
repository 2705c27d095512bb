"""Names, posts and sides as the world's press writes them: titles that are names, names that are words, posts that are
written with hyphens, behind commas, or for one state only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.model.cast import Cast, Reference

Casts = Callable[..., Cast]


@pytest.mark.parametrize(
    ("text", "name", "side", "office"),
    [
        ("President-elect Tomas Varga of Hungary spoke.", "Tomas Varga", "HUN", "President-elect"),
        ("UNRWA Commissioner-General Philip Lazar spoke.", "Philip Lazar", "UNRWA", "Commissioner-General"),
        ("The UN Under-Secretary-General Rosa Dicarlo spoke.", "Rosa Dicarlo", "UN", "Under-Secretary-General"),
        ("Pakistan's Foreign Minister, Senator Akbar Dar left.", "Akbar Dar", "PAK", "Foreign Minister"),
        ("Saudi Minister of Energy Prince Turki bin Fahd spoke.", "Turki bin Fahd", "SAU", "Minister of Energy"),
        ("The Amir of Kuwait Sheikh Salem Al-Sabah spoke.", "Salem Al-Sabah", "KWT", "Amir"),
        ("Afghan Foreign Minister Amir Khan Muttaqi spoke.", "Amir Khan Muttaqi", "AFG", "Foreign Minister"),
        ("Israeli Defence Minister Israel Katz spoke.", "Israel Katz", "ISR", "Defence Minister"),
        ("US Vice President JD Vance spoke.", "JD Vance", "USA", "Vice President"),
        ("Vietnam's President To Lam spoke.", "To Lam", "VNM", "President"),
        ("North Korean leader Kim Jong-un spoke.", "Kim Jong-un", "PRK", "leader"),
        ("Malaysian Prime Minister Dato' Seri Anwar Ibrahim spoke.", "Anwar Ibrahim", "MYS", "Prime Minister"),
        ("Saudi officer Khalifa bin Hamad bin Khalifa Al Thani spoke.", "Khalifa bin Hamad bin Khalifa Al Thani",
         "SAU", "officer"),
        ("Taoiseach Micheál Martin spoke in Beirut.", "Micheál Martin", "IRL", "Taoiseach"),
        ("Pope Gregory spoke in India of peace in India.", "Gregory", "VAT", "Pope"),
        ("Knesset Speaker Amir Ohana spoke in Doha.", "Amir Ohana", "ISR", "Knesset Speaker"),
        ("Lower Saxony's premier Stefan Weil spoke in Belgrade.", "Stefan Weil", "DEU", "Lower Saxony's premier"),
        ("Turkish spokesman, Ambassador Selim Kaya, spoke.", "Selim Kaya", "TUR", "spokesman"),
        ("Chief Justice Yahya Afridi spoke in Pakistan.", "Yahya Afridi", "PAK", "Chief Justice"),
        ("The head of Israel's military, General Eyal Halevi, left.", "Eyal Halevi", "ISR",
         "head of Israel's military"),
        ("Britain's Minister for Europe Owen Treharne left.", "Owen Treharne", "GBR", "Minister for Europe"),
        ("Special Assistant to Prime Minister Tariq Fatemi left Pakistan.", "Tariq Fatemi", "PAK",
         "Special Assistant to Prime Minister"),
        ("Kremlin spokesman Pavel Orlov spoke.", "Pavel Orlov", "RUS", "Kremlin spokesman"),
        ("US Sen. Chris Doyle spoke.", "Chris Doyle", "USA", "Sen."),
    ],
)  # fmt: skip
def test_name_side_and_post(cast: Casts, text: str, name: str, side: str, office: str) -> None:
    found = {a.name: (min(a.sides, default=None), a.office) for a in cast(text).actors if a.kind == "person"}
    assert found.get(name) == (side, office), found


def _sides(cast: Cast) -> dict[str, str | None]:
    return {a.name: min(a.sides, default=None) for a in cast.actors if a.kind == "person"}


def test_a_companion_acts_for_whom_he_accompanies(cast: Casts) -> None:
    text = (
        "The Prime Minister of Malaysia, Anwar Ibrahim, visited India. "
        "Prime Minister Ibrahim was accompanied by the Minister of Trade, Zafrul Aziz."
    )
    assert _sides(cast(text, "Ministry of External Affairs India"))["Zafrul Aziz"] == "MYS"


def test_the_head_of_a_delegation_acts_for_its_country(cast: Casts) -> None:
    text = "Secretary Ali Khan led Pakistan, while the Italian delegation was headed by Secretary General Marco Riva."
    assert _sides(cast(text, "APP"))["Marco Riva"] == "ITA"


def test_posts_on_an_organisations_page_are_its_own(cast: Casts) -> None:
    text = "The Supreme Allied Commander Europe, General Alan Smith, said allies would defend Estonia. He left."
    assert _sides(cast(text, "NATO"))["Alan Smith"] == "NATO"


def test_a_governments_page_is_at_home_whatever_it_speaks_of(cast: Casts) -> None:
    text = "The Spokesperson, Anna Bruce, said Kenya and Nairobi matter. Kenyan forces lead; Kenya leads."
    assert _sides(cast(text, "U.S. Department of State"))["Anna Bruce"] == "USA"


def test_a_counterpart_has_the_post_of_whom_he_meets(cast: Casts) -> None:
    text = (
        "President Vladimir Putin was in Minsk. "
        "Turkish Foreign Minister Hakan Fidan met his Gabonese counterpart Régis Ndiaye."
    )
    found = {a.name: a.office for a in cast(text).actors if a.kind == "person"}
    assert found["Régis Ndiaye"] == "Foreign Minister"


def test_a_post_told_later_is_the_persons(cast: Casts) -> None:
    text = "Donald Trump left Paris on Monday. The US president said he was tired."
    found = {a.name: a.office for a in cast(text).actors if a.kind == "person"}
    assert found == {"Donald Trump": "president"}


def test_father_and_son_are_two_persons(cast: Casts) -> None:
    text = (
        "King Salman bin Abdulaziz Al Saud spoke, and so did his son, Crown Prince Mohammed bin Salman bin Abdulaziz "
        "Al Saud. Both rule Saudi Arabia."
    )
    assert len(_sides(cast(text))) == 2


def test_an_alias_is_no_second_person(cast: Casts) -> None:
    text = "Police in Pakistan arrested Salam Khan alias Rizwan on Monday."
    assert list(_sides(cast(text))) == ["Salam Khan"]


def test_the_council_is_the_organisations_whose_page_it_is(stands_for: Callable[..., list[Reference]]) -> None:
    text = "Oman hosted the session. The Council condemned the attack."
    (reference,) = stands_for(text, "Council", "GCC Secretariat General")
    assert reference.sides == frozenset({"GCC"})


@pytest.mark.parametrize(
    "text",
    [
        "The Pak-US trade grew.", "They met in the West Bank in May.", "He spoke in the Oval Office.",
        "Major General Ali Khan came.", "Police in the Choteer area left.",
        "He ran to the Karak police station.",
    ],
)  # fmt: skip
def test_no_body(cast: Casts, text: str) -> None:
    assert [a.name for a in cast(text).actors if a.kind == "body" and a.name != "Police"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The PML-N leader spoke in Pakistan.", "PML-N"),
        ("The Royal Navy of Oman sailed.", "Royal Navy of Oman"),
        ("The PM Office Media Wing said so.", "PM Office Media Wing"),
        ("The Inter-Services Public Relations (ISPR) said so.", "Inter-Services Public Relations"),
    ],
)
def test_body(cast: Casts, text: str, name: str) -> None:
    assert name in [a.name for a in cast(text).actors if a.kind == "body"]
