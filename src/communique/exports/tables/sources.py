"""What formats of sources share: which tables list reports, and how a report is named in a bibliography."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communique.errors import UsageError
from communique.model.table import Table
from communique.model.web_link import web_link

REPORT = frozenset({"outlet", "published", "title", "url", "report"})


@dataclass(frozen=True, slots=True)
class CitedReport:
    """A report as a bibliography names it. `key` is the same for the same report in whatever register; `day` is year,
    month and day of publication, or as many of them as are known."""

    key: str
    title: str
    outlet: str | None
    day: tuple[str, ...]
    url: str | None


def holds(table: Table) -> bool:
    """True for tables whose rows name reports."""
    return {column.name for column in table.columns} >= REPORT


def list_sources(table: Table) -> Iterator[CitedReport]:
    """Yield each report that the rows name once, in their order; UsageError for a table that names none."""
    if not holds(table):
        hint = "Sources are in reports, ledger, engagements, incidents, actions, statements, figures, search, events."
        raise UsageError("view-without-sources", f"The rows of {table.name} name no reports.", hint)
    seen: set[str] = set()
    for row in table.rows:
        if row["report"] not in seen:
            seen.add(row["report"])
            yield _cite(row)


def _cite(row: Mapping[str, Any]) -> CitedReport:
    digest = hashlib.sha256(str(row["report"]).encode("utf-8", "surrogatepass")).hexdigest()
    return CitedReport(
        key=f"communique-{digest[:12]}",
        title=" ".join(str(row.get("title") or row["report"]).split()),
        outlet=row.get("outlet"),
        day=tuple((row.get("published") or "").split("-")) if row.get("published") else (),
        url=web_link(row.get("url")),
    )
