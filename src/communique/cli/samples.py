"""`communique samples`: where the bundled sample reports are, or a copy of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

To = Annotated[Path | None, typer.Option("--to", metavar="DIR", help="Copy the sample reports into DIR.")]


def samples(to: To = None) -> None:
    """Print the folder of the bundled sample reports, or copy them with --to."""
    import shutil

    from communique.errors import SourceError
    from communique.samples import sample_folder

    folder = sample_folder()
    if to is None:
        typer.echo(folder)
        return
    try:
        shutil.copytree(folder, to, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    except OSError as error:
        raise SourceError("output-unwritable", f"{to} cannot be written: {error}.", "Name another folder.") from error
    typer.echo(to)
