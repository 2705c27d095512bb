"""Quotations: the sentence around the evidence, and never less than the evidence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from communique.model.span import Evidence, Span
from communique.present.quote import quotations
from communique.present.terminal import harmless, highlight, print_hanging

TEXT = "First, he spoke. Then the two ministers met in Doha. Nobody else came.\nA new line."


def quote(words: str) -> list[str]:
    start = TEXT.index(words)
    return [TEXT[slice(*span)] for span in quotations(TEXT, Evidence.at(TEXT, Span(start, start + len(words))))]


def test_quotation_is_the_sentence_around_the_words() -> None:
    assert quote("ministers met") == ["Then the two ministers met in Doha."]
    assert quote("Nobody else") == ["Nobody else came."]
    assert quote("A new line.") == ["A new line."]
    assert quote("he spoke. Then") == ["First, he spoke. Then the two ministers met in Doha."]


@given(st.text(min_size=1, max_size=900), st.data())
def test_quotation_holds_the_evidence_and_stays_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    evidence = Evidence.at(text, Span(start, end))
    quoted = quotations(text, evidence)
    assert all(0 <= span.start < span.end <= len(text) for span in quoted)
    assert any(span.contains(evidence[0]) for span in quoted)


@given(st.text(max_size=300))
def test_harmless_text_keeps_its_length_and_commands_nothing(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not set("\x1b\x07\x08\n\r\t\x9b\u202e") & set(shown)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=5))
def test_highlighting_changes_no_words(runs: list[tuple[int, int]]) -> None:
    text = "Then the two ministers met in Doha for long talks."
    spans = [Span(start, start + length) for start, length in runs]
    console = Console(force_terminal=True, color_system="standard", no_color=True)
    assert highlight(console, text, 0, len(text), spans, "bold").plain == text
    plain = highlight(Console(color_system=None), text, 0, len(text), spans, "bold").plain
    assert plain.replace("«", "").replace("»", "") == text


def test_hanging_lines_are_never_wider_than_the_console() -> None:
    console = Console(width=30, color_system=None, record=True, file=None)
    with console.capture() as captured:
        print_hanging(console, highlight(console, TEXT, 0, len(TEXT), [], ""), 4, 2)
    lines = captured.get().splitlines()
    assert lines[0].startswith("    F") and lines[1].startswith("      ")
    assert max(map(len, lines)) <= 30
