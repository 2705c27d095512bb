"""`communique export`: an answer in a file, in one of several formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from communique.cli.answering import (
    By,
    Country,
    Outlet,
    RegisterFile,
    Sides,
    Since,
    To,
    Topic,
    Until,
    Words,
)

ViewName = Annotated[
    str,
    typer.Argument(
        metavar="VIEW",
        help="ledger, engagements, incidents, monthly, actions, statements, people, bodies, figures, checks, reports, "
        "problems, status, search, network, events (PLOVER-style rows), ucdp-ged or acled (incidents under "
        "their column names); or all, for the formats of linked things: ftm, annotations, stix.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORMAT", help="`communique formats` lists them; default by FILE's name."),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")]
About = Annotated[list[str] | None, typer.Option("--about", metavar="SIDE", help="A side a statement is about.")]
Field = Annotated[
    list[str] | None,
    typer.Option("--having", metavar="FIELD=WORD", help="act=…, kind=…, stance=…, type=… or unit=…; repeatable."),
]
Status = Annotated[str | None, typer.Option("--status", metavar="WORD", help="Of the ledger or of engagements.")]
Rule = Annotated[
    str | None, typer.Option("--rule", metavar="RULE", help="ucdp-like (default), acled-like or majority.")
]
Name = Annotated[str | None, typer.Option("--name", metavar="NAME", help="Of people: a name in any spelling.")]
Wanted = Annotated[str | None, typer.Option("--words", metavar="WORDS", help="Of search: the words.")]


def export(
    view: ViewName,
    output: Output,
    format: Format = None,
    side: Sides = None,
    by: By = None,
    to: To = None,
    about: About = None,
    having: Field = None,
    status: Status = None,
    country: Country = None,
    topic: Topic = None,
    text: Words = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    rule: Rule = None,
    name: Name = None,
    words: Wanted = None,
    register: RegisterFile = None,
) -> None:
    """Write an answer to CSV, xlsx, Parquet, GeoJSON, BibTeX …, or everything to FollowTheMoney, JSON-LD, STIX."""
    from communique.cli.exporting import write_view

    given: dict[str, Any] = {
        "side": side, "by": by, "to": to, "about": about, "country": country, "topic": topic, "text": text,
        "since": since, "until": until, "outlet": outlet, "status": status, "rule": rule, "name": name, "words": words,
    }  # fmt: skip
    write_view(register, view, output, format, having or [], {key: value for key, value in given.items() if value})
