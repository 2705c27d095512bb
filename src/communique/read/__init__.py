"""Read a report: lines told apart, parsed with exact offsets, cut into clauses."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace

from communique.languages import Language
from communique.model.problem import Problem
from communique.model.reading import Line, Reading
from communique.model.report import Report
from communique.read.clauses import find_clauses
from communique.read.clean import SENTENCE_CHARACTERS, clean, cut_long_sentences
from communique.read.dateline import find_datelines, place_words
from communique.read.furniture import load_furniture
from communique.read.lines import find_lines
from communique.read.open import open_report
from communique.read.parse import Parser, parse_text

__all__ = ["Parser", "Prepared", "open_report", "prepare", "read"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report before it is parsed: its lines, the clean `text` to parse, and the way back to the text as given."""

    report: Report
    lines: tuple[Line, ...]
    text: str
    offsets: array[int]
    problems: tuple[Problem, ...]


def prepare(report: Report, language: Language) -> Prepared:
    """Tell a report's lines apart, find its dateline and clean its text."""
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
    return Prepared(report, lines, text, offsets, problems)


def read(ready: Prepared, language: Language, parse: Parser | None = None) -> Reading:
    """Read a prepared report in `language`; `parse` (clean text to `Doc`) replaces the language's own parser."""
    doc = parse(ready.text) if parse else parse_text(ready.text, language)
    return Reading(ready.report, ready.lines, doc, ready.offsets, find_clauses(doc, language))
