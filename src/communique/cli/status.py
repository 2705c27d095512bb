"""`communique status`: how much the register covers."""

from __future__ import annotations

from typing import Any

from communique.cli.asking import Make, asks


@asks("since", "until", "outlet")
def status(**period: Any) -> Make:
    """Show coverage by outlet and month, and problems."""
    from communique.answers import get_status
    from communique.cli.answering import make_filter

    wanted = make_filter(**period)
    return lambda opened: get_status(opened, wanted)
