"""Sides as people write them."""

from __future__ import annotations

import pytest

from communique.answers import parse_side
from communique.errors import UsageError

KNOWN = {
    "CHN": "CHN",
    "chn": "CHN",
    "China": "CHN",
    "chinese": "CHN",
    "the United States": "USA",
    "united  kingdom": "GBR",
    "uae": "ARE",
    " pakistan ": "PAK",
    "sco": "SCO",
    "Shanghai Cooperation Organisation": "SCO",
}
NEAR = {"Pakistn": "Pakistan (PAK)", "Chnia": "(CHN)", "Untied States": "(USA)"}


@pytest.mark.parametrize(("words", "code"), KNOWN.items())
def test_side_is_known_by_code_and_name(words: str, code: str) -> None:
    assert parse_side(words) == code


@pytest.mark.parametrize(("words", "near"), NEAR.items())
def test_unknown_side_names_the_nearest(words: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_side(words)
    assert near in caught.value.hint


def test_hopeless_side_says_what_to_write() -> None:
    with pytest.raises(UsageError) as caught:
        parse_side("qqqq")
    assert "such as CHN" in caught.value.hint
