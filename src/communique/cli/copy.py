"""`communique copy`: a register to another place, from a file to a database or back."""

from __future__ import annotations

from typing import Annotated

import typer

From = Annotated[str, typer.Argument(metavar="FROM", help="The register: a file, or postgresql://USER@HOST/DATABASE.")]
To = Annotated[str, typer.Argument(metavar="TO", help="Where it goes: a new file, or an empty database.")]


def copy(source: From, target: To) -> None:
    """Copy a register, keys and decisions and all, to a new file or an empty database.

    All goes over or nothing. Prints how many rows each table has and the first 16 digits of the SHA-256 of their
    values, the same on both sides. The desk's accounts are not part of a register and stay."""
    from communique.model.table import Column, Table
    from communique.present.tables import print_table
    from communique.present.terminal import make_console
    from communique.register import parse_place
    from communique.register.copying import copy_register

    here, there = parse_place(source), parse_place(target)
    copied = copy_register(here, there)
    columns = (
        Column("table", "table of the register"),
        Column("rows", "rows in it", "number"),
        Column("sha256", "first 16 digits of the SHA-256 of its rows by their keys"),
    )
    rows = tuple({"table": one.table, "rows": one.rows, "sha256": one.sha256[:16]} for one in copied)
    said = f"{here} is copied to {there}: {sum(one.rows for one in copied):,} rows, the same on both sides."
    print_table(make_console(), Table("copy", columns, rows, (said,)), None)
