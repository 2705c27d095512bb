"""Resolve what the coders left in words: dates, places, links between records, ids.

In: the records of one report by kind, as found. Out: the same records in text order with final ids, with EDTF dates for
their time words, with countries and coordinates for their places. A record that cannot be resolved keeps its words;
none is ever dropped or added here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from communique.model.kind import Kind
from communique.model.report import Report
from communique.resolve.engagement_dates import date_meetings_of_visits
from communique.resolve.links import final_ids, relink, text_position
from communique.resolve.record_dates import fill_dates, fill_due
from communique.resolve.record_places import countries_of, fill_place, names_of_places

__all__ = ["resolve"]

Records = dict[str, tuple[Any, ...]]


def resolve(found: Mapping[str, tuple[Any, ...]], report: Report, kinds: Sequence[Kind]) -> Records:
    """Return the records with ids, dates and places filled."""
    ids = final_ids(found, kinds)
    countries = countries_of(found, report)
    provinces = names_of_places(found)
    records: Records = {}
    for kind in kinds:
        in_text_order = sorted(enumerate(found[kind.name]), key=lambda item: (text_position(item[1]), item[0]))
        records[kind.name] = tuple(
            fill_due(
                fill_place(relink(replace(record, id=f"{kind.prefix}{number}"), ids), countries, provinces), report
            )
            for number, (_, record) in enumerate(in_text_order, 1)
        )
    records = fill_dates(records, report)
    if "engagements" in records:
        records["engagements"] = date_meetings_of_visits(records["engagements"])
    return records
