"""What figures say of each other, and what only looks as if they did."""

from __future__ import annotations

from typing import Any

import pytest

from communique.join.figures import Told, count_of, find_same, find_sums, is_part, is_total
from communique.model.claim import Claim, Source
from tests.join.conftest import Make

Days = tuple[str, str] | None


def told(
    key: int,
    value: float,
    unit: str,
    sentence: str = "",
    *,
    report: int = 1,
    at: int | None = None,
    published: str = "2025-03-01",
    countries: tuple[str, ...] = ("PAK",),
    days: Days = None,
    measure: str = "",
) -> Told:
    start = 20 * key if at is None else at
    record = {"id": f"f{key}", "value": value, "unit": unit, "evidence": [[start, start + 9]], "measure": measure}
    source = Source(report, f"r{report}", 1, "Margalla Wire", published, None, None)
    return Told(Claim(key, "figures", record, (), source), sentence, frozenset(countries), days)


def sums(figures: list[Told]) -> list[tuple[list[float], float]]:
    return [([p.record["value"] for p in parts], total.record["value"]) for parts, total in find_sums(figures)]


# ---------------------------------------------------------------- parts that make a total

DEAD = [(361, "deaths"), (242, "militants"), (73, "civilians"), (46, "soldiers")]
KILLED, HURT = "Of the 361 killed most were militants.", "Most of those injured were civilians."


def test_parts_beside_a_total_make_it() -> None:
    figures = [told(key, value, unit, KILLED) for key, (value, unit) in enumerate(DEAD, 1)]
    assert sums(figures) == [([242, 73, 46], 361)]


def test_parts_may_stand_before_their_total() -> None:
    figures = [told(key, value, unit, KILLED) for key, (value, unit) in enumerate([*DEAD[1:], DEAD[0]], 1)]
    assert sums(figures) == [([242, 73, 46], 361)]


@pytest.mark.parametrize(
    "numbers",
    [
        [(361, "deaths"), (242, "militants"), (73, "civilians"), (47, "soldiers")],  # one more
        [(361, "percent"), (242, "percent"), (73, "percent"), (46, "percent")],  # shares of different wholes
        [(361, "attacks"), (242, "buses"), (73, "pages"), (46, "cows")],  # unlike things
        [(361, "buses"), (242, "buses"), (9, "buses"), (73, "buses"), (46, "buses")],  # not beside each other
        [(315, "buses"), (242, "buses"), (73, "buses")],  # two fit by chance
        [(361, "USD"), (242, "USD"), (73, "PKR"), (46, "USD")],  # two currencies
        [(361, "buses"), (361, "buses"), (0, "buses"), (0, "buses")],  # nothing is no part
    ],
)
def test_numbers_that_fit_by_chance_or_nearly_are_no_sum(numbers: list[tuple[float, str]]) -> None:
    assert sums([told(key, value, unit, KILLED) for key, (value, unit) in enumerate(numbers, 1)]) == []


def test_the_injured_are_no_part_of_the_dead() -> None:
    figures = [told(1, 361, "deaths", KILLED)]
    figures += [told(key, value, unit, HURT) for key, (value, unit) in enumerate(DEAD[1:], 2)]
    assert sums(figures) == []


def test_parts_far_from_their_total_or_in_another_report_are_no_sum() -> None:
    far = [told(key, value, "buses", at=2000 * key) for key, value in enumerate((361, 242, 73, 46), 1)]
    other = [told(key, value, "buses", report=1 + (key == 4)) for key, value in enumerate((361, 242, 73, 46), 1)]
    assert sums(far) == sums(other) == []


# ---------------------------------------------------------------- one figure told again

BRIDGE = "The ministry said the river bridge at Zarnak carries 48,200 lorries a year."
AGAIN = "Some 48,200 lorries a year cross the river bridge at Zarnak, officials said."


def groups(*figures: Told) -> list[list[int]]:
    return [[figure.claim.key for figure in same] for same in find_same(figures)]


def test_one_figure_of_two_reports_is_told_once() -> None:
    assert groups(told(1, 48200, "lorries", BRIDGE), told(2, 48200, "lorries", AGAIN, report=2)) == [[1, 2]]


