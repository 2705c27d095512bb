"""What the words around a cue decide: whose act it is, which act, and whether it is one at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report, no_model

Found = list[tuple[str, str]]


@pytest.fixture
def found() -> Callable[[str], Found]:
    """Code a text by the rules alone: act or stance and sides of each undertaking and statement, in text order."""

    def find(text: str) -> Found:
        report: CodedReport = code_report(RawReport("t", text, "t"), learned=no_model)
        records = [(r.evidence[0].start, r.act, r.by) for r in report.records["undertakings"]]
        records += [(r.evidence[0].start, r.stance, r.by) for r in report.records["statements"]]
        return [(word, "+".join(by)) for _, word, by in sorted(records)]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru said it was willing to engage in dialogue with Chile.", ("offer", "PER")),
        ("Peru remains committed to providing aid to Chile.", ("commit", "PER")),
        ("Peru said it would not renew the accord with Chile.", ("decline", "PER")),
        ("Peru said it would withdraw its monitors from Chile unless the shooting stopped.", ("threaten", "PER")),
        ("Peru vowed further strikes on Chile.", ("threaten", "PER")),
        ("Peru quit the treaty with Chile last year.", ("decline", "PER")),
        ("Peru reneged on its commitments to Chile.", ("decline", "PER")),
        ("Peru ruled out territorial concessions to Chile.", ("decline", "PER")),
        ("Peru said that Chile must reach an agreement with the miners.", ("request", "PER")),
        ("Peru insisted on talks with Chile.", ("request", "PER")),
        ("Peru signed a contract to buy trains from Chile.", ("agree", "CHL+PER")),
        ("Peru's demand that Chile return the ships was on the table.", ("request", "PER")),
        ("Peru said it would do its utmost to feed the towns of Chile.", ("commit", "PER")),
        ("Peru said it would always be a friend of Chile.", ("commit", "PER")),
        ("Peru doubled down on its plan to mine the Chilean coast.", ("commit", "PER")),
        ("Peru said there would be no compromise with Chile on water.", ("decline", "PER")),
        ("Peru said it had no plans to meet Chile.", ("decline", "PER")),
        ("Peru announced an end to its patrols with Chile.", ("decline", "PER")),
        ("Peru warned that any Chilean raid would be met with a harsh response.", ("threaten", "PER")),
        ("Peru warned that it could abandon the accord with Chile.", ("threaten", "PER")),
        ("Peru said its response to Chile would be harsh.", ("threaten", "PER")),
        ("Peru insisted that the talks with Chile should cover fisheries.", ("request", "PER")),
        ("Peru called on both sides, Chile and Bolivia, to exercise restraint.", ("request", "PER")),
        ("The Kenyatta administration said it would send rice to Chad.", ("commit", "KEN")),
    ],
)
def test_act_is_read_with_what_it_governs(found: Callable[[str], Found], text: str, expected: tuple[str, str]) -> None:
    opening = "Kenyan President Uhuru Kenyatta met the ambassador of Chad. " if "Kenyatta" in text else ""
    assert expected in found(opening + text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru emphasised upon the need for calm in Chile.", ("affirm", "PER")),
        ("Peru has long denied wanting to annex the Chilean isles.", ("reject", "PER")),
        ("Chile spoke of a plot, an allegation Peru denies.", ("reject", "PER")),
        ("While expressing solidarity with Chile, Peru urged calm.", ("affirm", "PER")),
        ("Peru called the Chilean raid a heinous crime.", ("condemn", "PER")),
        ("Peru said the delay by Chile was unacceptable.", ("criticise", "PER")),
        ("Peru complained to Chile over the raids.", ("criticise", "PER")),
        ("Peru lashed out at Chile over the dam.", ("criticise", "PER")),
        ("Peru briefed Chile on Bolivia's unprovoked attacks.", ("criticise", "PER")),
        ("Peru said that sanctions on Chile would destabilise the region.", ("criticise", "PER")),
        ("Peru said it had shown restraint although Chile had massed troops.", ("affirm", "PER")),
        ("Peru said that Chile had the right to defend itself.", ("affirm", "PER")),
        ("Peru said there was no military solution to the quarrel with Chile.", ("affirm", "PER")),
        ("Peru endorsed the Chilean plan for the lake.", ("affirm", "PER")),
        ("Peru emphasised that there was no evidence against it, and asked Chile to look again.", ("reject", "PER")),
        ("Peru reiterated its stance against the annexation of Chilean isles.", ("reject", "PER")),
        ("Peru termed the accord with Chile a milestone.", ("praise", "PER")),
        ("The king of Jordan telephoned the emir of Qatar to convey his greetings.", ("welcome", "JOR")),
    ],
)
def test_stance_is_read_with_what_it_governs(
    found: Callable[[str], Found], text: str, expected: tuple[str, str]
) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister of Peru was asked whether Chile would join.",
        "Asked for comment on Chile, the spokesman of Peru smiled.",
        "Peru assured that the Chilean schools remain open.",
        "Peru plans to meet Chile next week.",
        "Ships crossed the disputed waters between Peru and Chile.",
        "Peru shared the message from Chile.",
    ],
)
def test_what_only_sounds_like_an_act_is_none(found: Callable[[str], Found], text: str) -> None:
    assert found(text) == []


def test_answer_to_an_offer_is_not_the_offer(found: Callable[[str], Found]) -> None:
    assert found("Chile rejected Peru's offer to mediate.") == [("decline", "CHL")]


def test_invitation_is_accepted_by_whom_it_reached(found: Callable[[str], Found]) -> None:
    text = "The emir of Qatar extended an invitation to the king of Jordan, which the king of Jordan accepted."
    assert found(text) == [("invite", "QAT"), ("accept", "JOR")]


def test_talks_only_spoken_of_are_not_whose_they_agree(found: Callable[[str], Found]) -> None:
    text = (
        "President Ana Rojas of Chile spoke by telephone with President Luis Vega of Peru. Mr Vega spoke about his "
        "conversation with President Jean Morel of France. The leaders agreed to open the border."
    )
    assert ("agree", "CHL+PER") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chile demanded that Peru accept the offer.",  # what Peru is asked
        "Chile will wait until Peru agrees to a truce.",
        "Peru is expected to rebuild the Chilean bridge.",
        "Peru said that there were no talks with Chile.",
        "Peru's envoy called the dam a source of pride for Chile.",
    ],
)
def test_what_is_only_demanded_expected_or_told_is_no_undertaking_of_peru(
    found: Callable[[str], Found], text: str
) -> None:
    acts = ("agree", "accept", "commit", "decline", "request")
    assert not [word for word, by in found(text) if by == "PER" and word in acts]


def test_a_group_that_no_name_tells_is_those_who_met(found: Callable[[str], Found]) -> None:
    text = "Peruvian and Chilean admirals met in Lima on Monday. Both navies reaffirmed their commitment to safe lanes."
    assert ("agree", "CHL+PER") in found(text)


def test_the_two_sides_are_not_those_of_another_meeting_told_before(found: Callable[[str], Found]) -> None:
    text = (
        "Ghana, Togo sign a fishing pact\n\nACCRA: Ghana's President John Mahama met Togo's President Faure Gnassingbe "
        "on Monday and they signed a pact on fishing.\n\nOn Tuesday Mr Mahama met Benin's President Patrice Talon in "
        "Accra.\n\nThe fish is smoked. It is sold on markets.\n\nPrices were stable.\n\nTraders were glad.\n\nTrade "
        "between the two countries grew. The two sides agreed to hold a fair in Lome."
    )
    assert found(text)[-1] == ("agree", "GHA+TGO")
