"""The command `communique`. One command a file, without logic of its own; nothing heavy is imported before it is used.

What a command raises ends here as one line for a person (`failures.py`) and an exit code for a program:
0 all coded, 1 a report could not be coded, 2 the call was off, 3 what was named is not in the register, 4 a place could
not be read or written, 5 the register cannot be used, 70 a defect of ours, 130 stopped with Ctrl-C, 141 the reader went
away.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from communique.cli.actions import actions
from communique.cli.brief import brief
from communique.cli.case import case
from communique.cli.code import code
from communique.cli.columns import columns
from communique.cli.copy import copy
from communique.cli.desk import desk, desk_account
from communique.cli.digest import digest
from communique.cli.engagements import engagements
from communique.cli.explain import explain
from communique.cli.export import export
from communique.cli.failures import guarded
from communique.cli.fetch import fetch
from communique.cli.figures import figures
from communique.cli.formats import formats
from communique.cli.incidents import incidents
from communique.cli.judge import assess, judge, undo
from communique.cli.judgements import judgements
from communique.cli.kinds import kinds
from communique.cli.ledger import ledger
from communique.cli.merge import merge
from communique.cli.people import people
from communique.cli.read import read
from communique.cli.reports import reports
from communique.cli.review import gold, review
from communique.cli.samples import samples
from communique.cli.search import search
from communique.cli.statements import statements
from communique.cli.status import status
from communique.cli.suggestions import suggestions
from communique.cli.watch import watch

app = typer.Typer(
    name="communique",
    help="Read press reports and readouts into a sourced register of what governments say they agreed, promised, did "
    "and suffered.",
    epilog="Begin with: communique read $(communique samples)",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def print_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        typer.echo(f"communique {version('communique')}")
        raise typer.Exit()


Version = Annotated[bool, typer.Option("--version", help="Print the version.", callback=print_version, is_eager=True)]


@app.callback()
def communique(version: Version = False) -> None:
    """Hold the options that stand before a command."""


# In the order of the help: reading, answering, deciding, the desk, looking things up.
PANELS = (
    (read, fetch, watch, explain, samples),
    (brief, digest, ledger, engagements, incidents, actions, statements, people, figures),
    (search, reports, status, export),
    (case, suggestions, review, judge, assess, undo, judgements, gold),
    (desk, desk_account),
    (code, merge, copy),
    (columns, kinds, formats),
)
for panel in PANELS:
    for command in panel:
        app.command()(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the process with its exit code."""
    sys.exit(guarded(lambda: app(args=arguments, prog_name="communique", standalone_mode=False)))
