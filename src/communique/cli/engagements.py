"""`communique engagements`: who met, called or visited whom, told by which reports."""

from __future__ import annotations

from typing import Annotated

from communique.cli.answering import (
    Country,
    Csv,
    Json,
    Limit,
    Outlet,
    RegisterFile,
    Sides,
    Since,
    Topic,
    Until,
    Words,
    one_of,
)

Kinds = Annotated[list[str] | None, one_of("kind", "meeting, call, visit, conference, signing or other")]
Statuses = Annotated[list[str] | None, one_of("status", "held, ongoing, planned, invited, possible or cancelled")]


def engagements(
    side: Sides = None,
    kind: Kinds = None,
    status: Statuses = None,
    country: Country = None,
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
    """List contacts: meetings, calls, visits, conferences.

    One row a contact, however many reports tell of it; `communique case` shows what each says."""
    from communique.answers import list_engagements
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(
        side=side,
        country=country,
        since=since,
        until=until,
        topic=topic,
        text=text,
        outlet=outlet,
        kind=kind,
        status=status,
    )
    answer(register, lambda opened: list_engagements(opened, wanted), json=json, csv=csv, limit=limit)
