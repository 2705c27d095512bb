"""`communique search`: reports by their words."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.answering import Csv, Json, Limit, Outlet, RegisterFile, Since, Until

Wanted = Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that must all stand in a report.")]


def search(
    words: Wanted,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """Find reports by their words, best first."""
    from communique.answers import search_reports
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(since=since, until=until, outlet=outlet)
    answer(register, lambda opened: search_reports(opened, wanted, " ".join(words)), json=json, csv=csv, limit=limit)
