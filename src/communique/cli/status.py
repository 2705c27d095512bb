"""`communique status`: how much the register covers."""

from __future__ import annotations

from communique.cli.answering import Csv, Json, Outlet, RegisterFile, Since, Until


def status(
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """Show coverage by outlet and month, and problems."""
    from communique.answers import get_status
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(since=since, until=until, outlet=outlet)
    answer(register, lambda opened: get_status(opened, wanted), json=json, csv=csv)
