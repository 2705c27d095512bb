"""Which bearer of a name a report means."""

from __future__ import annotations

import pytest

from communique.resolve.places import get_place


@pytest.mark.parametrize(
    ("name", "countries", "expected"),
    [
        ("Kohistan", ["PAK"], "PAK"),
        ("Kohistan", ["AFG"], "AFG"),
        ("Kashmir", ["PAK", "IND"], "PAK"),
        ("Kashmir", ["IND"], "IND"),
        ("Punjab", ["PAK"], "PAK"),
        ("Punjab", ["IND"], "IND"),
        ("Georgia", [], "GEO"),
        ("Georgia", ["USA", "GEO"], "GEO"),
        ("Georgia", ["USA"], "USA"),
        ("Hyderabad", ["PAK", "IND"], "PAK"),
        ("Hyderabad", ["IND"], "IND"),
        ("Rafah", ["EGY"], "EGY"),
        ("Rafah", ["ISR"], "PSE"),
        ("Gaza", ["ISR"], "PSE"),
        ("Moscow", ["USA"], "RUS"),
        ("Geneva", ["USA", "IRN"], "CHE"),
        ("London", ["CAN"], "GBR"),
        ("Tripoli", ["LBN"], "LBN"),
        ("Tripoli", [], "LBY"),
        ("KP", ["PAK"], "PAK"),
        ("Crimea", ["RUS"], "UKR"),
        ("New York", ["PAK"], "USA"),
        ("Brussels", ["FRA"], "BEL"),
        ("the Netherlands", [], "NLD"),
    ],
)
def test_country_context_decides(name: str, countries: list[str], expected: str) -> None:
    assert get_place(name, countries).country == expected


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Washington", 38.9, -77.0),
        ("Dasu", 35.3, 73.3),
        ("Gilgit", 35.9, 74.3),
        ("Gwadar", 25.1, 62.3),
        ("Mir Ali", 33.0, 70.3),
        ("Dera Ismail Khan", 31.8, 70.9),
        ("Qingdao", 36.1, 120.4),
        ("Samarkand", 39.7, 67.0),
        ("The Hague", 52.1, 4.3),
        ("Kiev", 50.5, 30.5),
        ("central Kyiv", 50.5, 30.5),
        ("Chilas, Gilgit-Baltistan", 35.4, 74.1),
        ("N’Djamena", 12.1, 15.0),
    ],
)
def test_towns_have_coordinates(name: str, lat: float, lon: float) -> None:
    place = get_place(name, ["PAK"])
    assert place.name == name
    assert place.lat == pytest.approx(lat, abs=0.06) and place.lon == pytest.approx(lon, abs=0.06)


@pytest.mark.parametrize(
    "name", ["Pakistan", "Sindh", "Donbas", "West Bank", "Balochistan", "North Waziristan", "Tirah"]
)
def test_country_and_region_have_no_point(name: str) -> None:
    place = get_place(name)
    assert place.country is not None and place.lat is None and place.lon is None


@pytest.mark.parametrize("name", ["Red Sea", "Kashmir", "Zzyzzyx Heights", ""])
def test_place_of_no_or_an_unknown_country_keeps_its_name(name: str) -> None:
    place = get_place(name)
    assert (place.name, place.country, place.lat) == (name, None, None)
