"""The program on one page: one raw report in, one coded report out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from communique.identify import identify
from communique.languages import LANGUAGES
from communique.learned import Model, adviser_for, model_of
from communique.model.cast import Cast
from communique.model.kind import Context
from communique.model.opinion import Adviser
from communique.model.problem import Problem
from communique.model.reading import Reading
from communique.model.report import RawReport, Report
from communique.read import Parser, Prepared, open_report, prepare, read
from communique.records import KINDS
from communique.resolve import resolve

Learned = Callable[[str], Model | None]


def no_model(_language: str) -> None:
    """Give no learned model: every kind stands on its rules alone."""


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
    """A coded report with what it was coded from; `reading` and `cast` are None where it was not coded, `adviser` also
    where only rules coded."""

    coded: CodedReport
    reading: Reading | None = None
    cast: Cast | None = None
    adviser: Adviser | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A report before it is parsed; `prepared` is None where it cannot be coded."""

    report: Report
    problems: tuple[Problem, ...]
    prepared: Prepared | None


def open_raw(raw: RawReport) -> Opened:
    """Do all that comes before the parse: check the text, tell its language and lines, clean it."""
    report, problems = open_report(raw, tuple(LANGUAGES))
    if report.language not in LANGUAGES or not report.text.strip():
        return Opened(report, problems, None)
    return Opened(report, problems, prepare(report, LANGUAGES[report.language]))


def code_report(
    raw: RawReport, parse: Parser | None = None, opened: Opened | None = None, learned: Learned = model_of
) -> CodedReport:
    """Code one report. `parse` replaces the language's own parser; `opened` is what `open_raw` has made of `raw`;
    `learned` gives the learned model of a language: `no_model` gives none."""
    return trace_report(raw, parse, opened, learned).coded


def trace_report(
    raw: RawReport, parse: Parser | None = None, opened: Opened | None = None, learned: Learned = model_of
) -> Trace:
    """Code one report and keep the reading and the cast, so that a record can be followed back to its cause."""
    opened = opened or open_raw(raw)
    if opened.prepared is None:
        return Trace(uncoded(opened.report, opened.problems))
    language = LANGUAGES[opened.report.language or ""]
    reading = read(opened.prepared, language, parse)
    cast = identify(reading, language)
    found: dict[str, tuple[Any, ...]] = {}
    model = learned(language.code)
    adviser = adviser_for(model, reading, cast) if model else None
    context = Context(reading, cast, found, adviser)
    for kind in KINDS:
        found[kind.name] = tuple(kind.find(context))
    records = resolve(found, reading.report, KINDS)
    coded = CodedReport(reading.report, records, opened.problems + opened.prepared.problems)
    return Trace(coded, reading, cast, adviser)


def uncoded(report: Report, problems: tuple[Problem, ...]) -> CodedReport:
    """Return a report without records, for the problems that kept it from being coded."""
    return CodedReport(report, {kind.name: () for kind in KINDS}, problems, is_coded=False)
