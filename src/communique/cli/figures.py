"""`communique figures`: statistics and amounts, and what they say of each other."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.answering import Csv, Json, Limit, Outlet, RegisterFile, Since, Until, Words, one_of

Units = Annotated[list[str] | None, one_of("unit", "ISO 4217 code, percent, or the thing counted")]
Check = Annotated[
    bool, typer.Option("--check", help="Check them: sums, figures told twice, totals that hold incidents.")
]


def figures(
    check: Check = False,
    unit: Units = None,
    text: Words = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """List statistics and amounts, or check them.

    --check finds parts that make a total, figures told twice, and totals that hold incidents."""
    from communique.answers import check_figures, list_figures
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(since=since, until=until, text=text, outlet=outlet, unit=unit)
    make = check_figures if check else list_figures
    answer(register, lambda opened: make(opened, wanted), json=json, csv=csv, limit=limit)
