"""Words cut one by one give the pieces that the tokenizer gives of the whole sentence."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.learned import pieces
from communique.learned.pieces import LONGEST, Cutter, load_tokenizer

FOLDER = Path(str(resources.files("communique.learned"))) / "en"
WORDS = st.one_of(
    st.sampled_from(["Oslo", "don't", "re-opened", "’s", "\n\n", "émigré", "北京", ""]), st.text(max_size=8)
)


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter(load_tokenizer(FOLDER / "tokenizer.json"))


def check(cutter: Cutter, words: list[str]) -> None:
    encoding = cutter.tokenizer.encode(words, is_pretokenized=True)
    cut = cutter.cut(words)
    assert cut.ids.tolist() == encoding.ids
    assert [at for word in sorted(cut.of_word) for at in cut.of_word[word]] == [
        at for at, word in enumerate(encoding.word_ids) if word is not None
    ]
    assert all(encoding.word_ids[at] == word for word, places in cut.of_word.items() for at in places)


@given(words=st.lists(WORDS, max_size=30))
def test_pieces_are_those_of_the_whole_sentence(cutter: Cutter, words: list[str]) -> None:
    check(cutter, words)


def test_a_long_sentence_is_cut_where_the_tokenizer_cuts_it(cutter: Cutter) -> None:
    check(cutter, ["reconciliation", "Balochistan"] * LONGEST)
    check(cutter, ["x" * 90] * 40)


def test_words_beyond_the_bound_are_forgotten_and_cut_again(cutter: Cutter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_WORDS", 1)
    check(cutter, ["Ministers", "meet", "in", "Oslo", "Ministers"])
