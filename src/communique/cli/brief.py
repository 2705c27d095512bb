"""`communique brief`: what to know of two sides before they meet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.answering import Json, Outlet, RegisterFile, Since, Until

One = Annotated[str, typer.Argument(metavar="SIDE", help="A side, by code or name.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other side.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE instead of standard output.")
]


def brief(
    side: One,
    other: Other,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    output: Output = None,
    json: Json = False,
    register: RegisterFile = None,
) -> None:
    """Write the brief of two sides before they meet.

    Markdown of one to three pages; every sentence has numbered sources with the reports' own words."""
    from communique.answers import get_brief, parse_side
    from communique.cli.answering import make_filter, open_register, print_bytes
    from communique.exports.placed import placed_file
    from communique.exports.tables.ndjson import to_json
    from communique.present.brief import to_markdown, to_object
    from communique.present.terminal import COMMANDING

    wanted = make_filter(since=since, until=until, outlet=outlet)
    with open_register(register) as opened:
        written = get_brief(opened, parse_side(side), parse_side(other), wanted)
    text = (
        to_json(to_object(written)) + "\n"
        if json
        else COMMANDING.sub("\N{REPLACEMENT CHARACTER}", to_markdown(written))
    )
    if output is None:
        print_bytes(text)
    else:
        with placed_file(output) as file:
            file.write(text)
