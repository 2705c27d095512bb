"""Ranges over sources' numbers, each by a rule that is named with it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.join.casualties import RULES, Count, get_range

counts = st.lists(
    st.builds(
        Count, st.integers(0, 500), st.sampled_from("ABCDE"), st.sampled_from([None, "2025-03-01", "2025-03-02"])
    ),
    min_size=1,
    max_size=8,
)


@given(counts, st.sampled_from(sorted(RULES)))
def test_low_best_and_high_are_in_order_and_given_by_a_source(given_counts: list[Count], rule: str) -> None:
    found = get_range(given_counts, rule)
    assert found is not None
    values = {count.value for count in given_counts}
    assert {found.low, found.high} <= values
    assert found.best is None or (found.low <= found.best <= found.high and found.best in values)
    assert found.rule == rule


@given(counts, st.randoms())
def test_the_order_of_sources_does_not_matter(given_counts: list[Count], chance: object) -> None:
    shuffled = list(given_counts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for rule in ("acled-like", "majority"):
        assert get_range(given_counts, rule) == get_range(shuffled, rule)


def test_acled_like_takes_the_lowest_number() -> None:
    found = get_range([Count(14, "A", None), Count(16, "B", None), Count(16, "C", None)], "acled-like")
    assert found is not None
    assert (found.low, found.best, found.high) == (14, 14, 16)


def test_ucdp_like_takes_what_most_sources_give_else_the_latest() -> None:
    most = get_range([Count(14, "A", "2025-03-03"), Count(16, "B", "2025-03-01"), Count(16, "C", "2025-03-01")])
    latest = get_range([Count(14, "A", "2025-03-01"), Count(16, "B", "2025-03-02")])
    assert most is not None
    assert latest is not None
    assert (most.best, latest.best) == (16, 16)


def test_without_a_majority_there_is_no_best_number() -> None:
    found = get_range([Count(14, "A", None), Count(16, "B", None)], "majority")
    assert found is not None
    assert found.best is None


def test_a_source_that_corrects_itself_counts_once() -> None:
    found = get_range([Count(14, "A", "2025-03-01"), Count(20, "A", "2025-03-02"), Count(14, "B", "2025-03-01")])
    assert found is not None
    assert (found.sources, found.best) == (2, 20)


def test_no_number_is_no_range() -> None:
    assert get_range([]) is None
