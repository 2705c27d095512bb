"""`communique judgements`: what was decided, by whom and why."""

from __future__ import annotations

from communique.cli.asking import Make, asks


@asks("limit")
def judgements() -> Make:
    """List people's decisions, those taken back too."""
    from communique.answers import list_judgements

    return list_judgements
