"""`communique merge`: put an archive into a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.answering import RegisterFile

Archive = Annotated[Path, typer.Argument(metavar="DIR", help="An archive that `communique code` made.")]


def merge(archive: Archive, register: RegisterFile = None) -> None:
    """Put an archive into a register, as `communique read` would have put its reports there.

    What the register has already is passed over: a merge that was stopped goes on where it was.
    """
    from communique.cli.coding import merge_archive
    from communique.register import name_register

    merge_archive(archive, name_register(register))
