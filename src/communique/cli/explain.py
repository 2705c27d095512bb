"""`communique explain`: one report sentence by sentence, with what was coded and by which rule."""

from __future__ import annotations

from typing import Annotated

import typer

Report = Annotated[str, typer.Argument(metavar="REPORT", help="A file with the report; - for standard input.")]
Sentence = Annotated[int | None, typer.Option("--sentence", "-s", metavar="N", min=1, help="Only sentence N.")]
Id = Annotated[str | None, typer.Option("--id", metavar="ID", help="The report's id, where REPORT holds several.")]


def explain(report: Report, sentence: Sentence = None, id: Id = None) -> None:
    """Show a report sentence by sentence: what was coded, by which rule, from which words, and who is who."""
    from communique.cli.reading import get_report
    from communique.pipeline import trace_report
    from communique.present.explanation import print_explanation
    from communique.present.terminal import make_console

    trace = trace_report(get_report(report, id))
    print_explanation(make_console(), trace, sentence)
    raise typer.Exit(0 if trace.coded.is_coded else 1)
