"""Cut a sentence's words into the encoder's pieces, and say which pieces each spot takes.

In: words and spots of one sentence. Out: piece numbers, and for each spot two rows of weights over the pieces, each of
which sums to one: for its head, and for its words. Words past the encoder's limit have no pieces; a spot that lies
there altogether takes the whole sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from communique.model.opinion import Spot

# Nearly all sentences of press reports are shorter; those that are not are judged by their first pieces.
LONGEST = 128
# Words whose pieces are remembered: bounds memory, some 20 MB.
MOST_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """A sentence as the encoder takes it: the numbers of its pieces, and which of them each word has."""

    ids: NDArray[np.int64]
    of_word: dict[int, list[int]]

    def weights(self, spots: Sequence[Spot]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return for each spot a row of weights over the pieces for its head, and one for its words."""
        heads = np.zeros((len(spots), len(self.ids)), dtype=np.float32)
        runs = np.zeros_like(heads)
        for row, spot in enumerate(spots):
            at_head = self.of_word.get(spot.head) or list(range(len(self.ids)))
            at_words = [p for word in spot.words for p in self.of_word.get(word, ())] or at_head
            heads[row, at_head] = 1.0 / len(at_head)
            runs[row, at_words] = 1.0 / len(at_words)
        return heads, runs


class Cutter:
    """Cuts words into pieces, each word once: a word's pieces do not depend on the words beside it."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.opening, self.closing = tokenizer.encode("").ids
        self._known: dict[str, list[int]] = {}

    def cut(self, words: Sequence[str]) -> Pieces:
        """Return a sentence's pieces, `LONGEST` at most, an opening and a closing one around those of its words."""
        ids = [self.opening]
        of_word: dict[int, list[int]] = {}
        for at, word in enumerate(words):
            if found := self._pieces_of(word)[: LONGEST - 1 - len(ids)]:
                of_word[at] = list(range(len(ids), len(ids) + len(found)))
                ids += found
        return Pieces(np.array([*ids, self.closing], dtype=np.int64), of_word)

    def _pieces_of(self, word: str) -> list[int]:
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= MOST_WORDS:
                self._known.clear()
            found = self._known[word] = self.tokenizer.encode(
                [word], is_pretokenized=True, add_special_tokens=False
            ).ids
        return found


def load_tokenizer(file: Path) -> Tokenizer:
    """Load a tokenizer that pads nothing and cuts at `LONGEST`."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer
