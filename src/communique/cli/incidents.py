"""`communique incidents`: violence with every source's numbers, one by one or by month."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from communique.cli.answering import Country, Rule, Words, one_of
from communique.cli.asking import Make, asks

Kinds = Annotated[list[str] | None, one_of("kind", "bombing, ambush, clash, security operation, … (codebook)")]
Monthly = Annotated[bool, typer.Option("--monthly", help="Add up killed and injured by month and class.")]


@asks("since", "until", "outlet", "limit")
def incidents(
    monthly: Monthly = False,
    rule: Rule = "ucdp-like",
    kind: Kinds = None,
    country: Country = None,
    text: Words = None,
    **period: Any,
) -> Make:
    """List incidents with every source's casualties.

    Low, best and high over all sources by a named rule; --monthly adds them up by month and class."""
    from communique.answers import list_incidents, list_monthly
    from communique.cli.answering import make_filter

    wanted = make_filter(country=country, text=text, kind=kind, **period)
    make = list_monthly if monthly else list_incidents
    return lambda opened: make(opened, wanted, rule)
