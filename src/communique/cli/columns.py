"""`communique columns`: what the columns of an answer mean."""

from __future__ import annotations

from typing import Annotated

import typer

ViewName = Annotated[
    str | None, typer.Argument(metavar="[VIEW]", help="One view; without it the views are listed.", show_default=False)
]


def columns(view: ViewName = None) -> None:
    """Say what the columns of an answer mean."""
    from communique.answers.views import VIEWS, get_view
    from communique.present.lists import print_meanings
    from communique.present.terminal import make_console

    chosen = get_view(view) if view else None
    print_meanings(
        make_console(),
        [(c.name, c.help) for c in chosen.columns] if chosen else [(v.name, v.help) for v in VIEWS],
    )
