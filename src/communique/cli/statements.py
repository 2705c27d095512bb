"""`communique statements`: what sides praised, condemned or rejected."""

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
    Until,
    Words,
    one_of,
)

About = Annotated[list[str] | None, typer.Option("--about", metavar="SIDE", help="A side it is about; repeatable.")]
Stances = Annotated[
    list[str] | None, one_of("stance", "praise, affirm, welcome, condemn, condole, criticise or reject")
]


def statements(
    by: By = None,
    about: About = None,
    side: Sides = None,
    stance: Stances = None,
    text: Words = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """List what sides praised, condemned or rejected."""
    from communique.answers import list_statements
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(side=side, by=by, to=about, since=since, until=until, text=text, outlet=outlet, stance=stance)
    answer(register, lambda opened: list_statements(opened, wanted), json=json, csv=csv, limit=limit)
