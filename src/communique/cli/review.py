"""`communique review` and `gold`: what waits to be reviewed, and what was reviewed as gold files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.answering import Csv, Json, Limit, Outlet, RegisterFile, Sides, Since, Until

Kinds = Annotated[list[str] | None, typer.Option("--record", metavar="KIND", help="Only undertakings, statements, …")]
Out = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the gold files go; it is made where it is missing.")]
Partial = Annotated[bool, typer.Option("--partial", help="Also reports with undecided records, these as optional.")]


def review(
    record: Kinds = None,
    side: Sides = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """List records that nobody has decided on, the least certain first."""
    from communique.answers.review import list_review
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(side=side, since=since, until=until, outlet=outlet)
    answer(register, lambda opened: list_review(opened, wanted, record or ()), json=json, csv=csv, limit=limit)


def gold(folder: Out, partial: Partial = False, register: RegisterFile = None) -> None:
    """Write reviewed reports as gold files.

    One file a report whose every record was confirmed, edited or rejected."""
    from communique.cli.answering import open_register
    from communique.exports.gold import write_gold

    with open_register(register) as opened:
        count = write_gold(opened, folder, partial)
    typer.echo(f"{count:,} reviewed {'report' if count == 1 else 'reports'} written to {folder}.")
