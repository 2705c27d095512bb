"""`communique digest`: what is new or changed for what one follows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.answering import RegisterFile

Since = Annotated[
    str,
    typer.Option(
        "--since", metavar="DATE|last", help="What came in since the digest before (last), or since this day."
    ),
]
FollowFile = Annotated[
    Path | None, typer.Option("--follow", metavar="FILE", help="What you follow: pairs, people, places (follow.toml).")
]
Pairs = Annotated[list[str] | None, typer.Option("--pair", metavar="A,B", help="Two sides, as PAK,CHN; repeatable.")]
People = Annotated[list[str] | None, typer.Option("--person", metavar="NAME", help="A person; repeatable.")]
Places = Annotated[list[str] | None, typer.Option("--place", metavar="NAME", help="A place or country; repeatable.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write FILE: .md, .html, .eml, .docx or .pdf.")
]
Sender = Annotated[str, typer.Option("--from", metavar="ADDRESS", help="Who sends the mail (.eml).")]
To = Annotated[str, typer.Option("--to", metavar="ADDRESS", help="Who gets the mail (.eml); without it a draft.")]


def digest(
    since: Since = "last",
    follow: FollowFile = None,
    pair: Pairs = None,
    person: People = None,
    place: Places = None,
    output: Output = None,
    sender: Sender = "",
    to: To = "",
    register: RegisterFile = None,
) -> None:
    """Write what is new or materially changed for the pairs, people and places you follow, and nothing else.

    With --since last (the default) a digest tells what came into the register since the last one of the same follow
    list; the first tells of the last seven days."""
    from communique.cli.digesting import write_digest

    followed = ([one.split(",") for one in pair or ()], person or [], place or [])
    write_digest(register, since, follow, followed, output, sender, to)
