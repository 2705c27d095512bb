"""Time words are found in running text, whole, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.languages.when import find_time_words, find_when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys met in Doha on Thursday.", ["Thursday"]),
        ("She will stay from 19 March to 22 March, he said.", ["from 19 March to 22 March"]),
        ("They signed it on June 3, 2024, and again earlier this week.", ["June 3, 2024", "earlier this week"]),
        ("The school opened in December.", ["in December"]),
        ("Trade has doubled since 2021.", ["since 2021"]),
        ("The base will close by June 29.", ["by June 29"]),
        ("Talks of January 11 and November 26, 2021 failed.", ["January 11", "November 26, 2021"]),
        ("The two sides may march on, and 2025 tents were given at Expo 2020.", []),
        ("He paid $2024 for 15 sun hats.", []),
        ("It happened two years ago in a village, a day after the truce.", ["two years ago", "a day after"]),
        ("The fiscal year 2023-24 closed well.", ["fiscal year 2023-24"]),
        ("Overnight on Friday shells fell.", ["Overnight", "Friday"]),
    ],
)
def test_time_words_are_found_whole(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_when(text)] == expected


def test_parts_and_shape_say_what_was_found() -> None:
    (found,) = find_time_words("They will meet by next Monday.")
    assert (found.shape, dict(found.parts), found.limit) == ("weekday", {"which": "next", "weekday": "monday"}, "by")


@given(st.text(max_size=80))
def test_runs_are_ordered_and_inside_any_text(text: str) -> None:
    end_before = 0
    for start, end in find_when(text):
        assert end_before <= start < end <= len(text)
        end_before = end
