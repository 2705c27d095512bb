"""`communique figures`: statistics and amounts, and what they say of each other."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from communique.cli.answering import Words, one_of
from communique.cli.asking import Make, asks

Units = Annotated[list[str] | None, one_of("unit", "ISO 4217 code, percent, or the thing counted")]
Check = Annotated[
    bool, typer.Option("--check", help="Check them: sums, figures told twice, totals that hold incidents.")
]


@asks("since", "until", "outlet", "limit")
def figures(check: Check = False, unit: Units = None, text: Words = None, **period: Any) -> Make:
    """List statistics and amounts, or check them.

    --check finds parts that make a total, figures told twice, and totals that hold incidents."""
    from communique.answers import check_figures, list_figures
    from communique.cli.answering import make_filter

    wanted = make_filter(text=text, unit=unit, **period)
    make = check_figures if check else list_figures
    return lambda opened: make(opened, wanted)
