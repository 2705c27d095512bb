"""Figures: money, shares and counted things; not time, age, rank, delegations or the casualties of one incident."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]


def figures(code: Code, text: str) -> list[tuple[float, str]]:
    return [(f.value, f.unit) for f in code(text).records["figures"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exports rose to $2.3 billion in 2024.", [(2.3e9, "USD")]),
        ("The bank lent 350 billion yuan (USD 47.9 billion).", [(350e9, "CNY"), (47.9e9, "USD")]),
        ("Trade grew by 22pc last year.", [(22, "percent")]),
        ("The plant adds 1,320 MW to the grid.", [(1320, "MW")]),
        ("Some 1,800 Palestinians were released.", [(1800, "Palestinians")]),
        ("They will train 5,000 nurses by 2027.", [(5000, "nurses")]),
        ("The scheme opened 120,000 bank accounts.", [(120000, "bank accounts")]),
        ("It may earn $10–15 billion a year.", [(10e9, "USD"), (15e9, "USD")]),
        ("The city is home to a 2.7 million-strong diaspora.", [(2.7e6, "diaspora")]),
    ],
)
def test_amounts_shares_and_counts_are_figures(code: Code, text: str, expected: list[tuple[float, str]]) -> None:
    assert figures(code, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He is 43 years old.",
        "The visit lasted five days.",
        "The two sides met on June 25, 2024.",
        "A seven-member delegation arrived at 10:30 am.",
        "They signed three agreements and held two meetings.",
        "Pakistan won the 1992 World Cup.",
        "Call 0800-55055 for help.",
        "It was their 65th session.",
        "Work on the ML-1 line and the F-16 fleet goes on.",
        "A bomb killed 14 people in Quetta on Monday.",
    ],
)
def test_time_age_rank_and_casualties_are_no_figures(code: Code, text: str) -> None:
    assert figures(code, text) == []


def test_the_same_figure_told_twice_is_one(code: Code) -> None:
    text = "The dam will cost $40 million.\nThe minister said the cost was $40 million."
    assert figures(code, text) == [(40e6, "USD")]


def test_losses_over_a_period_are_deaths(code: Code) -> None:
    text = "Security forces conducted 59,000 operations last year, during which 925 terrorists were killed."
    assert (925, "deaths") in figures(code, text)


def test_losses_of_several_operations_are_deaths(code: Code) -> None:
    text = "Security forces killed seven terrorists in two separate operations in Balochistan."
    assert figures(code, text) == [(7, "deaths")]


def test_losses_of_a_war_are_deaths(code: Code) -> None:
    text = "More than 50,000 Palestinians have been killed since the war began in October 2023."
    assert figures(code, text) == [(50000, "deaths")]


def test_rupees_are_those_of_the_country_the_report_is_about(code: Code) -> None:
    assert figures(code, "India set aside Rs 40 million for the road, Indian officials said.") == [(40e6, "INR")]
    assert figures(code, "Pakistan set aside Rs 40 million for the road.") == [(40e6, "PKR")]


def test_period_and_source_are_told(code: Code) -> None:
    (figure,) = code("The bank said that exports rose by 12 percent in 2024.").records["figures"]
    assert (figure.period, figure.source) == ("in 2024", "The bank")


def test_measure_says_what_is_counted(code: Code) -> None:
    (figure,) = code("Over 72,000 Pakistani tourists have visited Baku.").records["figures"]
    assert "Pakistani tourists" in figure.measure
