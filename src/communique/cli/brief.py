"""`communique brief`: what to know of two sides before they meet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.answering import Json, Outlet, RegisterFile, Since, Until
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.model.brief import Brief

One = Annotated[str, typer.Argument(metavar="SIDE", help="A side, by code or name.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other side.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to FILE: Markdown (.md), Word (.docx) or PDF (.pdf) by its name."
    ),
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

    One to three pages; every sentence has numbered sources with the reports' own words. Markdown, or a file to send."""
    from communique.answers import get_brief, parse_side
    from communique.cli.answering import make_filter, open_register, print_bytes
    from communique.exports.placed import placed_path

    make = _choose(output, json)
    wanted = make_filter(since=since, until=until, outlet=outlet)
    with open_register(register) as opened:
        content = make(get_brief(opened, parse_side(side), parse_side(other), wanted))
    if output is None:
        print_bytes(content.decode())
    elif output.exists() and not output.is_file():
        output.write_bytes(content)  # a pipe or /dev/null is written to, never replaced
    else:
        with placed_path(output) as part:
            part.write_bytes(content)


def _choose(output: Path | None, json: bool) -> Callable[[Brief], bytes]:
    """Return what makes the brief's content: as the file's name ends, Markdown where it says nothing."""
    from communique.exports.tables.ndjson import to_json
    from communique.present.brief import to_object
    from communique.present.brief_files import BRIEF_FILES, make_markdown

    if json:
        return lambda written: (to_json(to_object(written)) + "\n").encode()
    suffix = output.suffix.casefold() if output else ""
    if not suffix:
        return make_markdown
    for file in BRIEF_FILES:
        if file.suffix == suffix:
            return file.make
    valid = ", ".join(file.suffix for file in BRIEF_FILES)
    raise UsageError("format-unknown", f"A brief cannot be written as {suffix}.", f"End the name in {valid}.")
