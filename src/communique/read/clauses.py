"""Find the clauses of a parse: predicates with their arguments, who says them, and how real they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.languages import Language
from communique.model.reading import Clause

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_clauses(doc: Doc, language: Language) -> tuple[Clause, ...]:
    """Return the clauses in text order of their predicates."""
    return ()
