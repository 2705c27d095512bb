"""The home side: whose "interior minister" a report means."""

from __future__ import annotations

import pytest

from communique.identify.home import dateline_side, outlet_side
from communique.languages import LANGUAGES


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
