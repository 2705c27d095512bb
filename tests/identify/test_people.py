"""People: full name, office as written, side; what is no person; two names of one person and one name of two."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.model.cast import Actor, Cast

Casts = Callable[..., Cast]


def people(cast: Cast) -> dict[str, tuple[str | None, str | None]]:
    """Return side and office by name."""
    return {a.name: (min(a.sides, default=None), a.office) for a in cast.actors if a.kind == "person"}


@pytest.mark.parametrize(
    ("text", "name", "side", "office"),
    [
        ("Chinese Foreign Minister Wang Yi left for Doha.", "Wang Yi", "CHN", "Foreign Minister"),
        (
            "Pakistan's Federal Minister for Interior Mohsin Naqvi spoke.",
            "Mohsin Naqvi",
            "PAK",
            "Federal Minister for Interior",
        ),
        (
            "Minister of Foreign Affairs of Hungary Péter Szijjártó came.",
            "Péter Szijjártó",
            "HUN",
            "Minister of Foreign Affairs",
        ),
        (
            "The envoy thanked Asim Khan, Pakistan's permanent envoy to the UN, for it.",
            "Asim Khan",
            "PAK",
            "permanent envoy to the UN",
        ),
        ("Prime Minister of the Italian Republic Mario Draghi called.", "Mario Draghi", "ITA", "Prime Minister"),
        ("US Secretary of State Marco Rubio arrived.", "Marco Rubio", "USA", "Secretary of State"),
        ("The IMF's Managing Director Kristalina Georgieva spoke.", "Kristalina Georgieva", "IMF", "Managing Director"),
        ("Kenyan President William Ruto, on a visit, praised it.", "William Ruto", "KEN", "President"),
        (
            "Head of the Office of the President of Ukraine Andriy Yermak spoke.",
            "Andriy Yermak",
            "UKR",
            "Head of the Office of the President",
        ),
        ("Saudi Crown Prince Mohammed bin Salman hosted a dinner.", "Mohammed bin Salman", "SAU", "Crown Prince"),
        ("Iraqi DPM/FM Fuad Hussein arrived.", "Fuad Hussein", "IRQ", "DPM/FM"),
    ],
)
def test_name_office_and_side_are_told_apart(cast: Casts, text: str, name: str, side: str, office: str) -> None:
    assert people(cast(text)).get(name) == (side, office)


@pytest.mark.parametrize(
    "name",
    [
        "Xi Jinping",
        "Wang Yi",
        "Khawaja Asif",
        "Anwar-ul-Haq Kakar",
        "Ursula von der Leyen",
        "Natalie A. Baker",
        "Ban Ki-moon",
        "Fahad bin Sulaiman Al Kharusi",
    ],
)
def test_names_of_any_build_are_kept_whole(cast: Casts, name: str) -> None:
    assert name in people(cast(f"The meeting in Geneva was opened by Mr {name} on Monday."))


@pytest.mark.parametrize(
    "text",
    [
        "The wounded were taken to Jinnah Hospital.",
        "The General Assembly will vote on Monday.",
        "Security forces searched the Mir Ali area.",
        "He was the chief guest of the evening. The Chief Guest left early.",
        "The report was sent to the DG ISPR.",
    ],
)
def test_names_inside_places_bodies_and_posts_are_no_persons(cast: Casts, text: str) -> None:
    assert people(cast(text)) == {}


def test_title_rank_and_honorific_are_no_part_of_the_name(cast: Casts) -> None:
    text = "Field Marshal Asim Munir met Dr Jane Marriott and Senator Sherry Rehman in Lahore."
    assert list(people(cast(text))) == ["Asim Munir", "Jane Marriott", "Sherry Rehman"]


def test_a_rank_alone_is_no_office(cast: Casts) -> None:
    assert people(cast("Pakistan's army said General Sahir Mirza had left."))["Sahir Mirza"][1] is None


def test_spelling_and_short_forms_are_one_person(cast: Casts) -> None:
    text = "Former premier Anwar ul Haq Kakar spoke. Kakkar left at noon. Mr Kakar had no comment."
    (actor,) = [a for a in cast(text).actors if a.kind == "person"]
    assert actor.name == "Anwar ul Haq Kakar" and len(actor.mentions) == 3


def test_brothers_are_two_persons(cast: Casts) -> None:
    assert len(people(cast("Prime Minister Shehbaz Sharif met Nawaz Sharif in Lahore."))) == 2


def test_a_king_is_not_the_crown_prince_of_the_same_name(cast: Casts) -> None:
    text = "Saudi Crown Prince Mohammed bin Salman spoke for King Salman in Riyadh."
    assert {"Mohammed bin Salman", "Salman"} <= set(people(cast(text)))


def test_counterpart_has_the_post_of_the_other(cast: Casts) -> None:
    text = "Indian Prime Minister Narendra Modi called his Danish counterpart Mette Frederiksen."
    assert people(cast(text))["Mette Frederiksen"] == ("DNK", "Prime Minister")


def test_a_plural_post_is_given_to_each_of_a_list(cast: Casts) -> None:
    text = "ISLAMABAD: Federal ministers Ahsan Iqbal, Ahad Cheema and Shaza Fatima were there."
    offices = [office for _, office in people(cast(text)).values()]
    assert len(offices) == 3 and all(offices)


def test_domestic_posts_are_the_home_sides(cast: Casts) -> None:
    text = "ISLAMABAD: Interior Minister Mohsin Raza and Chinese envoy Jiang Bo met on Monday."
    found = people(cast(text, "Dawn"))
    assert found["Mohsin Raza"][0] == "PAK" and found["Jiang Bo"][0] == "CHN"


def test_a_private_person_acts_for_nobody(cast: Casts) -> None:
    text = "ANKARA: Police said the victim, identified as Kemal Aydin, was a shopkeeper in Turkey."
    assert people(cast(text)).get("Kemal Aydin", (None, None))[0] is None


def test_mentions_lie_at_the_name(cast: Casts) -> None:
    def first(actor: Actor) -> int:
        return actor.mentions[0][0]

    found = [a for a in cast("German Chancellor Olaf Scholz met Emmanuel Macron.").actors if a.kind == "person"]
    assert found == sorted(found, key=first) and len(found) == 2
