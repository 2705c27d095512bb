"""The program on one page: one raw report in, one coded report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from communique.identify import identify
from communique.languages import LANGUAGES
from communique.model.kind import Context
from communique.model.problem import Problem
from communique.model.report import RawReport, Report
from communique.read import Parser, open_report, read
from communique.records import KINDS
from communique.resolve import resolve


@dataclass(frozen=True, slots=True)
class CodedReport:
    """One report with its records by kind (plural names, in the order of the record format) and its problems."""

    report: Report
    records: dict[str, tuple[Any, ...]]
    problems: tuple[Problem, ...]


def code_report(raw: RawReport, parse: Parser | None = None) -> CodedReport:
    """Code one report. `parse` replaces the language's own parser (the evaluation passes a caching one)."""
    report, problems = open_report(raw, tuple(LANGUAGES))
    empty: dict[str, tuple[Any, ...]] = {kind.name: () for kind in KINDS}
    if report.language not in LANGUAGES or not report.text.strip():
        return CodedReport(report, empty, problems)
    language = LANGUAGES[report.language]
    reading, read_problems = read(report, language, parse)
    cast = identify(reading, language)
    found: dict[str, tuple[Any, ...]] = {}
    for kind in KINDS:
        found[kind.name] = tuple(kind.find(Context(reading, cast, found)))
    return CodedReport(reading.report, resolve(found, reading.report, KINDS), problems + read_problems)


def code_reports(raws: Iterable[RawReport], parse: Parser | None = None) -> Iterator[CodedReport]:
    """Code reports one after another, in order."""
    for raw in raws:
        yield code_report(raw, parse)
