"""The word table says of every token what spaCy's own components say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from communique.acquire import acquire
from communique.languages import LANGUAGES, word_table
from communique.read.parse import mark_lines
from communique.samples import sample_folder

WORDS = [
    "there",
    "is",
    "'s",
    "let",
    "ai",
    "n't",
    "got",
    "ta",
    "hoped",
    "talks",
    "I",
    "'d",
    "had",
    "but",
    "\n\n",
    "Oslo",
]


@pytest.fixture(scope="module")
def stock() -> Language:
    """spaCy's pipeline as it is loaded, its own components in use."""
    return spacy.load(LANGUAGES["en"].parser)


@pytest.fixture(scope="module")
def own() -> Language:
    return LANGUAGES["en"].load_parser()


def told(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.ent_iob_, t.ent_type_) for t in doc]


def test_it_stands_in_for_both_components(own: Language) -> None:
    assert word_table.NAME in own.pipe_names
    assert not {word_table.RULER, word_table.LEMMATIZER} & set(own.pipe_names)


def test_samples_are_told_alike(stock: Language, own: Language) -> None:
    for raw in acquire([sample_folder()]):
        assert told(own(mark_lines(own.make_doc(raw.text)))) == told(stock(mark_lines(stock.make_doc(raw.text)))), (
            raw.id
        )


@pytest.mark.parametrize(
    "text",
    [
        "There is no plan.",
        "Let's go, they ain't here.",
        "She's got ta leave: there's nothing.",
        "",
        "\n\n",
        "I 'd hoped.",
    ],
)
def test_words_that_rules_join_are_told_alike(stock: Language, own: Language, text: str) -> None:
    assert told(own(text)) == told(stock(text))


@given(words=st.lists(st.sampled_from(WORDS), max_size=12), data=st.data())
def test_any_tags_and_dependencies_are_told_alike(
    stock: Language, own: Language, words: list[str], data: st.DataObject
) -> None:
    tags = [data.draw(st.sampled_from(["VBZ", "VBD", "NN", "PRP", "IN", "DT", "MD", "_SP", "RB"])) for _ in words]
    deps = [data.draw(st.sampled_from(["nsubj", "ROOT", "aux", "expl", "mark", "det", "dobj"])) for _ in words]

    def annotate(nlp: Language, components: list[Callable[[Doc], Doc]]) -> list[tuple[str, ...]]:
        doc = Doc(nlp.vocab, words=words, tags=tags, deps=deps, heads=[0] * len(words))
        for component in components:
            doc = component(doc)
        return told(doc)

    both = [stock.get_pipe(word_table.RULER), stock.get_pipe(word_table.LEMMATIZER)]
    assert annotate(own, [own.get_pipe(word_table.NAME)]) == annotate(stock, both)


def test_a_full_table_begins_anew(own: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    table = own.get_pipe(word_table.NAME)
    assert isinstance(table, word_table.WordTable)
    own("Ministers meet.")
    before = told(own("Ministers meet in Oslo."))
    monkeypatch.setattr(word_table, "MOST_KEYS", 0)
    assert told(own("Ministers meet in Oslo.")) == before
    assert len(table.answers) <= len(before)


def test_a_pipeline_without_the_two_is_left_as_it_is() -> None:
    blank = spacy.blank("en")
    assert word_table.use_word_table(blank).pipe_names == []
