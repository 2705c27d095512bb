"""`communique watch`: poll feeds on schedule and read what is new, for weeks; or say how they fare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.answering import Csv, Json, RegisterFile, StateFile

Feeds = Annotated[Path, typer.Argument(metavar="FEEDS", help="The feeds and their settings (feeds.toml).")]
Once = Annotated[bool, typer.Option("--once", help="Poll every feed once, read what is new, and end.")]
Health = Annotated[bool, typer.Option("--health", help="Say how the feeds fare, and end; 1 where one is dead.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what goes wrong.")]


def watch(
    feeds: Feeds,
    once: Once = False,
    health: Health = False,
    state: StateFile = None,
    quiet: Quiet = False,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """Poll feeds on schedule and read what is new into the register, until SIGTERM or Ctrl-C.

    May be killed at any moment and started again: nothing is lost and nothing is read twice."""
    from communique.cli.watching import show_health, watch_feeds

    if health:
        raise typer.Exit(0 if show_health(feeds, state, register, as_json=json, as_csv=csv) else 1)
    watch_feeds(feeds, state, register, once=once, is_quiet=quiet)
