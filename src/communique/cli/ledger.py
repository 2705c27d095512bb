"""`communique ledger`: who undertook what towards whom, how long ago, and what came of it."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.answering import (
    By,
    Csv,
    Json,
    Limit,
    Outlet,
    RegisterFile,
    Sides,
    Since,
    To,
    Topic,
    Until,
    Words,
    one_of,
)

Act = Annotated[
    list[str] | None, one_of("act", "agree, commit, offer, propose, request, invite, accept, decline, threaten")
]
Status = Annotated[
    str | None, typer.Option("--status", metavar="STATUS", help="Only with this status, given or suggested.")
]


def ledger(
    by: By = None,
    to: To = None,
    side: Sides = None,
    act: Act = None,
    status: Status = None,
    topic: Topic = None,
    text: Words = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """List undertakings: age, what followed, status."""
    from communique.answers import list_ledger
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(
        side=side, by=by, to=to, since=since, until=until, topic=topic, text=text, outlet=outlet, act=act
    )
    answer(register, lambda opened: list_ledger(opened, wanted, status), json=json, csv=csv, limit=limit)
