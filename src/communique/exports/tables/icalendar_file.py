"""iCalendar (RFC 5545): a whole-day entry for each planned engagement and each due date; other rows are left out.

A date of a month or a year spans it, since a calendar knows no "June 2025"; words that are no date have no entry.
The same table gives the same bytes: an entry is stamped with its report's day of publication.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from icalendar import Calendar, Event

from communique.errors import UsageError
from communique.exports.placed import placed_path
from communique.exports.tables.exporter import TableExporter
from communique.model.days import days_of
from communique.model.table import Table
from communique.model.web_link import web_link

AHEAD = frozenset({"planned", "invited", "possible"})
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # the stamp of an entry whose report has no date


def holds(table: Table) -> bool:
    """True for tables whose rows may lie ahead."""
    names = {column.name for column in table.columns}
    return "due" in names or {"status", "parties", "date"} <= names


def write(table: Table, target: Path) -> str:
    """Write the rows that lie ahead; return how many do not."""
    if not holds(table):
        raise UsageError(
            "view-without-dates", f"The rows of {table.name} cannot lie ahead.", "iCalendar holds engagements, ledger."
        )
    calendar = Calendar()
    calendar.add("prodid", "-//communique//register//EN")
    calendar.add("version", "2.0")
    events = [event for row in table.rows if (event := _event(row)) is not None]
    said = f"{len(events):,} of {len(table.rows):,} rows are planned or due on a date; the others are left out."
    calendar.add("x-wr-caldesc", " ".join([*table.notes, said]))
    for event in events:
        calendar.add_component(event)
    with placed_path(target) as part:
        part.write_bytes(calendar.to_ical())
    return said


def _event(row: Mapping[str, Any]) -> Event | None:
    """Return the entry of a row, None where it is not planned or due on a date."""
    is_due = "due" in row
    if not is_due and row.get("status") not in AHEAD:
        return None
    first, last = days_of(row.get("due") if is_due else row.get("date")) or (None, None)
    if first is None or last is None:
        return None
    event = Event()
    event.add("uid", _uid(row))
    event.add("dtstamp", _stamp(row.get("published")))
    event.add("dtstart", date.fromisoformat(first))
    event.add("dtend", date.fromisoformat(last) + timedelta(days=1))
    event.add("summary", _line(_summary(row, is_due)))
    source = f"{row.get('outlet') or row.get('report')}, {row.get('published') or 'undated'}"
    event.add("description", _line(f"“{row.get('words')}” ({source})"))
    if row.get("place"):
        event.add("location", _line(row["place"]))
    if link := web_link(row.get("url")):
        event.add("url", _line(link))
    return event


def _summary(row: Mapping[str, Any], is_due: bool) -> str:
    if is_due:
        to = f" to {'+'.join(row['to'])}" if row.get("to") else ""
        return f"Due: {'+'.join(row['by'])}{to}: {row['matter']}"
    return f"{row['kind'].capitalize()} ({row['status']}): {'–'.join(row['parties'])}"


def _line(text: str) -> str:
    """Return a report's words on one line, without signs that command a program."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _uid(row: Mapping[str, Any]) -> str:
    """Return the same name for the same record, in whatever register."""
    return hashlib.sha256(f"{row.get('report')}#{row.get('record')}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _stamp(published: str | None) -> datetime:
    return datetime.fromisoformat(published).replace(tzinfo=UTC) if published else UNDATED


EXPORTER = TableExporter("ics", ".ics", "planned engagements and due dates, for calendars", write, holds)
