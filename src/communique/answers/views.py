"""Every table that the register answers with: one line a view. `communique export` and the codebook page read this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from communique.answers import (
    acled,
    actions,
    bodies,
    engagements,
    events,
    figures,
    incidents,
    ledger,
    network,
    people,
    problems,
    reports,
    ucdp_ged,
)
from communique.errors import UsageError
from communique.model.table import Column, Table

PERIOD = ("since", "until", "outlet")


@dataclass(frozen=True, slots=True)
class View:
    """`make(register, filter, **options)` gives the table. `filters` are the parts of a filter that it heeds, codebook
    fields of `having` among them, `options` the further arguments it takes: another one given is an error, since an
    answer that ignores it would be to another question."""

    name: str
    help: str
    columns: tuple[Column, ...]
    make: Callable[..., Table]
    filters: tuple[str, ...]
    options: tuple[str, ...] = ()


VIEWS: tuple[View, ...] = (
    View(
        "ledger", "undertakings, with their age, what followed and their status", ledger.COLUMNS, ledger.list_ledger,
        ("side", "by", "to", "act", "topic", "text", *PERIOD), ("status",),
    ),
    View(
        "engagements", "contacts, one row however many reports tell of it", engagements.COLUMNS,
        engagements.list_engagements, ("side", "kind", "status", "country", "topic", "text", *PERIOD),
    ),
    View(
        "incidents", "violence, one row however many reports tell of it, with ranges of casualties", incidents.COLUMNS,
        incidents.list_incidents, ("kind", "country", "text", *PERIOD), ("rule",),
    ),
    View(
        "monthly", "killed and injured by month and class", incidents.MONTH_COLUMNS, incidents.list_monthly,
        ("kind", "country", "text", *PERIOD), ("rule",),
    ),
    View(
        "actions", "what was done between sides", actions.ACTION_COLUMNS, actions.list_actions,
        ("side", "by", "to", "type", "country", "text", *PERIOD),
    ),
    View(
        "statements", "what sides praised, condemned or rejected", actions.STATEMENT_COLUMNS, actions.list_statements,
        ("side", "by", "about", "stance", "text", *PERIOD),
    ),
    View(
        "people", "who is who: offices over time, whom met, when", people.COLUMNS, people.list_people,
        ("side", *PERIOD), ("name",),
    ),
    View(
        "bodies", "ministries, parties, companies, armed groups: names, and which reports name them", bodies.COLUMNS,
        bodies.list_bodies, ("side", *PERIOD),
    ),
    View(
        "figures", "statistics and amounts, as given", figures.COLUMNS, figures.list_figures, ("unit", "text", *PERIOD)
    ),
    View(
        "checks", "what figures say of each other: sums, repetitions, counted twice", figures.CHECK_COLUMNS,
        figures.check_figures, ("unit", "text", *PERIOD),
    ),
    View("reports", "what the register has read", reports.REPORT_COLUMNS, reports.list_reports, PERIOD),
    View("problems", "what went wrong with which report", problems.COLUMNS, problems.list_problems, PERIOD),
    View("status", "coverage by outlet and month", reports.STATUS_COLUMNS, reports.get_status, PERIOD),
    View(
        "search", "reports that have all the words, best first", reports.SEARCH_COLUMNS, reports.search_reports,
        PERIOD, ("words",),
    ),
    View(
        "events", "PLOVER-style event rows, one a dyad, with CAMEO country codes", events.COLUMNS, events.list_events,
        ("side", "country", "text", *PERIOD), ("rule",),
    ),
    View(
        "network", "who meets whom: pairs of persons, and how often", network.COLUMNS, network.list_network,
        ("side", "topic", *PERIOD),
    ),
    View(
        "ucdp-ged", "incidents under UCDP-GED's column names (our data only)", ucdp_ged.COLUMNS, ucdp_ged.list_ucdp_ged,
        ("kind", "country", "text", *PERIOD), ("rule",),
    ),
    View(
        "acled", "incidents under ACLED's column names (our data only)", acled.COLUMNS, acled.list_acled,
        ("kind", "country", "text", *PERIOD), ("rule",),
    ),
)  # fmt: skip


def get_view(name: str) -> View:
    """Return the view of that name."""
    for view in VIEWS:
        if view.name == name:
            return view
    names = ", ".join(view.name for view in VIEWS)
    raise UsageError("view-unknown", f"There is no view {name}.", f"Views: {names}.")
