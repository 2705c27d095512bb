"""`communique case`: one event as each report tells it."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.answering import Csv, Json, RegisterFile

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number in the column case.")]


def case(number: Number, json: Json = False, csv: Csv = False, register: RegisterFile = None) -> None:
    """Show what each report says of one event.

    Side by side, and why they were joined."""
    from communique.answers import get_case
    from communique.cli.answering import answer

    answer(register, lambda opened: get_case(opened, number), json=json, csv=csv)
