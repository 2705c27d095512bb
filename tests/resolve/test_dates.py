"""What time words mean, given when a report was published."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.resolve.dates import read_due, read_when, resolve_when

THURSDAY = "2025-06-26"
TIME_WORDS = """last next this early mid late Monday to Friday June Sept. 31 30 2 - and between of year 2024 week month
ago two since by overnight quarter first 9999 0 the past 24 hours summer a day earlier"""
PART = r"(\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}|\d{3}X)"
EDTF = re.compile(rf"{PART}(/({PART}|\.\.))?")


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        # The cases that every library failed.
        ("Thursday", "2024-06-27", "2024-06-27"),
        ("Thursday", "2024-06-28", "2024-06-27"),
        ("earlier this month", "2024-06-27", "2024-06-01/2024-06-27"),
        ("last week", "2026-02-12", "2026-02-02/2026-02-08"),
        ("late last month", "2026-02-12", "2026-01-21/2026-01-31"),
        ("last month", "2026-02-12", "2026-01"),
        ("in January", "2026-02-12", "2026-01"),
        ("in September this year", "2024-06-27", "2024-09"),
        ("December last year", "2026-02-12", "2025-12"),
        ("Friday prayer last week", "2026-02-12", "2026-02-06"),
        ("June 25-26", "2025-06-26", "2025-06-25/2025-06-26"),
        ("next year", "2025-06-26", "2026"),
    ],
)
def test_relative_press_dates(words: str, published: str, expected: str) -> None:
    assert resolve_when(words, published) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", "2025-06-23"),
        ("earlier on Tuesday", "2025-06-24"),
        ("late on Wednesday night", "2025-06-25"),
        ("around 11am on Monday", "2025-06-23"),
        ("yesterday", "2025-06-25"),
        ("last night", "2025-06-25"),
        ("today", "2025-06-26"),
        ("last Thursday", "2025-06-19"),
        ("last Friday", "2025-06-20"),
        ("next Monday", "2025-06-30"),
        ("this coming Saturday", "2025-06-28"),
        ("Tuesday of last week", "2025-06-17"),
        ("over the weekend", "2025-06-21/2025-06-22"),
        ("earlier this week", "2025-06-23/2025-06-26"),
        ("this week", "2025-06-23/2025-06-29"),
        ("later this month", "2025-06-26/2025-06-30"),
        ("later this year", "2025"),
        ("early next year", "2026"),
        ("mid-May", "2025-05-11/2025-05-20"),
        ("in the first week of June", "2025-06-01/2025-06-07"),
        ("last June", "2024-06"),
        ("in November last", "2024-11"),
        ("last quarter", "2025-01/2025-03"),
        ("overnight", "2025-06-25/2025-06-26"),
        ("overnight between Monday and Tuesday", "2025-06-23/2025-06-24"),
        ("two days ago", "2025-06-24"),
        ("two weeks ago", "2025-06-09/2025-06-15"),
        ("three months ago", "2025-03"),
        ("three years ago", "2022"),
        ("a day earlier", "2025-06-25"),
        ("in the last 24 hours", "2025-06-25/2025-06-26"),
        ("New Year's Day", "2025-01-01"),
        ("since May", "2025-05/.."),
    ],
)
def test_words_count_from_publication(words: str, expected: str) -> None:
    assert resolve_when(words, THURSDAY) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("June 26, 2025", "2025-06-26"),
        ("the 8th of February, 2025", "2025-02-08"),
        ("8th February 2025", "2025-02-08"),
        ("Monday, 23 June 2025", "2025-06-23"),
        ("2025-06-26", "2025-06-26"),
        ("26.06.2025", "2025-06-26"),
        ("on the night of 8-9 February 2025", "2025-02-08/2025-02-09"),
        ("from 30 December 2024 to 2 January 2025", "2024-12-30/2025-01-02"),
        ("Sept 2024", "2024-09"),
        ("in 2023", "2023"),
        ("in 2023-24", "2023/2024"),
        ("from 2020 to 2024", "2020/2024"),
        ("since 2021", "2021/.."),
        ("during the first quarter of 2025", "2025-01/2025-03"),
        ("H2 2024", "2024-07/2024-12"),
        ("in the summer of 2024", "2024-22"),
        ("in the late 1990s", "199X"),
    ],
)
def test_full_dates_need_no_publication_date(words: str, expected: str) -> None:
    assert resolve_when(words, None) == expected


@pytest.mark.parametrize("words", ["Thursday", "last month", "June 26", "in January", "two days ago", "overnight"])
def test_other_words_stay_words_without_publication_date(words: str) -> None:
    assert resolve_when(words, None) is None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "recently",
        "upcoming",
        "three-day",
        "days after the quake",
        "after the June 12 attack",
        "in the wake of last month's fighting",
        "since taking office in March 2024",
        "May 9 and November 26",
        "about seven or eight months ago",
        "over the past year",
        "over the past few months",
        "fiscal year 2023-24",
        "June 31",
        "12/06/2025",
        "during the visit",
    ],
)
def test_words_that_fix_no_date_give_none(words: str) -> None:
    assert resolve_when(words, THURSDAY) is None


@pytest.mark.parametrize(
    ("words", "held", "foreseen"),
    [
        ("Monday", "2025-06-23", "2025-06-30"),
        ("Thursday", "2025-06-26", "2025-06-26"),
        ("in August", "2024-08", "2025-08"),
        ("February 4 to 8", "2025-02-04/2025-02-08", "2026-02-04/2026-02-08"),
        ("from November to January", "2024-11/2025-01", "2025-11/2026-01"),
        ("14th", "2025-06-14", "2025-07-14"),
    ],
)
def test_status_decides_the_direction(words: str, held: str, foreseen: str) -> None:
    assert resolve_when(words, THURSDAY) == held
    assert resolve_when(words, THURSDAY, foreseen=True) == foreseen


def test_day_near_publication_is_meant_whatever_the_status() -> None:
    assert resolve_when("July 3", THURSDAY) == "2025-07-03"
    assert resolve_when("June 20", THURSDAY, foreseen=True) == "2025-06-20"


def test_span_over_new_year_is_one_span() -> None:
    assert resolve_when("December 30 to January 2", "2025-01-05") == "2024-12-30/2025-01-02"


def test_limit_gives_a_due_day_and_a_span_of_engagement() -> None:
    assert read_due("by July 4", THURSDAY) == "2025-07-04"
    assert resolve_when("by July 4", THURSDAY, foreseen=True) == "2025-06-26/2025-07-04"
    assert read_due("as soon as possible", THURSDAY) is None


def test_day_words_count_from_the_last_day_told() -> None:
    told = datetime.date(2025, 6, 10)
    later = read_when("a day later", THURSDAY, told=told)
    assert later is not None and later.date == "2025-06-11" and later.rule == "told_day" and later.is_one_day
    assert resolve_when("a day later", THURSDAY) is None


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from(TIME_WORDS.split()),
            max_size=7,
        ).map(" ".join),
    ),
    st.one_of(st.none(), st.dates(datetime.date(1000, 1, 1)).map(str), st.text(max_size=10)),
    st.booleans(),
)
def test_any_words_give_none_or_a_well_formed_date(words: str, published: str | None, foreseen: bool) -> None:
    when = read_when(words, published, foreseen, None)
    if when is not None:
        assert EDTF.fullmatch(when.date), when
        assert when.first <= when.last
    read_due(words, published)
