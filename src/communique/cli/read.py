"""`communique read`: code reports and print what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.answering import RegisterFile

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files or folders: text, HTML, JSON, PDF, DOCX, EML, feeds, lists of links, WARC, CSV, Parquet, ZIP "
        "(each also .gz); - for standard input.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the record format: one JSON object per report and line.")]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="DIR", help="Also write tidy CSV tables into DIR.")]
Exports = Annotated[
    list[str] | None,
    typer.Option("--export", metavar="FORMAT=PATH", help="Also write FORMAT to PATH; see: communique formats."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE instead of standard output.")
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Code in N processes; the output stays the same.")
]

RulesOnly = Annotated[
    bool, typer.Option("--rules-only", help="Code by rules alone, without the learned model's second opinion.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=NAME", help="The column of a table that holds a field, as text=body."),
]
NoRegister = Annotated[bool, typer.Option("--no-register", help="Only look: keep nothing.")]


def read(
    paths: Paths,
    json: Json = False,
    csv: Csv = None,
    export: Exports = None,
    output: Output = None,
    jobs: Jobs = 1,
    register: RegisterFile = None,
    no_register: NoRegister = False,
    rules_only: RulesOnly = False,
    column: Columns = None,
) -> None:
    """Code reports: people, bodies, engagements, undertakings, statements, actions, incidents and figures.

    Without --json they are kept in the register (your own, or --register FILE), which answers `communique brief`,
    `ledger` and the other questions, and a summary is printed of those that are new. With --json nothing is kept unless
    --register is given. The exit code is 1 when a report could not be coded.
    """
    from communique.cli.reading import code_and_write
    from communique.errors import UsageError
    from communique.register import name_register

    if register and no_register:
        raise UsageError("two-registers", "--register and --no-register cannot both hold.", "Choose one.")
    place = None if no_register or (json and register is None) else name_register(register)
    exports = [*(export or ()), *([f"csv={csv}"] if csv else [])]
    all_coded = code_and_write(
        paths,
        as_json=json,
        exports=exports,
        output=output,
        jobs=jobs,
        register=place,
        rules_only=rules_only,
        columns=column or (),
    )
    raise typer.Exit(0 if all_coded else 1)
