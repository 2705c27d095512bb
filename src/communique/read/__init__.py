"""Read a report: lines told apart, parsed with exact offsets, cut into clauses."""

from __future__ import annotations

from dataclasses import replace

from communique.languages import Language
from communique.model.problem import Problem
from communique.model.reading import Reading
from communique.model.report import Report
from communique.read.clauses import find_clauses
from communique.read.clean import SENTENCE_CHARACTERS, clean, cut_long_sentences
from communique.read.dateline import find_datelines, place_words
from communique.read.furniture import load_furniture
from communique.read.lines import find_lines
from communique.read.open import open_report
from communique.read.parse import Parser, parse_text

__all__ = ["Parser", "open_report", "read"]


def read(report: Report, language: Language, parse: Parser | None = None) -> tuple[Reading, tuple[Problem, ...]]:
    """Read a frozen report in `language`; `parse` (clean text to `Doc`) replaces the language's own parser."""
    lines = find_lines(report.text, report.title, language)
    datelines = find_datelines(report.text, lines, language)
    if datelines:
        report = replace(report, dateline=place_words(report.text, datelines[0]))
    masked = [dateline.span for dateline in datelines]
    text, offsets = clean(report.text, lines, masked, load_furniture(language).hyphen_keepers)
    text, offsets, overlong = cut_long_sentences(text, offsets)
    problems = tuple(
        Problem(
            "sentence-too-long",
            f"a sentence of {span.end - span.start:,} characters was cut for reading; the limit is "
            f"{SENTENCE_CHARACTERS:,}. Check that the text has its full stops.",
            f"characters {span.start}-{span.end}",
        )
        for span in overlong
    )
    doc = parse(text) if parse else parse_text(text, language)
    return Reading(report, lines, doc, offsets, find_clauses(doc, language)), problems
