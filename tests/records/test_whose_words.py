"""Undertakings and statements are held by whose words they are, and are about who did what is spoken of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]


def held(report: CodedReport) -> set[tuple[str, str]]:
    """Return act or stance and sides of all undertakings and statements."""
    acts = {(r.act, "+".join(r.by)) for r in report.records["undertakings"]}
    return acts | {(r.stance, "+".join(r.by)) for r in report.records["statements"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LIMA: The Kuwaiti Ministry of Defence condemned the raid. The ministry urged Chad to stop.",
         {("condemn", "KWT"), ("request", "KWT")}),
        ("LIMA: “We condemn the raid,” said a statement issued by Norway and Chad.", {("condemn", "CHD+NOR")}),
        ("Foreign Minister of Norway Espen Eide Monday urged Chad to open the road.", {("request", "NOR")}),
        ("Ghanaian President John Mahama met reporters. “King Felipe is unfit,” he said. He praised Togo.",
         {("praise", "GHA")}),
        ("Ghanaian Minister Ama Boateng spoke. After a call with Togolese Minister Robert Dussey, she praised Benin.",
         {("praise", "GHA")}),
        ("Western countries, including Norway and Chad, have long accused Iran of cheating.",
         {("criticise", "NOR+TCD")}),
        ("The envoy of Peru renewed his country's commitment to building ports, stressing the friendship with Chile.",
         {("commit", "PER"), ("affirm", "PER")}),
        ("Ghana's allies condemned the raid on Togo.", set()),
        ("Norway said that a truce proposed by Qatar had been signed.", {("propose", "QAT")}),
    ],
)  # fmt: skip
def test_words_are_held_by_whose_they_are(code: Code, text: str, expected: set[tuple[str, str]]) -> None:
    expected = {(word, by.replace("CHD+NOR", "NOR+TCD")) for word, by in expected}
    found = held(code(text, outlet="Dawn"))
    assert expected <= found and (expected or not found)


def test_numbered_verbs_are_the_bodys_whose_resolution_they_are(code: Code) -> None:
    text = (
        "The Security Council,\n\nWelcoming the efforts of Kenya,\n\n1. Condemns the raids;\n\n2. Decides to help Chad."
    )
    assert {("welcome", "UN"), ("condemn", "UN"), ("commit", "UN")} <= held(code(text, outlet="UN News"))


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("Japan condemned Kenya's war of aggression against Mali.", ("KEN",)),
        ("Japan condemned the Kenyan raids on Mali.", ("KEN",)),
        ("Japan criticised the transfer of rockets by Kenya to Mali.", ("KEN",)),
        ("Japan accused Kenya of attacking Mali.", ("KEN",)),
        ("Japan welcomed the truce between Kenya and Mali.", ("KEN", "MLI")),
    ],
)
def test_a_statement_is_about_the_doer(code: Code, sentence: str, about: tuple[str, ...]) -> None:
    (record,) = code(sentence).records["statements"]
    assert record.about == about


def test_you_is_whom_the_speaker_meets(code: Code) -> None:
    text = (
        "Kenyan President William Ruto met Malian Prime Minister Choguel Maïga. “I thank you for the help,” Ruto said."
    )
    (record,) = code(text).records["statements"]
    assert record.about == ("MLI",)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Kenyan minister said that Kenya would respond if attacked.", ("threaten", "KEN")),
        ("The Kenyan minister said that Mali will pay a heavy price.", ("threaten", "KEN")),
        ("Kenya called for Mali to be admitted to the union.", ("request", "KEN")),
        ("Kenya will not participate in any plan that leaves out Mali.", ("decline", "KEN")),
        ("Kenya rallied support for the plan.", ("request", "KEN")),
        ("Kenya's envoy said that Mali had never respected the truce.", ("criticise", "KEN")),
        ("Kenya condemned Mali. Kenya's envoy said that Mali was fuelling the war.", ("criticise", "KEN")),
    ],
)
def test_frames_give_their_act(code: Code, sentence: str, expected: tuple[str, str]) -> None:
    assert expected in held(code(sentence))


@pytest.mark.parametrize(
    "sentence", ["Kenya said that Kenya will not be intimidated by Mali.", "Kenyans pledged allegiance to the king."]
)
def test_defiance_and_loyalty_promise_nothing(code: Code, sentence: str) -> None:
    assert not code(sentence).records["undertakings"]
