"""`communique reports`: what the register has read."""

from __future__ import annotations

from communique.cli.answering import Csv, Json, Limit, Outlet, RegisterFile, Since, Until


def reports(
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    register: RegisterFile = None,
) -> None:
    """List the reports in the register."""
    from communique.answers import list_reports
    from communique.cli.answering import answer, make_filter

    wanted = make_filter(since=since, until=until, outlet=outlet)
    answer(register, lambda opened: list_reports(opened, wanted), json=json, csv=csv, limit=limit)
