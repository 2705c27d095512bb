"""`communique suggestions`: what waits for a person's decision."""

from __future__ import annotations

from communique.cli.answering import Csv, Json, Limit, RegisterFile, Sides, Since, Until


def suggestions(
    side: Sides = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """List what waits for a person's decision.

    Follow-ups and likenesses that were found, with both ends' words and the reasons."""
    from communique.answers import list_suggestions
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(side=side, since=since, until=until)
    answer(register, lambda opened: list_suggestions(opened, wanted), json=json, csv=csv, limit=limit)