@pytest.mark.parametrize(
    "other",
    [
        {"report": 1},
        {"sentence": "A port in the south handled 48,200 lorries during the strike."},
        {"countries": ("IRN",)},
        {"days": ("2023-01-01", "2023-12-31")},
        {"value": 48201},
        {"unit": "buses"},
    ],
    ids=["one report", "another matter", "another country", "another year", "another number", "another unit"],
)
def test_like_numbers_of_other_things_are_not_one(other: dict[str, Any]) -> None:
    given: dict[str, Any] = {"value": 48200, "unit": "lorries", "sentence": AGAIN, "report": 2} | other
    second = told(2, given.pop("value"), given.pop("unit"), **given)
    assert groups(told(1, 48200, "lorries", BRIDGE, days=("2024-01-01", "2024-12-31")), second) == []


def test_a_round_number_must_be_told_in_nearly_the_same_words() -> None:
    one = "The fund will lend $7 billion for the harbour."
    two = "Exports worth $7 billion left the harbour."
    assert groups(told(1, 7e9, "USD", one), told(2, 7e9, "USD", two, report=2)) == []


def test_few_dead_of_another_week_are_other_dead() -> None:
    sentence = "Troops killed nine militants near the Zarnak pass in a night operation, officers said."
    first = told(1, 9, "deaths", sentence, published="2025-03-01")
    near = told(2, 9, "deaths", sentence, report=2, published="2025-03-04")
    late = told(3, 9, "deaths", sentence, report=3, published="2025-05-01")
    assert groups(first, near, late) == [[1, 2]]


# ---------------------------------------------------------------- totals that hold incidents

MAY: Days = ("2025-05-01", "2025-05-31")
TOLL = "Militant attacks in May killed 40 soldiers."


def raid(make: Make, **fields: Any) -> Claim:
    given: dict[str, Any] = {
        "place": {"name": "Zarnak", "country": "PAK"},
        "date": "2025-05-09",
        "casualties": [{"outcome": "killed", "class": "security", "count": 6}],
    }
    return make("incidents", "2025-05-10", **(given | fields))


def total(**given: Any) -> Told:
    return told(1, given.pop("value", 40), given.pop("unit", "deaths"), **({"sentence": TOLL, "days": MAY} | given))


def test_an_incident_of_the_country_days_and_class_may_be_part_of_a_total(make: Make) -> None:
    toll = total(measure="40 soldiers")
    assert is_total(toll) and is_part(raid(make), toll) and count_of(raid(make), toll) == 6


@pytest.mark.parametrize(
    "fields",
    [
        {"place": {"name": "Herat", "country": "AFG"}},
        {"place": None},
        {"date": "2025-06-02"},
        {"casualties": [{"outcome": "killed", "class": "militant", "count": 6}]},
        {"casualties": [{"outcome": "injured", "class": "security", "count": 6}]},
        {"casualties": [{"outcome": "killed", "class": "security", "count": 41}]},
        {"kind": "other"},
    ],
    ids=["another country", "no place", "another month", "another class", "injured", "more than all", "an accident"],
)
def test_an_incident_of_something_else_is_no_part(make: Make, fields: dict[str, Any]) -> None:
    assert not is_part(raid(make, **fields), total(measure="40 soldiers"))


@pytest.mark.parametrize(
    "fields",
    [
        {"days": None},
        {"days": ("2025-05-09", "2025-05-09")},
        {"countries": ()},
        {"value": 4},
        {"unit": "attack drones"},
        {"unit": "USD"},
        {"sentence": "Road accidents in May killed 40 people."},
    ],
    ids=["no period", "one day", "no country", "a few", "drones", "money", "no violence"],
)
def test_what_is_no_toll_of_violence_over_a_period_holds_no_incidents(fields: dict[str, Any]) -> None:
    assert not is_total(total(**fields))


def test_a_number_of_attacks_holds_incidents_whoever_was_hurt(make: Make) -> None:
    attacks = total(unit="terror attacks", sentence="There were 40 terror attacks in May.")
    assert is_total(attacks) and count_of(raid(make, casualties=[]), attacks) == 1
