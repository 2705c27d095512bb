"""`communique people`: who is who, in which office when, whom met."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from communique.cli.answering import Sides
from communique.cli.asking import Make, asks

Name = Annotated[
    str | None,
    typer.Argument(metavar="[NAME]", help="A name, in full or in part, in any spelling.", show_default=False),
]


@asks("since", "until", "outlet", "limit")
def people(name: Name = None, side: Sides = None, **period: Any) -> Make:
    """List people with their offices over time.

    With NAME also the contacts they took part in."""
    from communique.answers import list_people
    from communique.cli.answering import make_filter

    wanted = make_filter(side=side, **period)
    return lambda opened: list_people(opened, wanted, name)
