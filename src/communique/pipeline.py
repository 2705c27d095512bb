"""The program on one page: one raw report in, one coded report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from communique.identify import identify
from communique.languages import LANGUAGES
from communique.model.cast import Cast
from communique.model.kind import Context
from communique.model.problem import Problem
from communique.model.reading import Reading
from communique.model.report import RawReport, Report
from communique.read import Parser, open_report, read
from communique.records import KINDS
from communique.resolve import resolve


@dataclass(frozen=True, slots=True)
class CodedReport:
    """One report with its records by kind (plural names, in the order of the record format) and its problems.

    `is_coded` is False where a problem kept the report from being coded at all: nothing is known of it then.
    """

    report: Report
    records: dict[str, tuple[Any, ...]]
    problems: tuple[Problem, ...]
    is_coded: bool = True


@dataclass(frozen=True, slots=True)
class Trace:
    """A coded report with what it was coded from; `reading` and `cast` are None where it was not coded."""

    coded: CodedReport
    reading: Reading | None = None
    cast: Cast | None = None


def code_report(raw: RawReport, parse: Parser | None = None) -> CodedReport:
    """Code one report. `parse` replaces the language's own parser (the evaluation passes a caching one)."""
    return trace_report(raw, parse).coded


def trace_report(raw: RawReport, parse: Parser | None = None) -> Trace:
    """Code one report and keep the reading and the cast, so that a record can be followed back to its cause."""
    report, problems = open_report(raw, tuple(LANGUAGES))
    if report.language not in LANGUAGES or not report.text.strip():
        return Trace(uncoded(report, problems))
    language = LANGUAGES[report.language]
    reading, read_problems = read(report, language, parse)
    cast = identify(reading, language)
    found: dict[str, tuple[Any, ...]] = {}
    for kind in KINDS:
        found[kind.name] = tuple(kind.find(Context(reading, cast, found)))
    records = resolve(found, reading.report, KINDS)
    return Trace(CodedReport(reading.report, records, problems + read_problems), reading, cast)


def uncoded(report: Report, problems: tuple[Problem, ...]) -> CodedReport:
    """Return a report without records, for the problems that kept it from being coded."""
    return CodedReport(report, {kind.name: () for kind in KINDS}, problems, is_coded=False)


def code_reports(raws: Iterable[RawReport], parse: Parser | None = None) -> Iterator[CodedReport]:
    """Code reports one after another, in order."""
    for raw in raws:
        yield code_report(raw, parse)
