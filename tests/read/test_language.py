"""Promises of `open_report`: the language is told, and one that cannot be coded is said so."""

from __future__ import annotations

import pytest

from communique.model.report import RawReport
from communique.read import open_report
from communique.read.language import identify_language, normalise


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers of the two countries met in the capital on Monday and signed an accord.", "en"),
        ("Wang Yi met Dar.", "en"),
        ("Le ministre des affaires étrangères a rencontré son homologue pour parler de coopération.", "fr"),
        ("Президент встретился с министром иностранных дел в столице.", "ru"),
        ("中巴两国外长在北京会晤", "zh"),
        ("وزیر خارجہ نے چین کا دورہ کیا", "ur"),
        ("12 34 56", None),
    ],
)
def test_language_is_told(text: str, language: str | None) -> None:
    assert identify_language(text) == language


@pytest.mark.parametrize(
    ("stated", "code"),
    [("en-GB", "en"), ("EN", "en"), ("English", "en"), ("wuu", "zh"), ("zh_CN", "zh"), ("?", None), (None, None)],
)
def test_stated_language_is_normalised(stated: str | None, code: str | None) -> None:
    assert normalise(stated) == code


def test_uncodable_language_is_a_problem_that_names_it() -> None:
    report, problems = open_report(RawReport("x", "Президент встретился с министром в столице.", "x.txt"), ("en",))
    assert report.language == "ru"
    assert [p.code for p in problems] == ["language-not-coded"]
    assert "Russian" in problems[0].message


def test_wrongly_stated_language_does_not_stop_the_coding() -> None:
    text = "The ministers of the two countries met in the capital on Monday and signed an accord."
    report, problems = open_report(RawReport("x", text, "x.txt", language="ur"), ("en",))
    assert report.language == "en"
    assert [p.code for p in problems] == ["language-differs"]
