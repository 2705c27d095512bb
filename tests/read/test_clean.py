"""Promises of `clean`: readable for the parser, and every character leads back to the text as given."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.patience import measure

from communique.model.reading import Line
from communique.model.span import Span
from communique.read.clean import SENTENCE_CHARACTERS, clean, cut_long_sentences
from communique.read.lines import find_lines

KEEPERS = ("long", "self")
ODD = "\u00ad\u200b\u200e\u202e\u2060\ufeff\u0301\u05d0\u0627\u064e\xa0\u2009\t\n\r “”‘’\"'.-,ﬁaAzZ09()\0𝔸é"


def cleaned(text: str) -> str:
    line = Line(Span(0, len(text)), "body", "test")
    return clean(text, [line], (), KEEPERS)[0]


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("the mi­­litary", "the military"),
        ("Na\u200bqvi \u202bMohsin\u202c", "Naqvi Mohsin"),
        ("two\xa0sides\u2009met\there", "two sides met here"),
        ("two   sides", "two sides"),
        ("on coopera-\ntion and trade", "on cooperation and trade"),
        ("a coopera\u00ad\ntion", "a cooperation"),
        ("a long-\nterm plan", "a long-term plan"),
        ("the two\nsides", "the two sides"),
        ("“We agree,” he said, ‘now’", "\"We agree,\" he said, 'now'"),
        ("the oﬃce", "the office"),
        ("anti\u2011terror", "anti-terror"),
        ("a\0b", "a b"),
    ],
)
def test_what_the_parser_stumbles_over_is_cleaned(given_text: str, wanted: str) -> None:
    assert cleaned(given_text) == wanted


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("against terrorism.The minister", "against terrorism. The minister"),
        ("we will,”He said", 'we will," He said'),
        ("said”He left", 'said" He left'),
        ("he said,“We go”", 'he said, "We go"'),
        ('he said,"We go."Then', 'he said, "We go." Then'),
        ("in 2025The sides", "in 2025 The sides"),
        ("Amina Noor,the minister", "Amina Noor, the minister"),
        ("Economic Corridor(CPEC)and", "Economic Corridor (CPEC) and"),
        ("at 5 p.m.The sides", "at 5 p.m. The sides"),
        ("Mr.Khan", "Mr. Khan"),
        ("(PTI).The", "(PTI). The"),
    ],
)
def test_glued_words_are_parted(given_text: str, wanted: str) -> None:
    assert cleaned(given_text) == wanted


WHOLE = ["U.S.A and the U.S.", "No.5 and Ph.D", "see https://a.org/X,Y.Html", "mail Amina.Noor@rail.com", "McDonald"]


@pytest.mark.parametrize("text", [*WHOLE, "Rs2.5bn in 1,500", "at 3:15pm", "F-16s", "Dawn.com", "the 1990s"])
def test_what_belongs_together_stays_together(text: str) -> None:
    assert cleaned(text) == text


def test_masked_words_are_left_out() -> None:
    text = "ISLAMABAD: The sides met."
    words, offsets = clean(text, find_lines(text), [Span(0, 11)])
    assert words == "The sides met."
    assert offsets[0] == 11


def test_lines_that_are_not_the_reports_are_left_out() -> None:
    text = "The sides met on rail.\nShare this article\nThey will meet again."
    assert clean(text, find_lines(text))[0] == "The sides met on rail.\nThey will meet again."


@given(st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=300))
def test_every_clean_character_leads_back(text: str) -> None:
    words, offsets = clean(text, find_lines(text), (), KEEPERS)
    assert len(offsets) == len(words) + 1
    assert all(a <= b for a, b in itertools.pairwise(offsets))
    assert offsets[-1] == len(text)
    for char, index in zip(words, offsets, strict=False):
        if char.isalnum() and text[index] not in "ﬀﬁﬂﬃﬄﬅﬆ":
            assert char == text[index]


@given(st.text(alphabet=ODD, max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 50)), max_size=4))
def test_any_mask_keeps_the_offsets(text: str, masks: list[tuple[int, int]]) -> None:
    masked = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in masks]
    words, offsets = clean(text, find_lines(text), masked)
    assert all(a <= b for a, b in itertools.pairwise(offsets))
    hidden = {i for start, end in masked for i in range(start, end)}
    assert not any(char.isalnum() and offsets[i] in hidden for i, char in enumerate(words))


def test_a_sentence_without_end_is_cut_and_keeps_its_offsets() -> None:
    text = "the sides said, " * 2000
    words, offsets = clean(text, find_lines(text))
    cut, places, overlong = cut_long_sentences(words, offsets)
    assert max(map(len, cut.split("\n"))) <= SENTENCE_CHARACTERS
    assert len(places) == len(cut) + 1
    assert len(overlong) == 1
    assert all(char == "\n" or char == text[index] for char, index in zip(cut, places, strict=False))


def test_ordinary_sentences_are_not_cut() -> None:
    text = "The sides met. " * 2000
    words, offsets = clean(text, find_lines(text))
    assert cut_long_sentences(words, offsets) == (words, offsets, ())


@pytest.mark.parametrize("unit", ["The sides met. ", "a", "“x”y", "- \n", "a,b", "x \u200b", "\xad\n"])
def test_time_grows_with_the_length_only(unit: str) -> None:
    def cost(length: int) -> float:
        text = (unit * length)[:length]
        lines = find_lines(text)
        # The least of three: collecting garbage, or another thread, may fall into one.
        return min(measure(lambda: clean(text, lines))[1] for _ in range(3))

    # 8 times the text; a quadratic step would take 64 times as long (20 leaves room for a busy machine).
    assert cost(160_000) < 20 * cost(20_000) + 1
