"""`communique incidents`: violence with every source's numbers, one by one or by month."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.answering import (
    Country,
    Csv,
    Json,
    Limit,
    Outlet,
    RegisterFile,
    Rule,
    Since,
    Until,
    Words,
    one_of,
)

Kinds = Annotated[list[str] | None, one_of("kind", "bombing, ambush, clash, security operation, … (codebook)")]
Monthly = Annotated[bool, typer.Option("--monthly", help="Add up killed and injured by month and class.")]


def incidents(
    monthly: Monthly = False,
    rule: Rule = "ucdp-like",
    kind: Kinds = None,
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
    """List incidents with every source's casualties.

    Low, best and high over all sources by a named rule; --monthly adds them up by month and class."""
    from communique.answers import list_incidents, list_monthly
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(country=country, since=since, until=until, text=text, outlet=outlet, kind=kind)
    make = list_monthly if monthly else list_incidents
    answer(register, lambda opened: make(opened, wanted, rule), json=json, csv=csv, limit=limit)
