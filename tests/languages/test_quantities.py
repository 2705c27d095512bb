"""Amounts in running text are read with the value, unit and qualifier that the words say, at exact offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.languages import LANGUAGES
from communique.languages.quantities import Quantity, find_quantities, load_currencies

ENGLISH = LANGUAGES["en"]


def read(text: str, *sides: str) -> list[Quantity]:
    return find_quantities(text, ENGLISH, sides)


def only(text: str, *sides: str) -> Quantity:
    (quantity,) = read(text, *sides)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("USD11 billion", 11e9, "USD"),
        ("USD 60 billion", 60e9, "USD"),
        ("Rs1.5 trillion", 1.5e12, "PKR"),
        ("Rs. 12.49 billion", 12.49e9, "PKR"),
        ("$2.3 bn", 2.3e9, "USD"),
        ("$54.92m", 54.92e6, "USD"),
        ("US$5 million", 5e6, "USD"),
        ("350 billion yuan", 350e9, "CNY"),
        ("RMB 30 million", 30e6, "CNY"),
        ("1.7 million euros", 1.7e6, "EUR"),
        ("€3bn", 3e9, "EUR"),
        ("£20", 20, "GBP"),
        ("2 lakh crore rupees", 2e12, "PKR"),
        ("12,34,567 rupees", 1234567, "PKR"),
        ("5 million Indian rupees", 5e6, "INR"),
        ("Dh50m", 50e6, "AED"),
        ("300 million Saudi riyals", 300e6, "SAR"),
        ("90 billion roubles", 90e9, "RUB"),
        ("40 million hryvnia", 40e6, "UAH"),
        ("2 trillion won", 2e12, "KRW"),
        ("R500 million", 500e6, "ZAR"),
        ("half a million dollars", 500000, "USD"),
        ("43 percent", 43, "percent"),
        ("22pc", 22, "percent"),
        ("45 per cent", 45, "percent"),
        ("17.8%", 17.8, "percent"),
        ("twenty-one", 21, None),
        ("a dozen", 12, None),
        ("two dozen", 24, None),
        ("dozens", 12, None),
        ("a hundred", 100, None),
        ("one hundred and five", 105, None),
        ("twenty two thousand", 22000, None),
        ("one and a half million", 1.5e6, None),
        ("59,775", 59775, None),
        ("1.234.567", 1234567, None),
        ("2.2m", 2.2e6, None),
        ("6 crore", 6e7, None),
    ],
)
def test_amount_is_read_whole(text: str, value: float, unit: str | None) -> None:
    quantity = only(f"It was {text}, they said.")
    assert (quantity.value, quantity.unit) == (value, unit)
    assert f"It was {text}, they said."[quantity.start : quantity.end] == text


def test_money_and_its_conversion_are_two_amounts() -> None:
    first, second = read("a fund of 350 billion yuan (USD 47.9 billion)")
    assert (first.value, first.unit, second.value, second.unit) == (350e9, "CNY", 47.9e9, "USD")


def test_each_is_not_doubled() -> None:
    assert [q.value for q in read("two banks will each lend 350 billion yuan")] == [2, 350e9]


QUALIFIERS = {
    "at least": ["at least", "no fewer than", "no less than"],
    "about": ["about", "nearly", "around", "some", "an estimated"],
    "up to": ["up to", "as many as"],
    "more than": ["more than", "over", "in excess of"],
}


@pytest.mark.parametrize(("words", "qualifier"), [(w, q) for q, words in QUALIFIERS.items() for w in words])
def test_qualifier_is_one_of_the_codebooks_four(words: str, qualifier: str) -> None:
    text = f"He saw {words} 40 boats."
    quantity = only(text)
    assert (quantity.qualifier, quantity.value) == (qualifier, 40)
    assert text[quantity.start : quantity.number].strip() == words


def test_qualifier_may_follow_the_number() -> None:
    assert only("500 or more boats").qualifier == "at least"
    assert only("some 100-odd boats").qualifier == "about"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10-15 boats", 10, 15, None),
        ("$10–15 billion a year", 10e9, 15e9, "USD"),
        ("Rs8,000 to Rs12,000", 8000, 12000, "PKR"),
        ("10 to 15 per cent", 10, 15, "percent"),
        ("between 300 and 400 boats", 300, 400, None),
    ],
)
def test_range_is_one_amount_with_two_ends(text: str, low: float, high: float, unit: str | None) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.high, quantity.unit) == (low, high, unit)


def test_lists_are_not_ranges() -> None:
    assert [q.value for q in read("361, including 242, 73, and 46")] == [361, 242, 73, 46]
    assert [(q.value, q.unit) for q in read("from $12 million in 2019 to $38 million") if not q.is_year] == [
        (12e6, "USD"),
        (38e6, "USD"),
    ]


NOT_AMOUNTS = [
    "on February 8 and 9",
    "on the 16th",
    "from 8 to 12 August",
    "March 19-22",
    "at 1:45 pm",
    "around 11am",
    "at 5.30pm",
    "an F-16",
    "the ML-1 line",
    "COVID-19",
    "a 5G network",
    "open 24/7",
    "two-thirds of it",
    "a 9-1 vote",
    "several boats",
    "hundreds of boats",
    "on night 23/24 April",
]


@pytest.mark.parametrize("text", NOT_AMOUNTS)
def test_dates_names_and_vague_words_are_no_amounts(text: str) -> None:
    assert read(text) == []


def test_years_are_marked() -> None:
    found = read("in 2019-20, in 2024, 2,024 boats, more than 2000 boats")
    assert [q.is_year for q in found] == [True, True, False, False]


def test_hyphen_joins_a_noun_on() -> None:
    assert only("a five-member team").compound == "member"
    assert only("a 2.7 million-strong community").compound == "strong"


def test_countries_of_the_report_decide_whose_rupee_it_is() -> None:
    assert only("Rs 40 million", "IND").unit == "INR"
    assert only("Rs 40 million", "LKA", "PAK").unit == "LKR"
    assert only("Rs 40 million", "CHN").unit == "PKR"


def test_every_currency_named_in_english_is_an_iso_code() -> None:
    table = ENGLISH.table("quantities")
    named = {code for codes in table["money"].values() for code in codes} | set(table["money_sides"].values())
    assert named <= set(load_currencies())


@given(st.text(alphabet="1234567890.,-–$€ Rsmkbn%aofdhundrethousa/:()\n", max_size=60))
def test_offsets_lie_inside_any_text(text: str) -> None:
    end = 0
    for quantity in read(text):
        assert end <= quantity.start <= quantity.number < quantity.end <= len(text)
        end = quantity.end
