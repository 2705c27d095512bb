"""`communique judgements`: what was decided, by whom and why."""

from __future__ import annotations

from communique.cli.answering import Csv, Json, Limit, RegisterFile


def judgements(limit: Limit = None, json: Json = False, csv: Csv = False, register: RegisterFile = None) -> None:
    """List people's decisions, those taken back too."""
    from communique.answers import list_judgements
    from communique.cli.answering import answer

    answer(register, list_judgements, json=json, csv=csv, limit=limit)
