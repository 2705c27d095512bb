"""Deeds toward another side are found where they are told as done, and only there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]


def deeds(report: CodedReport) -> list[tuple[str, str, str]]:
    """Return type, doers and addressees of each action."""
    return [(r.type, "+".join(r.by), "+".join(r.to)) for r in report.records["actions"]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The United States imposed tariffs on Canada.", ("sanction", "USA", "CAN")),
        ("Poland expelled three diplomats of Belarus.", ("sanction", "POL", "BLR")),
        ("Iran summoned the ambassador of Sweden.", ("protest", "IRN", "SWE")),
        ("Qatar delivered 40 tonnes of medicine to Sudan.", ("aid", "QAT", "SDN")),
        ("India released 12 prisoners of Pakistan.", ("concede", "IND", "PAK")),
        ("Turkey deployed troops in Libya.", ("mobilize", "TUR", "LBY")),
        ("Kenya closed the border with Somalia.", ("coerce", "KEN", "SOM")),
    ],
)
def test_a_deed_has_its_doer_and_the_other_side(code: Code, sentence: str, expected: tuple[str, str, str]) -> None:
    assert deeds(code(sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The United States will impose tariffs on Canada.",
        "The United States may impose tariffs on Canada.",
        "The United States did not impose tariffs on Canada.",
        "The United States wants to impose tariffs on Canada.",
        "If the United States imposed tariffs on Canada, prices would rise.",
    ],
)
def test_what_is_not_done_is_no_deed(code: Code, sentence: str) -> None:
    assert deeds(code(sentence)) == []


def test_deed_inside_one_country_is_not_coded(code: Code) -> None:
    assert deeds(code("The government of Peru delivered food to Peruvian villages.")) == []


def test_deed_in_a_noun_is_its_owners(code: Code) -> None:
    report = code("The envoy spoke of Ethiopia's suspension of the water treaty with Egypt.")
    assert deeds(report) == [("sanction", "ETH", "EGY")]
