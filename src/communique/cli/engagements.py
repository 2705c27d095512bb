"""`communique engagements`: who met, called or visited whom, told by which reports."""

from __future__ import annotations

from typing import Annotated, Any

from communique.cli.answering import Country, Sides, Topic, Words, one_of
from communique.cli.asking import Make, asks

Kinds = Annotated[list[str] | None, one_of("kind", "meeting, call, visit, conference, signing or other")]
Statuses = Annotated[list[str] | None, one_of("status", "held, ongoing, planned, invited, possible or cancelled")]


@asks("since", "until", "outlet", "limit")
def engagements(
    side: Sides = None,
    kind: Kinds = None,
    status: Statuses = None,
    country: Country = None,
    topic: Topic = None,
    text: Words = None,
    **period: Any,
) -> Make:
    """List contacts: meetings, calls, visits, conferences.

    One row a contact, however many reports tell of it; `communique case` shows what each says."""
    from communique.answers import list_engagements
    from communique.cli.answering import make_filter

    wanted = make_filter(side=side, country=country, topic=topic, text=text, kind=kind, status=status, **period)
    return lambda opened: list_engagements(opened, wanted)
