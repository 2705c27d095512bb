"""Parse clean text with spaCy, one line never running into the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from communique.languages import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parser = Callable[[str], "Doc"]


def parse_text(text: str, language: Language) -> Doc:
    """Parse clean text into one `Doc`; a sentence begins after every newline."""
    pipeline = language.load_parser()
    doc = pipeline.make_doc(text)
    return pipeline(mark_lines(doc))


def mark_lines(doc: Doc) -> Doc:
    """Preset a sentence start after every newline token: the parser and the names keep to it."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        if "\n" in before.text and not token.is_space:
            token.is_sent_start = True
    return doc
