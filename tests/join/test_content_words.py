"""The words that joining goes by, and how they are shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.join.content_words import as_written, content_words

TEXTS = st.lists(
    st.sampled_from(["securing", "agreed", "harbours", "China’s", "pledge", "of", "railway", "and", "500", "trains"])
).map(" ".join)


@given(TEXTS)
def test_a_reader_is_shown_words_of_the_text_never_stems(text: str) -> None:
    shown = as_written(content_words(text), text)
    assert set(shown) <= {word.casefold().removesuffix("’s") for word in text.split()}
    assert len(shown) == len(content_words(text))


def test_words_of_another_text_are_shown_as_they_are() -> None:
    assert as_written({"harbour", "secur"}, "It is securing nothing") == ["harbour", "securing"]
