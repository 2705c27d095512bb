"""Whatever comes in, the run goes on: a problem says what is wrong, and evidence stands in the text word for word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.acquire import acquire
from communique.exports.record_format import to_line
from communique.model.report import RawReport
from communique.model.span import Span
from communique.pipeline import CodedReport, code_report, trace_report
from tests.patience import measure

SENTENCE = "Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Monday."


def code_text(text: str, **metadata: str) -> CodedReport:
    return code_report(RawReport("x", text, "x.txt", **metadata))


def codes(coded: CodedReport) -> list[str]:
    return [problem.code for problem in coded.problems]


def spans(coded: CodedReport) -> Iterator[Span]:
    """Yield every span of every record."""
    for records in coded.records.values():
        for record in records:
            yield from getattr(record, "evidence", ()) or ()
            yield from getattr(record, "mentions", ()) or ()
            for row in getattr(record, "casualties", ()):
                yield from row.evidence


def assert_sound(coded: CodedReport) -> None:
    """Spans lie inside the text and hold words; the output is valid UTF-8."""
    for start, end in spans(coded):
        assert 0 <= start < end <= len(coded.report.text)
        assert coded.report.text[start:end].strip()
    to_line(coded).encode("utf-8")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file-binary"),
        (SENTENCE.replace("met", "met –").encode("cp1252"), "encoding-guessed"),
        (SENTENCE.encode("utf-16-le"), "encoding-guessed"),
        (("“Yes.” " + SENTENCE).encode() + "“No.”".encode("cp1252"), "encoding-mixed"),
        (SENTENCE.replace(" ", "\0 ", 1).encode(), "nul-characters"),
        ("Президент встретился с министром иностранных дел.".encode(), "language-not-coded"),
        (b"12 34", "language-unknown"),
    ],
)
def test_bad_file_is_a_problem_and_the_next_is_read(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    bad, good = (code_report(raw) for raw in acquire([tmp_path]))
    assert codes(bad) == [code]
    assert good.problems == ()
    assert_sound(bad)
    assert_sound(good)


def test_text_over_the_limit_is_not_coded() -> None:
    coded = code_text("The sides met. " * 1_400_000)
    assert codes(coded) == ["text-too-long"]
    assert not any(coded.records.values())


def test_report_without_text_is_a_problem() -> None:
    assert codes(code_text(" \n")) == ["text-missing"]


def test_one_endless_sentence_is_read_in_pieces() -> None:
    endless = SENTENCE + " " + "and the ministers of the two sides met in the capital, " * 120
    code_text(SENTENCE)  # so that the parser is loaded
    coded, cost = measure(lambda: code_text(endless))
    assert codes(coded) == ["sentence-too-long"] and cost < 60
    assert_sound(coded)


def test_halves_of_surrogate_pairs_are_replaced_one_for_one() -> None:
    text = SENTENCE.replace("Beijing", "Bei\ud800jing")
    coded = code_text(text, title="A \udfff title")
    assert codes(coded) == ["characters-replaced"]
    assert len(coded.report.text) == len(text)
    assert_sound(coded)


def test_marks_without_width_in_names_do_not_show() -> None:
    text = (
        SENTENCE.replace("Wang Yi", "Wang\u200b \u202bYi\u202c")
        .replace("Ishaq", "Is\u00adhaq")
        .replace("Dar", "D\u200dar")
    )
    reading = trace_report(RawReport("x", text, "x.txt")).reading
    assert reading is not None
    assert "Wang Yi met Pakistani Foreign Minister Ishaq Dar" in reading.doc.text
    assert_sound(code_text(text))


CUT_SHORT = """\
President Zardari's visit to China was agreed on by the two sides.
The foreign minister asked for talks to be held with the Rwandan minister during his call on the head of the state.
The US Congress passed the bill, the head of the Civil Aviation Authority (CAA) said in the US Congress.
At least five soldiers were killed when militants attacked a post, the minister of interior told the United Nations.
Led by the union's president, hundreds of teachers rallied outside the court under the watch of the New York police.
Norway asked Chile To Host The Talks, which Peru had put off.
"""


@pytest.mark.parametrize("line", CUT_SHORT.splitlines())
def test_a_report_may_break_off_behind_any_word(line: str) -> None:
    words = line.split(" ")
    for count in range(1, len(words)):
        assert code_text(f"{SENTENCE}\n{' '.join(words[:count])}").is_coded


PAGE_PIECES = ["ISLAMABAD, Jun 26 (APP): ", "Share this article\n", "Related Stories\n", "\n\n", "coopera-\ntion "]
MARKS = ["\u00ad", "\u200b", "\u202e", "\ufeff", "\0", "\u0301", "\ud800", "\xa0", "\t", "“", "”", '"']
OTHER_LETTERS = ["...", " – ", ".The", "ﬁ", "وزیر", "中国", "👩‍👩‍👧"]
ODD_PIECES = st.sampled_from([SENTENCE, "at least 5 killed ", *PAGE_PIECES, *MARKS, *OTHER_LETTERS])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ODD_PIECES | st.text(max_size=20), max_size=12).map("".join))
def test_evidence_of_any_text_stands_in_it_word_for_word(text: str) -> None:
    trace = trace_report(RawReport("x", text, "x.txt", published="2025-06-26"))
    assert len(trace.coded.report.text) == len(text)
    assert_sound(trace.coded)
    if trace.reading is not None:
        for token in trace.reading.doc:
            if not token.is_space:
                start, end = trace.reading.span(token.i, token.i + 1)
                assert 0 <= start < end <= len(text)
