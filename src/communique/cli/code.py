"""`communique code`: code very many reports into an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.read import Columns, Paths, RulesOnly

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The archive: a folder of Parquet files.")]
EngineName = Annotated[
    str | None, typer.Option("--engine", metavar="NAME", help="local (processes of this machine) or dask.")
]
Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=1, help="Code in N processes; default one a processor.")
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Code on the Dask cluster of this scheduler.")
]
Deadline = Annotated[
    float, typer.Option("--deadline", metavar="SECONDS", min=1, help="Give a report up that takes longer than this.")
]
Again = Annotated[bool, typer.Option("--again", help="Code anew what has changed since; the rest stays.")]


def code(
    paths: Paths,
    out: Out,
    engine: EngineName = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    deadline: Deadline = 300.0,
    rules_only: RulesOnly = False,
    again: Again = False,
    column: Columns = None,
) -> None:
    """Code an archive: very many reports, each once, into Parquet files, by many processes or machines.

    A run that was stopped goes on where it was; one that is done does nothing. What is written does not depend on the
    engine or the number of workers. `communique merge` puts it into a register. The exit code is 1 when a report could
    not be coded.
    """
    from communique.archive.coding import Settings
    from communique.archive.engines import open_engine
    from communique.cli.coding import code_archive
    from communique.register.fill import get_coder

    settings = Settings(get_coder(), rules_only, deadline)
    all_coded = code_archive(
        paths, out, open_engine(engine, workers, scheduler), settings, again=again, columns=column or ()
    )
    raise typer.Exit(0 if all_coded else 1)
