"""Money is counted once."""

from __future__ import annotations

import pytest

from communique.join.money import add_pledges, count_each, read_amounts
from tests.join.conftest import Make


def usd(value: float) -> list[dict[str, object]]:
    return [{"value": value, "currency": "USD"}]


def test_the_same_pledge_told_twice_is_counted_once(make: Make) -> None:
    words = "would lend $500 million for the harbour railway"
    a, b = (make("undertakings", matter=words, words=f"China {words}", amounts=usd(5e8)) for _ in range(2))
    totals, amounts = add_pledges([[a, b]])
    assert totals == {"USD": 5e8}
    assert [amount.reading for amount in amounts] == ["pledge", "told again"]


def test_each_of_two_banks_is_twice(make: Make) -> None:
    words = "two banks would each lend $500 million"
    totals, amounts = add_pledges([[make("undertakings", matter=words, amounts=usd(5e8))]])
    assert totals == {"USD": 1e9}
    assert amounts[0].why == "each of 2"


@pytest.mark.parametrize(
    "words",
    [
        "would review its $7 billion loan programme",
        "agreed to lift trade to $5 billion",
        "under a 37-month, $7bn Extended Fund Facility",
        "set a $10 billion export target",
    ],
)
def test_the_size_of_a_programme_is_no_pledge(make: Make, words: str) -> None:
    value = {"7 ": 7e9, "7b": 7e9, "5 ": 5e9, "10": 1e10}[words.split("$")[1][:2]]
    (amount,) = read_amounts(make("undertakings", matter=words, words=words, amounts=usd(value)))
    assert (amount.reading, amount.counted) == ("size", 0.0)


def test_what_is_asked_for_is_not_pledged(make: Make) -> None:
    totals, _ = add_pledges([[make("undertakings", act="request", matter="a loan of $2 billion", amounts=usd(2e9))]])
    assert totals == {}


def test_pledges_of_two_sides_are_two(make: Make) -> None:
    words = "would give $20 million for flood relief"
    a = make("undertakings", matter=words, amounts=usd(2e7))
    b = make("undertakings", by=["JPN"], matter=words, amounts=usd(2e7))
    assert add_pledges([[a], [b]])[0] == {"USD": 4e7}


@pytest.mark.parametrize(
    ("text", "times"), [("a bank would lend", 1), ("each province gets its share", 1), ("three firms each", 3)]
)
def test_each_counts_only_what_is_numbered(text: str, times: int) -> None:
    assert count_each(text) == times
