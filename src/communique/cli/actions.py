"""`communique actions`: what was done, beyond words and contact."""

from __future__ import annotations

from typing import Annotated, Any

from communique.cli.answering import By, Country, Sides, To, Words, one_of
from communique.cli.asking import Make, asks

Types = Annotated[
    list[str] | None,
    one_of("type", "aid, cooperate, concede, sanction, coerce, mobilize, withdraw, investigate or protest"),
]


@asks("since", "until", "outlet", "limit")
def actions(
    by: By = None,
    to: To = None,
    side: Sides = None,
    type: Types = None,
    country: Country = None,
    text: Words = None,
    **period: Any,
) -> Make:
    """List deeds: aid, sanctions, deployments, protests."""
    from communique.answers import list_actions
    from communique.cli.answering import make_filter

    wanted = make_filter(side=side, by=by, to=to, country=country, text=text, type=type, **period)
    return lambda opened: list_actions(opened, wanted)
