"""Answers from the register: one file a question, each a function `(register, filter) -> Table` (or `Brief`).

    >>> from communique.answers import Filter, list_ledger
    >>> from communique.register import Register, default_path
    >>> with Register(default_path(), readonly=True) as register:                              # doctest: +SKIP
    ...     table = list_ledger(register, Filter(by=("CHN",), to=("PAK",), since="2025-01"))
    ...     for row in table.rows:
    ...         print(row["published"], row["matter"], row["status"])

Names are imported when they are first used, so that a command line's help does not wait for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.answers.actions import list_actions, list_statements
    from communique.answers.bodies import list_bodies
    from communique.answers.brief import get_brief
    from communique.answers.case import get_case
    from communique.answers.engagements import list_engagements
    from communique.answers.events import list_events
    from communique.answers.figures import check_figures, list_figures
    from communique.answers.filter import Filter
    from communique.answers.incidents import list_incidents, list_monthly
    from communique.answers.judgements import list_judgements
    from communique.answers.ledger import list_ledger
    from communique.answers.people import list_people
    from communique.answers.problems import list_problems
    from communique.answers.reports import get_status, list_reports, search_reports
    from communique.answers.sides import parse_side
    from communique.answers.suggestions import list_suggestions

_HOMES = {
    "Filter": "filter",
    "check_figures": "figures",
    "get_brief": "brief",
    "get_case": "case",
    "get_status": "reports",
    "list_actions": "actions",
    "list_bodies": "bodies",
    "list_engagements": "engagements",
    "list_events": "events",
    "list_figures": "figures",
    "list_incidents": "incidents",
    "list_judgements": "judgements",
    "list_ledger": "ledger",
    "list_monthly": "incidents",
    "list_people": "people",
    "list_problems": "problems",
    "list_reports": "reports",
    "list_statements": "actions",
    "list_suggestions": "suggestions",
    "parse_side": "sides",
    "search_reports": "reports",
}

__all__ = [
    "Filter",
    "check_figures",
    "get_brief",
    "get_case",
    "get_status",
    "list_actions",
    "list_bodies",
    "list_engagements",
    "list_events",
    "list_figures",
    "list_incidents",
    "list_judgements",
    "list_ledger",
    "list_monthly",
    "list_people",
    "list_problems",
    "list_reports",
    "list_statements",
    "list_suggestions",
    "parse_side",
    "search_reports",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'communique.answers' has no attribute '{name}'")
    return getattr(import_module(f"communique.answers.{_HOMES[name]}"), name)
