"""Accuracy on the bundled samples holds its floors, and a floor is lowered only with a reason."""

from __future__ import annotations

import tomllib

import pytest

from communique.pipeline import CodedReport
from gate import Pins, below_floor, current_pins, load_floors, measured, score_samples, to_toml, updated_floors
from score import Count, Scores

PINS = Pins(samples="a", golden="b", reports=2)


def scores(people_hits: int) -> Scores:
    """Return scores in which only the people vary: `people_hits` of ten."""
    kinds = ("engagements", "undertakings", "statements", "casualties", "figures")
    counts = {"people": Count(people_hits, 0, 10 - people_hits)} | {kind: Count(1, 0, 0) for kind in kinds}
    return Scores(counts, {"people: office": (people_hits, 10)})


def test_accuracy_on_the_samples_holds_the_floors(samples: tuple[CodedReport, ...]) -> None:
    assert below_floor(score_samples(samples), current_pins(), load_floors()) == []


def test_a_fall_below_the_floor_is_named() -> None:
    floors = updated_floors(scores(8), PINS, {}, None)
    assert below_floor(scores(8), PINS, floors) == []
    assert [line.split(":")[0] for line in below_floor(scores(7), PINS, floors)] == ["people", "headline", "people"]


def test_floors_of_other_samples_do_not_count() -> None:
    floors = updated_floors(scores(8), PINS, {}, None)
    other = Pins(samples="changed", golden="b", reports=2)
    assert "--update" in below_floor(scores(10), other, floors)[0]


def test_an_update_raises_floors_and_never_lowers_them() -> None:
    floors = updated_floors(scores(8), PINS, {}, None)
    assert updated_floors(scores(9), PINS, floors, None)["floors"] == measured(scores(9))
    assert updated_floors(scores(3), PINS, floors, None)["floors"] == measured(scores(8))


def test_changed_samples_let_no_floor_fall_without_a_reason() -> None:
    floors = updated_floors(scores(8), PINS, {}, None)
    with pytest.raises(ValueError, match="--lower"):
        updated_floors(scores(3), Pins("changed", "b", 2), floors, None)


def test_a_lowered_floor_keeps_its_reason() -> None:
    floors = updated_floors(scores(8), PINS, {}, None)
    lowered = updated_floors(scores(3), PINS, floors, "the codebook changed")
    assert lowered["floors"] == measured(scores(3))
    again = tomllib.loads(to_toml(lowered))
    assert again["lowered"][0]["reason"] == "the codebook changed"
    assert again["lowered"][0]["floors"][0].startswith("people: ")
    assert again == lowered
