"""`communique ledger`: who undertook what towards whom, how long ago, and what came of it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from communique.cli.answering import By, Sides, To, Topic, Words, one_of
from communique.cli.asking import Make, asks

Act = Annotated[
    list[str] | None, one_of("act", "agree, commit, offer, propose, request, invite, accept, decline, threaten")
]
Status = Annotated[
    str | None, typer.Option("--status", metavar="STATUS", help="Only with this status, given or suggested.")
]


@asks("since", "until", "outlet", "limit")
def ledger(
    by: By = None,
    to: To = None,
    side: Sides = None,
    act: Act = None,
    status: Status = None,
    topic: Topic = None,
    text: Words = None,
    **period: Any,
) -> Make:
    """List undertakings: age, what followed, status."""
    from communique.answers import list_ledger
    from communique.cli.answering import make_filter

    wanted = make_filter(side=side, by=by, to=to, topic=topic, text=text, act=act, **period)
    return lambda opened: list_ledger(opened, wanted, status)
