"""`cast` gives the cast of a text; `stands_for` what a phrase of the text stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.model.cast import Cast, Reference
from communique.model.report import RawReport
from communique.pipeline import Trace, trace_report


@pytest.fixture(scope="session")
def trace() -> Callable[..., Trace]:
    """Return a function that codes a text and keeps reading and cast."""

    def trace_text(text: str, outlet: str | None = None) -> Trace:
        return trace_report(RawReport(id="test", text=text, where="test", outlet=outlet, language="en"))

    return trace_text


@pytest.fixture(scope="session")
def cast(trace: Callable[..., Trace]) -> Callable[..., Cast]:
    """Return a function that gives the cast of a text."""

    def cast_of(text: str, outlet: str | None = None) -> Cast:
        found = trace(text, outlet).cast
        assert found is not None
        return found

    return cast_of


@pytest.fixture(scope="session")
def stands_for(trace: Callable[..., Trace]) -> Callable[..., list[Reference]]:
    """Return a function that gives the references headed by a word of a text, in text order."""

    def references(text: str, word: str, outlet: str | None = None) -> list[Reference]:
        traced = trace(text, outlet)
        assert traced.cast is not None and traced.reading is not None
        doc = traced.reading.doc
        return [r for i, r in traced.cast.references.items() if doc[i].text == word]

    return references
