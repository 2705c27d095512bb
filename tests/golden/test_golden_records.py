"""The golden records are sound by themselves, and there is one golden file for each bundled report."""

from __future__ import annotations

from typing import Any

import pytest

from gate import load_golden
from gold_check import complaints
from sample_reports import load_samples

TEXTS = {raw.id: raw.text for raw in load_samples()}
GOLDEN = load_golden()


def test_every_sample_has_golden_records_and_the_other_way_round() -> None:
    assert sorted(GOLDEN) == sorted(TEXTS)


def test_there_are_enough_samples_of_every_format() -> None:
    assert len(TEXTS) >= 18


@pytest.mark.parametrize("report_id", sorted(GOLDEN))
def test_golden_records_are_sound(report_id: str) -> None:
    """Each `at` occurs exactly once, words and codes are the codebook's, participants are among the people."""
    assert list(complaints(GOLDEN[report_id], TEXTS[report_id])) == []


def unsound(**changes: Any) -> dict[str, Any]:
    """Return a golden report of one statement with something wrong in it."""
    statement = {"stance": "praise", "by": "CHN", "about": "PAK", "at": "China praised Pakistan"}
    empty: dict[str, Any] = {
        kind: [] for kind in ("people", "bodies", "engagements", "undertakings", "actions", "incidents", "figures")
    }
    return {"report": "r", **empty, "statements": [statement | changes]}


@pytest.mark.parametrize(
    "changes", [{"at": "China"}, {"at": "absent"}, {"stance": "extol"}, {"by": "PAK+CHN"}, {"by": "china"}]
)
def test_an_unsound_record_is_complained_about(changes: dict[str, str]) -> None:
    text = "China praised Pakistan. China was pleased."
    assert list(complaints(unsound(), text)) == []
    assert len(list(complaints(unsound(**changes), text))) == 1
