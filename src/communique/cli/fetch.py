"""`communique fetch`: what links lead to, kept as it was received, and read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.answering import RegisterFile

Links = Annotated[
    list[str],
    typer.Argument(metavar="LINK…", help="Links; - for a list on standard input, one a line.", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FOLDER", help="Keep the pages in FOLDER; without --register nothing is coded."),
]
Contact = Annotated[
    str, typer.Option("--contact", metavar="TEXT", help="A mail or web address that the servers are told.")
]


def fetch(links: Links, out: Out = None, contact: Contact = "", register: RegisterFile = None) -> None:
    """Fetch pages politely, keep them as received, and read them into the register.

    Heeds robots.txt, pauses between requests to a host, tries again what may pass, and asks nothing of private
    networks. The exit code is 1 when a link could not be fetched or a report could not be coded."""
    from communique.cli.fetching import fetch_and_read

    raise typer.Exit(0 if fetch_and_read(links, out, contact, register) else 1)
