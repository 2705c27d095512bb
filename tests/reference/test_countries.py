"""Countries and organisations by the words that name them."""

from __future__ import annotations

import pytest

from communique.reference.countries import CAPITALS, COUNTRIES, NAMINGS, find_country, find_naming
from communique.reference.organisations import ORGANISATIONS, find_organisation


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the United States", "USA"), ("US", "USA"), ("U.S.", "USA"), ("America’s", "USA"), ("UK", "GBR"),
        ("Britons", "GBR"), ("Türkiye", "TUR"), ("Turkey", "TUR"), ("TURKEY", "TUR"), ("Emirati", "ARE"),
        ("the Emirates", "ARE"), ("DPRK", "PRK"), ("Palestinian", "PSE"), ("Czechia", "CZE"), ("Ivory Coast", "CIV"),
        ("Pakistanis", "PAK"), ("Pak", "PAK"), ("Sino", "CHN"), ("Indo", "IND"), ("Russo", "RUS"), ("Delhi", "IND"),
        ("the Kremlin", "RUS"), ("White House", "USA"), ("Downing Street", "GBR"), ("Taliban", "AFG"),
        ("Kosovo", "XKX"),
    ],
)  # fmt: skip
def test_words_name_their_country(words: str, code: str) -> None:
    country = find_country(words)
    assert country is not None and country.code == code


@pytest.mark.parametrize("words", ["us", "polish", "turkey", "Brussels", "IN", "Latin American", "", "Male"])
def test_other_words_name_none(words: str) -> None:
    assert find_country(words) is None


def test_capital_is_told_from_country_and_from_government() -> None:
    uses = {
        words: naming.use for words in ("Islamabad", "Kremlin", "Pakistan", "Chinese") if (naming := find_naming(words))
    }
    assert uses == {"Islamabad": "capital", "Kremlin": "government", "Pakistan": "name", "Chinese": "adjective"}
    assert CAPITALS["Brussels"].code == "BEL"


def test_every_country_has_codes_and_a_name_that_finds_it() -> None:
    assert len(COUNTRIES) == 250
    for country in COUNTRIES.values():
        assert len(country.code) == len(country.cameo) == 3 and len(country.alpha2) == 2
        found = find_country(country.name)
        assert found is country
    assert all(words == words.strip() for words in NAMINGS)


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        ("Shanghai Cooperation Organisation", "SCO", "organisation"), ("the UN Security Council", "UN", "organisation"),
        ("Brussels", "EU", "organisation"), ("World Bank", "WB", "organisation"), ("G20", "G20", "forum"),
        ("Tehreek-e-Taliban Pakistan", "TTP", "armed group"), ("ISIS", "IS", "armed group"),
        ("Hezbollah’s", "Hezbollah", "armed group"), ("the Rapid Support Forces", "RSF", "armed group"),
    ],
)  # fmt: skip
def test_words_name_their_organisation(words: str, code: str, kind: str) -> None:
    organisation = find_organisation(words)
    assert organisation is not None and (organisation.code, organisation.kind) == (code, kind)


def test_every_organisation_is_found_by_its_own_words() -> None:
    for organisation in ORGANISATIONS.values():
        for words in (*organisation.names, *organisation.acronyms):
            assert find_organisation(words) is not None, words
    assert find_organisation("Taliban") is None
