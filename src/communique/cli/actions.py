"""`communique actions`: what was done, beyond words and contact."""

from __future__ import annotations

from typing import Annotated

from communique.cli.answering import (
    By,
    Country,
    Csv,
    Json,
    Limit,
    Outlet,
    RegisterFile,
    Sides,
    Since,
    To,
    Until,
    Words,
    one_of,
)

Types = Annotated[
    list[str] | None,
    one_of("type", "aid, cooperate, concede, sanction, coerce, mobilize, withdraw, investigate or protest"),
]


def actions(
    by: By = None,
    to: To = None,
    side: Sides = None,
    type: Types = None,
    country: Country = None,
    text: Words = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """List deeds: aid, sanctions, deployments, protests."""
    from communique.answers import list_actions
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(
        side=side, by=by, to=to, country=country, since=since, until=until, text=text, outlet=outlet, type=type
    )
    answer(register, lambda opened: list_actions(opened, wanted), json=json, csv=csv, limit=limit)
