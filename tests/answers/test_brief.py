"""What a brief promises: every sentence rests on numbered sources, and silence is never told as an event."""

from __future__ import annotations

import re

import pytest

from communique.answers.brief import get_brief
from communique.answers.filter import Filter
from communique.errors import UsageError
from communique.present.brief import to_markdown
from communique.register import Register
from tests.register.conftest import Add, add, register

__all__ = ["add", "register"]

ZARDARI = {"person": "p1", "name": "Asif Ali Zardari", "country": "PAK", "role": None}
XI = {"person": "p2", "name": "Xi Jinping", "country": "CHN", "role": None}
BEIJING = {"name": "Beijing", "country": "CHN", "lat": 39.9, "lon": 116.4}


@pytest.fixture
def filled(register: Register, add: Add) -> Register:
    meeting = {"participants": [ZARDARI, XI], "place": BEIJING, "date": "2025-02-05"}
    for report, outlet, day in (("r1", "Margalla Wire", "2025-02-05"), ("r2", "Gulf Ledger", "2025-02-06")):
        add(report, f"Xi received Zardari. {report}", "engagements", "received Zardari", day, outlet, fields=meeting)
    add(
        "r3",
        "China promised to fund a hospital in Gwadar.",
        "undertakings",
        "promised to fund a hospital",
        "2025-02-06",
        matter="fund a hospital",
        amounts=[{"value": 5e7, "currency": "USD"}],
    )
    add(
        "r4",
        "Zardari will visit Beijing again in March.",
        "engagements",
        "will visit Beijing",
        "2025-02-10",
        fields={"kind": "visit", "status": "planned", "participants": [ZARDARI], "place": BEIJING, "date": "2025-03"},
    )
    add(
        "r5",
        "A bomb hit a bus in Dasu and killed two Chinese engineers.",
        "incidents",
        "killed two Chinese engineers",
        "2025-04-02",
        fields={
            "kind": "bombing",
            "place": {"name": "Dasu", "country": "PAK", "lat": None, "lon": None},
            "casualties": [{"outcome": "killed", "class": "foreign", "count": 2, "qualifier": None, "source": None}],
        },
    )
    return register


def test_every_sentence_of_a_brief_rests_on_a_numbered_source(filled: Register) -> None:
    brief = get_brief(filled, "PAK", "CHN")
    sentences = [sentence for section in brief.sections for sentence in section.sentences]
    assert sentences
    assert all(brief.numbers(sentence) for sentence in sentences)
    assert sorted(brief.sources) == list(range(1, len(brief.sources) + 1))


def test_every_source_quotes_words_of_its_report(filled: Register) -> None:
    for claim in get_brief(filled, "PAK", "CHN").sources.values():
        text = filled.connection.execute("SELECT text FROM report WHERE key = ?", (claim.source.key,)).fetchone()[0]
        assert all(words in text for words in claim.words)


def test_either_order_of_a_pair_tells_the_same_contacts(filled: Register) -> None:
    one, two = (get_brief(filled, *pair) for pair in (("PAK", "CHN"), ("CHN", "PAK")))
    contacts = [
        [s.text for section in b.sections if section.heading == "Engagements" for s in section.sentences]
        for b in (one, two)
    ]
    assert contacts[0] == contacts[1] != []


def test_a_meeting_of_two_outlets_is_told_once_with_both_sources(filled: Register) -> None:
    brief = get_brief(filled, "PAK", "CHN")
    (last,) = brief.sections[0].sentences
    assert last.text == "Asif Ali Zardari (Pakistan) met Xi Jinping (China) in Beijing on 5 February 2025."
    assert {claim.source.outlet for claim in last.claims} == {"Margalla Wire", "Gulf Ledger"}


def test_an_announced_visit_whose_time_passed_is_told_as_not_reported_never_as_not_held(filled: Register) -> None:
    text = to_markdown(get_brief(filled, "PAK", "CHN"))
    assert "no report of it as held was found until 2 April 2025" in text
    assert not re.search(r"nothing happened|was not held|did not take place", text)


def test_an_incident_with_the_others_nationals_is_told_with_its_source_of_numbers(filled: Register) -> None:
    text = to_markdown(get_brief(filled, "PAK", "CHN"))
    assert "touched nationals of China: Margalla Wire gives 2 foreign killed" in text


def test_a_promise_is_told_with_its_money_and_what_was_looked_at(filled: Register) -> None:
    text = to_markdown(get_brief(filled, "PAK", "CHN"))
    assert "China undertook towards Pakistan to “fund a hospital” (USD 50 million)." in text
    assert "Reported on 6 February 2025 (55 days old)." in text
    assert "No follow-up to these was found until 2 April 2025." in text


def test_an_empty_period_says_what_was_looked_at(filled: Register) -> None:
    brief = get_brief(filled, "PAK", "CHN", Filter(since="2030"))
    assert brief.coverage.startswith("The register holds no reports for this period")
    assert not brief.sources
    assert all(section.note for section in brief.sections)


def test_words_of_a_report_cannot_write_markdown(register: Register, add: Add) -> None:
    words = "promised <script>alert(1)</script> [a](javascript:b) `c`"
    add("r1", f"China {words}.", "undertakings", words, title="x")
    text = to_markdown(get_brief(register, "PAK", "CHN"))
    assert "<script>" not in text
    assert not re.search(r"(?<!\\)\]\(javascript:", text), "an unescaped bracket makes a link"


@pytest.mark.parametrize(("a", "b"), [("PAK", "PAK"), ("XQZ", "PAK")])
def test_a_pair_that_is_none_says_what_to_write(filled: Register, a: str, b: str) -> None:
    with pytest.raises(UsageError, match="PAK CHN"):
        get_brief(filled, a, b)
