"""The parser's part of speech, morphology and lemma of a word, worked out once for each word and not at every mention.

In spaCy's English pipeline these come of two components, the attribute ruler and the lemmatizer, which look at every
token anew, in Python, and took a fifth of the time of the parse. What they say depends on a token's form, tag and
dependency alone, but for a few rules over several tokens ("there is", "let's"). So `WordTable` stands in for both: it
gives them each triple of form, tag and dependency once, and remembers their answer; tokens that such a rule joins are
given to them together, every time. The answers are the same, token by token (tests/languages/test_word_table.py).

What is remembered is numbers, and lemmas as text: nothing of the vocabulary's own, so that it outlives memory zones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

NAME = "word_table"
RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
SEEN: list[int | str] = ["ORTH", "TAG", "DEP"]  # what an answer depends on
TOLD: list[int | str] = ["TAG", "POS", "MORPH", "DEP", "LEMMA"]  # what it is: spaces get a tag and a dependency too

Key = tuple[int, ...]
Answer = tuple[tuple[int, ...], str]

# Bounds memory. The first 200 reports of the corpus bring 20,600 keys, later ones ever fewer.
MOST_KEYS = 200_000


class WordTable:
    """A pipeline component that answers for an attribute ruler and the lemmatizer after it."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self.ruler, self.lemmatizer = ruler, lemmatizer
        self.alone = AttributeRuler(ruler.vocab)
        self.joining = Matcher(ruler.vocab)
        for rule in ruler.patterns:
            patterns = cast("list[list[dict[str, Any]]]", rule["patterns"])
            if all(len(pattern) == 1 for pattern in patterns):
                self.alone.add_patterns([rule])
            else:
                self.joining.add(str(len(self.joining)), patterns)
        self.answers: dict[Key, Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        if len(self.answers) > MOST_KEYS:
            self.answers.clear()
        keys: list[Key] = [tuple(row) for row in doc.to_array(SEEN).tolist()]
        unseen = sorted(set(keys) - self.answers.keys())
        self.answers.update(zip(unseen, self._ask(unseen, self.alone), strict=True))
        told = [self.answers[key] for key in keys]
        for start, end in self._find_joined(doc):
            told[start:end] = self._ask(keys[start:end], self.ruler)
        if told:
            add = doc.vocab.strings.add
            _write(doc, TOLD, [(*values, add(lemma)) for values, lemma in told])
        return doc

    def _ask(self, keys: Sequence[Key], ruler: AttributeRuler) -> list[Answer]:
        """Return what the two components say of tokens that stand in this order, and of nothing around them."""
        if not keys:
            return []
        strings = ruler.vocab.strings
        doc = Doc(ruler.vocab, words=[strings[key[0]] for key in keys])
        _write(doc, SEEN[1:], [key[1:] for key in keys])
        self.lemmatizer(ruler(doc))
        return [(tuple(row[:-1]), strings[row[-1]]) for row in doc.to_array(TOLD).tolist()]

    def _find_joined(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield the runs of tokens that rules over several tokens speak of; runs that overlap are one."""
        runs = sorted((start, end) for _, start, end in self.joining(doc, allow_missing=True))
        while runs:
            start, end = runs.pop(0)
            while runs and runs[0][0] < end:
                end = max(end, runs.pop(0)[1])
            yield start, end


def _write(doc: Doc, names: list[int | str], rows: Sequence[Key]) -> None:
    """Give each token its row of values."""
    array: Any = np.array(rows, "uint64")
    doc.from_array(names, array)


def use_word_table(pipeline: Language) -> Language:
    """Let a word table answer for the pipeline's ruler and lemmatizer, where it has both, one after the other."""
    names = list(pipeline.pipe_names)
    if RULER in names and names[names.index(RULER) + 1 :][:1] == [LEMMATIZER]:
        ruler, lemmatizer = pipeline.get_pipe(RULER), pipeline.get_pipe(LEMMATIZER)
        Language.component(NAME, func=WordTable(cast(AttributeRuler, ruler), cast(Lemmatizer, lemmatizer)))
        pipeline.add_pipe(NAME, after=LEMMATIZER)
        pipeline.disable_pipe(RULER)
        pipeline.disable_pipe(LEMMATIZER)
    return pipeline
