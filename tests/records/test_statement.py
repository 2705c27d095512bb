"""Positions are found with their stance, whose they are, and about whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]

OPENING = "Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Monday. "


def stances(report: CodedReport) -> list[tuple[str, str]]:
    """Return stance and sides of each statement, in text order."""
    return [(r.stance, "+".join(r.by)) for r in report.records["statements"]]


@pytest.mark.parametrize(
    ("sentence", "stance", "by"),
    [
        ("China praised Pakistan's police.", "praise", "CHN"),
        ("Kenya expressed gratitude to Japan for the vaccines.", "praise", "KEN"),
        ("Kenya thanked Japan for sending doctors.", "praise", "KEN"),
        ("Chile paid tribute to the people of Haiti.", "praise", "CHL"),
        ("Turkey stressed the need for calm in Libya.", "affirm", "TUR"),
        ("Turkey reaffirmed its support for Azerbaijan.", "affirm", "TUR"),
        ("Norway welcomed the release of the sailors.", "welcome", "NOR"),
        ("Norway congratulated Ghana on the election.", "welcome", "NOR"),
        ("France condemned the bombing in Mali.", "condemn", "FRA"),
        ("Italy offered condolences to Spain over the train crash.", "condole", "ITA"),
        ("Poland accused Belarus of sending balloons.", "criticise", "POL"),
        ("Japan voiced concern over the missile tests.", "criticise", "JPN"),
        ("Israel denied the report by Lebanon.", "reject", "ISR"),
    ],
)
def test_a_named_stance_is_its_subjects(code: Code, sentence: str, stance: str, by: str) -> None:
    assert stances(code(sentence)) == [(stance, by)]


def test_joint_statement_has_both_sides(code: Code) -> None:
    assert stances(code("Japan and India underlined the importance of free seas.")) == [("affirm", "IND+JPN")]


def test_blame_of_each_other_is_one_statement_each(code: Code) -> None:
    assert stances(code("Armenia and Azerbaijan accused each other of breaking the truce.")) == [
        ("criticise", "ARM"), ("criticise", "AZE"),
    ]  # fmt: skip


def test_praise_of_ties_in_quotes_is_affirmed_by_who_speaks(code: Code) -> None:
    assert stances(code(OPENING + "“Our friendship is deep and time-tested,” Wang said.")) == [("affirm", "CHN")]


def test_blame_in_reported_words_is_criticism(code: Code) -> None:
    assert ("criticise", "PAK") in stances(code(OPENING + "Dar said that India had violated the treaty."))


def test_what_reports_merely_say_is_no_statement(code: Code) -> None:
    assert stances(code(OPENING + "Dar said that the road was 40 kilometres long.")) == []


def test_denied_and_conditional_stances_are_not_coded(code: Code) -> None:
    assert stances(code("Kenya did not praise Japan. If Kenya praised Japan, voters would notice.")) == []


def test_name_given_decides_the_stance(code: Code) -> None:
    report = code(OPENING + "Wang described the visit as vital. Dar termed the Indian raid an act of aggression.")
    assert stances(report) == [("affirm", "CHN"), ("criticise", "PAK")]


def test_about_names_the_other_side(code: Code) -> None:
    (record,) = code("China praised Pakistan's police.").records["statements"]
    assert record.about == ("PAK",)


def test_commitment_reiterated_is_an_undertaking_not_a_statement(code: Code) -> None:
    assert stances(code("Turkey reiterated its commitment to rebuild the harbour of Beirut.")) == []


def test_matter_of_an_assertion_keeps_its_subject(code: Code) -> None:
    text = "Chinese Foreign Minister Wang Yi met Dar in Islamabad. Wang said that the Pakistani port was vital."
    found = code(text).records["statements"]
    assert [(r.stance, r.matter) for r in found] == [("affirm", "the Pakistani port was vital")]


def test_what_nameless_others_did_to_ones_own_is_no_praise(code: Code) -> None:
    assert not code("Chad said that Chad had been honoured with a prize.").records["statements"]


def test_denied_harm_is_rejected(code: Code) -> None:
    found = code("Norway said that Norway did not attack the Swedish ship.").records["statements"]
    assert [(r.stance, r.by) for r in found] == [("reject", ("NOR",))]
