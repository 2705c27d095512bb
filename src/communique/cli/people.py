"""`communique people`: who is who, in which office when, whom met."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.answering import Csv, Json, Limit, Outlet, RegisterFile, Sides, Since, Until

Name = Annotated[
    str | None,
    typer.Argument(metavar="[NAME]", help="A name, in full or in part, in any spelling.", show_default=False),
]


def people(
    name: Name = None,
    side: Sides = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """List people with their offices over time.

    With NAME also the contacts they took part in."""
    from communique.answers import list_people
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(side=side, since=since, until=until, outlet=outlet)
    answer(register, lambda opened: list_people(opened, wanted, name), json=json, csv=csv, limit=limit)
