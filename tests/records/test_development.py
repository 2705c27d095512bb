"""Developments: deeds and words inside one country, each with its PLOVER category."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]


@pytest.mark.parametrize(
    ("text", "kind", "category"),
    [
        ("Hundreds of nurses began a hunger strike in Lima on Monday.", "demonstration", "PROTEST"),
        ("Angry farmers blocked the main road to the capital for two hours.", "demonstration", "PROTEST"),
        ("Peru lifted a state of emergency in its northern provinces on Friday.", "easing", "CONCEDE"),
        ("The union of bus drivers called off its strike on Friday.", "easing", "CONCEDE"),
        ("The prime minister of Nepal resigned on Tuesday.", "stepping back", "RETREAT"),
        ("Kenya banned the newspaper last week.", "restriction", "COERCE"),
        ("A court opened an investigation of the fraud on Monday.", "investigation", "INVESTIGATE"),
        ("The rebels rejected the peace plan on Tuesday.", "decline", "REJECT"),
    ],
)
def test_what_happens_inside_one_country_is_a_development(code: Code, text: str, kind: str, category: str) -> None:
    (found,) = code(text).records["developments"]
    assert (found.kind, found.event_type) == (kind, category)


@pytest.mark.parametrize(
    "text",
    [
        "Farmers will block the main road to the capital.",
        "The minister did not resign.",
        "The union may call off its strike.",
        "The ship offered visitors a tour of its decks.",
        "Iran rejected the American peace plan on Tuesday.",
    ],
)
def test_what_is_to_come_denied_or_a_sides_is_none(code: Code, text: str) -> None:
    assert code(text).records["developments"] == ()


def test_who_did_it_stands_in_the_reports_words(code: Code) -> None:
    (found,) = code("Thousands of Peruvian students staged a rally in Lima on Saturday.").records["developments"]
    assert found.doer == "Thousands"
    assert found.place is not None and found.place.name == "Lima"


def test_who_did_it_may_stand_in_apposition_to_what_the_parser_takes_for_the_subject(code: Code) -> None:
    found = code(
        "Headed by the guild's deputy chairwoman, Rosa Lind, dozens of bakers, including two who ran for mayor,"
        " assembled before the city hall and later walked to the harbour in a march."
    ).records["developments"]
    assert "dozens" in {one.doer for one in found}
