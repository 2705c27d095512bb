"""Fill the `date` of records from their `when`, and make a `due` in words a date where it is one.

Words that count from another day ("a day later", "the same day") count from the last day told before them in the text,
in whatever record. A record without time words stays undated, even when publication is the same day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from communique.model.days import days_of
from communique.model.report import Report
from communique.resolve.dates import read_due, read_when
from communique.resolve.durations import is_duration, place_duration
from communique.resolve.links import text_position

__all__ = ["fill_dates", "fill_due"]

FORESEEN = frozenset({"planned", "invited", "possible"})
"""Statuses of an engagement that lies ahead; all other records, and all other statuses, look back."""


def fill_dates(records: dict[str, tuple[Any, ...]], report: Report) -> dict[str, tuple[Any, ...]]:
    """Return the records with dates, read in text order over all kinds."""
    dated = {name: list(of_kind) for name, of_kind in records.items()}
    durations: dict[str, str] = {}
    for of_kind in dated.values():
        for index, record in enumerate(of_kind):
            if is_duration(getattr(record, "date", None)):
                durations[record.id] = record.date
                of_kind[index] = replace(record, date=None)
    in_text_order = sorted(
        (text_position(record), name, index)
        for name, of_kind in dated.items()
        for index, record in enumerate(of_kind)
        if hasattr(record, "when") and record.when and record.date is None
    )
    told: date | None = None
    for _, name, index in in_text_order:
        record = dated[name][index]
        foreseen = getattr(record, "status", None) in FORESEEN
        when = read_when(record.when, report.published, foreseen, told)
        if when is None or (not foreseen and report.published and str(when.first) > report.published):
            continue  # what is told as done cannot lie ahead of the report: the words belong to something else
        dated[name][index] = replace(record, date=place_duration(durations.get(record.id), when.date))
        if when.is_one_day:
            told = when.first
    return {name: tuple(of_kind) for name, of_kind in dated.items()}


def fill_due(record: Any, report: Report) -> Any:
    """Return the record with its `due` as EDTF where the words give a date; else they stay.

    Nothing is due before it is reported: words of a time past ("last year's floods") are no due date.
    """
    words = getattr(record, "due", None)
    if not words:
        return record
    due = read_due(words, report.published)
    days = days_of(due)
    is_past = bool(report.published and days and days[1] and days[1] < report.published)
    return replace(record, due=None if is_past else due or words)
