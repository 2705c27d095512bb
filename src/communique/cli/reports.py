"""`communique reports`: what the register has read."""

from __future__ import annotations

from typing import Any

from communique.cli.asking import Make, asks


@asks("since", "until", "outlet", "limit")
def reports(**period: Any) -> Make:
    """List the reports in the register."""
    from communique.answers import list_reports
    from communique.cli.answering import make_filter

    wanted = make_filter(**period)
    return lambda opened: list_reports(opened, wanted)
