"""`communique suggestions`: what waits for a person's decision."""

from __future__ import annotations

from typing import Any

from communique.cli.answering import Sides
from communique.cli.asking import Make, asks


@asks("since", "until", "limit")
def suggestions(side: Sides = None, **period: Any) -> Make:
    """List what waits for a person's decision.

    Follow-ups and likenesses that were found, with both ends' words and the reasons."""
    from communique.answers import list_suggestions
    from communique.cli.answering import make_filter

    wanted = make_filter(side=side, **period)
    return lambda opened: list_suggestions(opened, wanted)
