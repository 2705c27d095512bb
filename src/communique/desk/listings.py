"""The lists there are, one value each: which view, which facets, how their rows are called."""

from __future__ import annotations

from communique.answers.views import get_view
from communique.desk import facets as f
from communique.desk.listing import Listing

UNDERTAKINGS = Listing(
    "undertakings", "Undertakings", get_view("ledger"), "undertaking", "undertakings", "claim",
    (f.BY, f.TO, f.ACT, f.SUGGESTED_STATUS, f.TOPIC, f.MONTH, f.OUTLET),
)  # fmt: skip
ENGAGEMENTS = Listing(
    "engagements", "Engagements", get_view("engagements"), "engagement", "engagements", "case",
    (f.SIDE, f.KIND, f.STATUS, f.COUNTRY, f.TOPIC, f.MONTH_OR_AHEAD, f.OUTLET),
)  # fmt: skip
INCIDENTS = Listing(
    "incidents", "Incidents", get_view("incidents"), "incident", "incidents", "case",
    (f.KIND, f.COUNTRY, f.MONTH, f.OUTLET),
)  # fmt: skip
STATEMENTS = Listing(
    "statements", "Statements", get_view("statements"), "statement", "statements", "claim",
    (f.BY, f.ABOUT, f.STANCE, f.MONTH, f.OUTLET),
)  # fmt: skip
ACTIONS = Listing(
    "actions", "Actions", get_view("actions"), "action", "actions", "claim",
    (f.BY, f.TO, f.TYPE, f.COUNTRY, f.MONTH, f.OUTLET),
)  # fmt: skip
FIGURES = Listing("figures", "Figures", get_view("figures"), "figure", "figures", "claim", (f.UNIT, f.MONTH, f.OUTLET))
PEOPLE = Listing("people", "People", get_view("people"), "person", "people", "case", (f.SIDE,), is_dated=False)
BODIES = Listing("bodies", "Bodies", get_view("bodies"), "body", "bodies", "case", (f.SIDE,), is_dated=False)
REPORTS = Listing("reports", "Reports", get_view("reports"), "report", "reports", "report", (f.OUTLET, f.MONTH))
PROBLEMS = Listing("problems", "Problems", get_view("problems"), "problem", "problems", "problem", (f.OUTLET, f.MONTH))
SEARCH = Listing("search", "Search", get_view("search"), "report", "reports", "report", (), is_dated=False)

LISTINGS: tuple[Listing, ...] = (
    UNDERTAKINGS, ENGAGEMENTS, INCIDENTS, STATEMENTS, ACTIONS, FIGURES, PEOPLE, BODIES, REPORTS, PROBLEMS, SEARCH,
)  # fmt: skip

EVENTS = Listing("events", "Events", get_view("events"), "event row", "event rows", "event")
API_LISTINGS: tuple[Listing, ...] = (*LISTINGS, EVENTS)
"""What the API lists: also what only programs ask for."""
