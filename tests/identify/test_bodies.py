"""Bodies: full names, acronyms in brackets and alone, armed groups, programmes, forums; what is no body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.model.cast import Actor, Cast

Casts = Callable[..., Cast]


def bodies(cast: Cast) -> dict[str, Actor]:
    return {a.name: a for a in cast.actors if a.kind == "body"}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "He visited the Ministry of Climate Change and Environmental Coordination.",
            "Ministry of Climate Change and Environmental Coordination",
            "ministry",
        ),
        ("The Ethiopian Investment Commission approved it.", "Ethiopian Investment Commission", "organisation"),
        ("They spoke of the Belt and Road Initiative at length.", "Belt and Road Initiative", "programme"),
        ("India suspended the Indus Waters Treaty last year.", "Indus Waters Treaty", "agreement"),
        ("The army launched Operation Iron Shield on Monday.", "Operation Iron Shield", "operation"),
        ("The Antalya Diplomacy Forum opened.", "Antalya Diplomacy Forum", "forum"),
        ("The interior ministry denied it.", "interior ministry", "ministry"),
        ("The New York Police Department was called.", "New York Police Department", "ministry"),
        ("Officials of the Pakistan Ministry of Commerce agreed.", "Ministry of Commerce", "ministry"),
    ],
)
def test_named_bodies_are_found_with_their_kind(cast: Casts, text: str, name: str, kind: str) -> None:
    found = bodies(cast(text))
    assert name in found and found[name].body_kind == kind


def test_acronym_in_brackets_and_alone_is_the_same_body(cast: Casts) -> None:
    text = "The Nigerian Export Promotion Council (NEPC) met traders. The NEPC will open offices."
    (body,) = bodies(cast(text)).values()
    assert body.acronym == "NEPC" and len(body.mentions) == 3


def test_a_body_belongs_to_the_country_in_its_name(cast: Casts) -> None:
    assert bodies(cast("The Bangladesh Navy sent a ship."))["Bangladesh Navy"].sides == {"BGD"}


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said nothing.",
        "Pakistan and China signed a deal.",
        "He arrived in Karachi.",
        "The two signed a Memorandum of Understanding.",
        "He spoke in Khyber Pakhtunkhwa on Monday.",
        "They toured the Bannu Cantonment and the Barech Market.",
        "The award was the Hilal-i-Imtiaz, the hill was Jabl-i-Noor.",
        "The SOPs and SDGs were discussed in Brussels.",
    ],
)
def test_countries_places_and_bare_nouns_are_no_bodies(cast: Casts, text: str) -> None:
    assert bodies(cast(text)) == {}


def test_the_outlet_itself_is_no_body(cast: Casts) -> None:
    text = "Officials told Dawn that the plan had failed. The Asian Development Bank agreed."
    assert list(bodies(cast(text, "Dawn"))) == ["Asian Development Bank"]
