"""Read a report: lines told apart, parsed with exact offsets, cut into clauses."""

from __future__ import annotations

from communique.languages import Language
from communique.model.problem import Problem
from communique.model.reading import Reading
from communique.model.report import Report
from communique.read.clauses import find_clauses
from communique.read.clean import clean
from communique.read.lines import find_lines
from communique.read.open import open_report
from communique.read.parse import Parser, parse_text

__all__ = ["Parser", "open_report", "read"]


def read(report: Report, language: Language, parse: Parser | None = None) -> tuple[Reading, tuple[Problem, ...]]:
    """Read a frozen report in `language`; `parse` (clean text to `Doc`) replaces the language's own parser."""
    lines = find_lines(report.text, report.title)
    text, offsets = clean(report.text, lines)
    doc = parse(text) if parse else parse_text(text, language)
    return Reading(report, lines, doc, offsets, find_clauses(doc, language)), ()
