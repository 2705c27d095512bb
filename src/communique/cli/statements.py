"""`communique statements`: what sides praised, condemned or rejected."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from communique.cli.answering import By, Sides, Words, one_of
from communique.cli.asking import Make, asks

About = Annotated[list[str] | None, typer.Option("--about", metavar="SIDE", help="A side it is about; repeatable.")]
Stances = Annotated[
    list[str] | None, one_of("stance", "praise, affirm, welcome, condemn, condole, criticise or reject")
]


@asks("since", "until", "outlet", "limit")
def statements(
    by: By = None, about: About = None, side: Sides = None, stance: Stances = None, text: Words = None, **period: Any
) -> Make:
    """List what sides praised, condemned or rejected."""
    from communique.answers import list_statements
    from communique.cli.answering import make_filter

    wanted = make_filter(side=side, by=by, to=about, text=text, stance=stance, **period)
    return lambda opened: list_statements(opened, wanted)
