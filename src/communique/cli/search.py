"""`communique search`: reports by their words."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from communique.cli.asking import Make, asks

Wanted = Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that must all stand in a report.")]


@asks("since", "until", "outlet", "limit")
def search(words: Wanted, **period: Any) -> Make:
    """Find reports by their words, best first."""
    from communique.answers import search_reports
    from communique.cli.answering import make_filter

    wanted = make_filter(**period)
    return lambda opened: search_reports(opened, wanted, " ".join(words))
