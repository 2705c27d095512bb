"""The home side: whose "interior minister" a report means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.identify.home import dateline_side, find_voice, outlet_side
from communique.languages import LANGUAGES
from communique.pipeline import CodedReport


@pytest.mark.parametrize(
    ("outlet", "url", "side"),
    [
        ("Dawn", None, "PAK"),
        ("President of Ukraine", None, "UKR"),
        ("Associated Press of Pakistan", None, "PAK"),
        ("The Hindu", None, "IND"),
        ("Some Paper", "https://www.somepaper.com.ng/a", "NGA"),
        ("Some Paper", "https://www.example.co.uk/a", "GBR"),
        ("Some Paper", "https://some.paper.tv/a", None),
        (None, None, None),
    ],
)
def test_outlet_tells_its_country(outlet: str | None, url: str | None, side: str | None) -> None:
    assert outlet_side(outlet, url, LANGUAGES["en"]) == side


@pytest.mark.parametrize(
    ("opening", "side"),
    [
        ("COLOMBO: The court", "LKA"),
        ("NEW DELHI, June 3 -", "IND"),
        ("The minister in Rome", None),
        ("LAHORE: He", None),
    ],
)
def test_dateline_tells_its_country_when_it_is_a_capital(opening: str, side: str | None) -> None:
    assert dateline_side(opening) == side


@pytest.mark.parametrize(
    ("outlet", "voice"),
    [
        ("UN News", "UN"),
        ("International Monetary Fund", "IMF"),
        ("Foreign, Commonwealth & Development Office", None),
        ("Radio Pakistan", None),
        (None, None),
    ],
)
def test_an_organisations_own_page_speaks_for_it(outlet: str | None, voice: str | None) -> None:
    assert find_voice(outlet, LANGUAGES["en"]) == voice


def test_a_world_agencys_country_is_not_its_reports(code: Callable[..., CodedReport]) -> None:
    text = "GUAYAQUIL, June 25 - A British envoy was expelled by Interior Minister Carla Paredes on Tuesday."
    people = code(text, outlet="Reuters").records["people"]
    assert [(p.name, p.country) for p in people] == [("Carla Paredes", "ECU")]


def test_we_of_an_organisations_own_page_is_the_organisation(code: Callable[..., CodedReport]) -> None:
    text = "We condemn the attack on the convoy in Sudan."
    statements = code(text, outlet="African Union").records["statements"]
    assert [s.by for s in statements] == [("AU",)]
