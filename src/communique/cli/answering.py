"""What commands that ask the register share: their options, their filter, and how an answer is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from communique.answers import Filter
    from communique.model.table import Table
    from communique.register import Register

RegisterFile = Annotated[
    str | None,
    typer.Option(
        "--register",
        metavar="PLACE",
        help="The register: a file, or postgresql://…; default $COMMUNIQUE_REGISTER, else a file in your data folder.",
    ),
]
StateFile = Annotated[
    Path | None, typer.Option("--state", metavar="FILE", help="What the watch knows; default beside the register.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object: name, columns, rows, notes.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV, every column.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=1, help="Show only the first N rows.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day, month or year on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Until this day, month or year.")]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Only what this outlet reports.")]
Sides = Annotated[
    list[str] | None, typer.Option("--side", metavar="SIDE", help="A side it must name (code or name); repeatable.")
]
By = Annotated[list[str] | None, typer.Option("--by", metavar="SIDE", help="A side that does or says it; repeatable.")]
To = Annotated[list[str] | None, typer.Option("--to", metavar="SIDE", help="A side it is addressed to; repeatable.")]
Country = Annotated[str | None, typer.Option("--country", metavar="SIDE", help="The country where it was.")]
Topic = Annotated[str | None, typer.Option("--topic", metavar="WORD", help="A PLOVER context, such as military.")]
Words = Annotated[str | None, typer.Option("--text", metavar="WORDS", help="Words that its evidence must have.")]
Rule = Annotated[
    str, typer.Option("--rule", metavar="RULE", help="How one number comes of many: ucdp-like, acled-like or majority.")
]
Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Who decides.", envvar=["COMMUNIQUE_USER", "USER", "USERNAME"]),
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; kept with the decision.")]


def one_of(name: str, choices: str) -> typer.models.OptionInfo:
    """Return the option `--name` for one or more of the codebook's words."""
    option: typer.models.OptionInfo = typer.Option(f"--{name}", metavar="WORD", help=f"{choices}; repeatable.")
    return option


def make_filter(**given: Any) -> Filter:
    """Return a filter of what was given on the command line, sides by name or code."""
    from communique.answers.question import make_filter as make

    return make(**given)


def answer(
    register: str | None,
    make: Callable[[Register], Table],
    *,
    json: bool = False,
    csv: bool = False,
    limit: int | None = None,
) -> None:
    """Ask the register and print the table: for a person, or as JSON or CSV."""
    check_forms(json, csv)
    with open_register(register) as opened:
        table = make(opened)
    show_table(table, json=json, csv=csv, limit=limit)


def check_forms(json: bool, csv: bool) -> None:
    """Raise where two forms are asked for."""
    from communique.errors import UsageError

    if json and csv:
        raise UsageError("two-forms", "--json and --csv cannot both be printed.", "Choose one.")


def show_table(table: Table, *, json: bool = False, csv: bool = False, limit: int | None = None) -> None:
    """Print a table: for a person, or as JSON or CSV."""
    if json or csv:
        print_for_program(table, json)
    else:
        from communique.present.tables import print_table
        from communique.present.terminal import make_console

        print_table(make_console(), table, limit)


def print_for_program(table: Table, as_json: bool) -> None:
    """Print a table in UTF-8, whatever the terminal's encoding."""
    import io

    from communique.exports.tables import csv_table, ndjson

    if as_json:
        text = ndjson.to_json(ndjson.to_object(table)) + "\n"
    else:
        rows = io.StringIO(newline="")
        csv_table.write_rows(table, rows)
        text = rows.getvalue()
    print_bytes(text)


def print_bytes(text: str) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def open_register(said: str | None, readonly: bool = True) -> Register:
    """Open the register that was named, else the user's own; it must be there, also to be written to."""
    from communique.register import Register, name_register

    return Register(name_register(said), readonly=readonly, create=False)


def need_who(who: str | None) -> str:
    """Return who decides; a decision without a name is none."""
    from communique.errors import UsageError

    if not who or not who.strip():
        raise UsageError("who-missing", "Nobody is named who decides.", "Add --who NAME.")
    return who.strip()
