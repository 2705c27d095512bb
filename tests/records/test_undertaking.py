"""What binds or asks is found, with who, to whom, what and until when; what was not made is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]

OPENING = "Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Monday. "


def acts(report: CodedReport) -> list[tuple[str, str]]:
    """Return act and sides of each undertaking, in text order."""
    return [(r.act, "+".join(r.by)) for r in report.records["undertakings"]]


def only(report: CodedReport) -> Any:
    """Return the one undertaking of a report."""
    found = report.records["undertakings"]
    assert len(found) == 1, acts(report)
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "act", "by"),
    [
        ("China pledged to rebuild the bridge.", "commit", "CHN"),
        ("China is ready to send engineers to the flooded valley.", "offer", "CHN"),
        ("Turkey expressed its readiness to widen trade with Pakistan.", "commit", "TUR"),
        ("Norway remains committed to the peace process.", "commit", "NOR"),
        ("Japan and India agreed to train more nurses.", "agree", "IND+JPN"),
        ("Kenya and Uganda reaffirmed their commitment to a common market.", "agree", "KEN+UGA"),
        ("Brazil offered to host the negotiations.", "offer", "BRA"),
        ("Egypt proposed a joint commission on water.", "propose", "EGY"),
        ("Germany urged Serbia to hand over the documents.", "request", "DEU"),
        ("Germany called on Serbia to hand over the documents.", "request", "DEU"),
        ("France called for an inquiry.", "request", "FRA"),
        ("Qatar sought assistance from Japan.", "request", "QAT"),
        ("Iran extended an invitation to Iraq.", "invite", "IRN"),
        ("Iraq accepted the invitation.", "accept", "IRQ"),
        ("Sudan rejected the proposal.", "decline", "SDN"),
        ("Russia threatened to cut gas deliveries to Moldova.", "threaten", "RUS"),
    ],
)
def test_a_named_act_binds_its_subject(code: Code, sentence: str, act: str, by: str) -> None:
    assert acts(code(sentence)) == [(act, by)]


def test_reported_passive_future_binds_the_speakers_side(code: Code) -> None:
    record = only(code(OPENING + "Wang said that new turbines would be supplied for the dam."))
    assert (record.act, record.by) == ("commit", ("CHN",))


def test_will_continue_to_is_a_commitment(code: Code) -> None:
    record = only(code(OPENING + "Dar said that Pakistan will continue to protect Chinese workers."))
    assert (record.act, record.by, record.to) == ("commit", ("PAK",), ("CHN",))


def test_coordinated_verbs_give_one_record_each(code: Code) -> None:
    assert acts(code(OPENING + "Dar assured full cooperation and invited Wang to Lahore.")) == [
        ("commit", "PAK"), ("invite", "PAK"),
    ]  # fmt: skip


def test_speech_coordinated_behind_what_is_said_belongs_to_the_speaker(code: Code) -> None:
    record = only(code("Norway warned that the truce was fragile and urged Israel to show restraint."))
    assert (record.act, record.by) == ("request", ("NOR",))


def test_quoted_promise_binds_who_is_quoted(code: Code) -> None:
    record = only(code(OPENING + "“We will open a second crossing,” Wang said."))
    assert (record.act, record.by) == ("commit", ("CHN",))


def test_agent_of_a_passive_is_bound(code: Code) -> None:
    record = only(code("Serbia was urged by Germany to hand over the documents."))
    assert (record.act, record.by) == ("request", ("DEU",))


def test_promise_with_its_content_is_one_record(code: Code) -> None:
    assert acts(code("Japan promised that it would send two ships.")) == [("commit", "JPN")]


@pytest.mark.parametrize(
    "sentence",
    [
        "China did not promise to rebuild the bridge.",
        "If China promised to rebuild the bridge, Nepal would benefit.",
        "China might offer to rebuild the bridge.",
        "Would China agree to rebuild the bridge?",
        "The minister came to promise help.",
        "China rebuilt the bridge.",
    ],
)
def test_what_was_not_made_is_not_coded(code: Code, sentence: str) -> None:
    assert acts(code(sentence)) == []


def test_what_a_speaker_foretells_of_a_third_side_binds_nobody(code: Code) -> None:
    assert acts(code(OPENING + "Dar said that Russia would build a new pipeline.")) == []


def test_visit_to_come_is_left_to_engagements(code: Code) -> None:
    assert acts(code(OPENING + "Dar said that Pakistan's president would visit China.")) == []


def test_opinion_agreed_on_is_a_statement(code: Code) -> None:
    report = code("Japan and India agreed that their friendship was of great importance.")
    assert acts(report) == []
    assert [(r.stance, r.by) for r in report.records["statements"]] == [("affirm", ("IND", "JPN"))]


def test_hope_that_another_acts_is_a_request(code: Code) -> None:
    record = only(code("Pakistan hoped that India would return to the treaty."))
    assert (record.act, record.by, record.to) == ("request", ("PAK",), ("IND",))


def test_duty_of_the_two_is_proposed_and_of_the_other_requested(code: Code) -> None:
    proposed = only(code(OPENING + "Wang said that China and Pakistan should jointly patrol the strait."))
    asked = only(code(OPENING + "Wang said that Pakistan should repair the road."))
    assert (proposed.act, proposed.by) == ("propose", ("CHN",))
    assert (asked.act, asked.by, asked.to) == ("request", ("CHN",), ("PAK",))


def test_amount_and_due_date_are_read(code: Code) -> None:
    record = only(code("Japan pledged to lend Nepal $120 million by March 2027.", published="2026-02-03"))
    assert [(a.value, a.currency) for a in record.amounts] == [(120e6, "USD")]
    assert record.due == "2027-03"
    assert record.to == ("NPL",)


def test_day_of_the_promise_is_not_its_due_date(code: Code) -> None:
    assert only(code("Japan pledged on Monday to lend Nepal a ship.")).due is None


def test_occasion_and_speaker_are_linked(code: Code) -> None:
    report = code(OPENING + "Wang pledged to widen the highway.")
    record = only(report)
    people = {p.id: p.name for p in report.records["people"]}
    assert record.engagement == report.records["engagements"][0].id
    assert people[record.speaker] == "Wang Yi"


def test_governments_own_page_speaks_for_it(code: Code) -> None:
    text = "The President of Chile met the President of Peru. The need to reopen the port was stressed."
    report = code(text, outlet="President of Chile")
    assert [r.by for r in report.records["statements"]] == [("CHL",)]


def test_promises_in_a_transcript_are_their_speakers(code: Code) -> None:
    text = (
        "Chinese President Xi Jinping met Kenyan President William Ruto in Nairobi.\n"
        "Xi Jinping: We will lengthen the railway.\nWilliam Ruto: We will repair the harbour."
    )
    assert acts(code(text)) == [("commit", "CHN"), ("commit", "KEN")]


def test_call_for_what_both_are_to_do_is_a_proposal(code: Code) -> None:
    assert acts(code(OPENING + "Dar called for joint patrols.")) == [("propose", "PAK")]


@settings(deadline=None, max_examples=15)
@given(
    side=st.sampled_from([("China", "CHN"), ("Kenya", "KEN"), ("the European Union", "EU")]),
    verb=st.sampled_from(["promised", "vowed", "pledged"]),
    deed=st.sampled_from(["rebuild the port", "train police officers", "plant a million trees"]),
)
def test_evidence_holds_the_words_of_the_promise(code: Code, side: tuple[str, str], verb: str, deed: str) -> None:
    name, sign = side
    text = f"{name[0].upper()}{name[1:]} {verb} to {deed}."
    record = only(code(text))
    start, end = record.evidence.hull
    assert record.by == (sign,)
    assert f"{verb} to {deed}" in text[start:end]
    assert record.matter == deed


@pytest.mark.parametrize(
    "sentence",
    [
        "China said it would rebuild the bridge if Pakistan paid for it.",
        "Dar suggested that Iran was late with the bridge.",
        "Norway insisted that Sweden was a friend.",
        "Steps aimed at helping Chad were listed by Norway.",
        "The Chinese envoy called on Pakistani Prime Minister Shehbaz Sharif to discuss trade.",
        "Wang said: “I want to tell you that Pakistan is a friend.”",
    ],
)
def test_what_only_sounds_like_an_undertaking_is_none(code: Code, sentence: str) -> None:
    assert acts(code(sentence)) == []


def test_harm_on_a_condition_is_threatened(code: Code) -> None:
    assert acts(code("Norway said it would retaliate if Sweden closed the strait.")) == [("threaten", "NOR")]


def test_deed_agreed_on_in_a_that_clause_is_an_undertaking(code: Code) -> None:
    record = only(code("Japan and India agreed that both countries rebuild the harbour."))
    assert (record.act, record.by) == ("agree", ("IND", "JPN"))


def test_help_extended_is_offered(code: Code) -> None:
    record = only(code("Norway extended its full cooperation to Chad."))
    assert (record.act, record.by, record.to) == ("offer", ("NOR",), ("TCD",))


def test_what_another_is_asked_to_do_is_requested_though_a_word_says_together(code: Code) -> None:
    record = only(code("Norway urged Chad to reply in a spirit of mutual respect."))
    assert record.act == "request"


@pytest.mark.parametrize(
    ("sentence", "matter"),
    [
        (OPENING + "Wang said that cargo flights would resume soon.", "cargo flights would resume soon"),
        (OPENING + "Dar said that Pakistan will not close the port.", "not close the port"),
        ("China put forward a plan to rebuild the bridge.", "a plan to rebuild the bridge"),
        (OPENING + "Dar said that Pakistan will continue to guard the road.", "continue to guard the road"),
        ("Peru and Chile reaffirmed their commitment to widening the road and lowering the tolls.",
         "widening the road and lowering the tolls"),
    ],
)  # fmt: skip
def test_matter_reads_by_itself(code: Code, sentence: str, matter: str) -> None:
    assert only(code(sentence)).matter == matter


def test_matter_begins_behind_the_owner_of_a_commitment(code: Code) -> None:
    record = only(code("Norway voiced the commitment of Norway to lasting peace."))
    assert record.matter == "lasting peace"


def test_visit_undertaken_is_left_to_engagements(code: Code) -> None:
    assert acts(code("Peru's president will undertake an official visit to Chile.")) == []
