"""`/incidents`: violence, one row a case, with ranges of casualties by a named rule; by month and on a map.

The charts show the incidents that the address asks for, as the list below them does.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.incidents import RULE
from communique.desk.address import Address
from communique.desk.desk import get_desk
from communique.desk.files import list_formats
from communique.desk.incident_charts import MONTHLY, PLACES, read_chart
from communique.desk.listing import show
from communique.desk.listings import INCIDENTS
from communique.desk.pages.list_page import make_list_page
from communique.desk.verdicts import find_verdicts


def show_incidents(request: Request) -> Response:
    """Answer with charts, their tables and one page of the list."""
    desk, address = get_desk(request), Address.of(request)
    given = address.given()
    with desk.reading() as register:
        shown = show(register, desk.finder, INCIDENTS, address)
        verdicts = find_verdicts(register, shown.rows)
        months, _ = read_chart(desk, register, MONTHLY, given)
        places, _ = read_chart(desk, register, PLACES, given)
    asked = Address("", tuple(pair for pair in address.pairs if pair[0] in given))
    return desk.render(
        request, "incidents.html", shown=shown, verdicts=verdicts, formats=list_formats(INCIDENTS.view),
        months=months, rule=asked.get("rule") or RULE, places=places, asked=str(asked),
    )  # fmt: skip


PAGE = replace(make_list_page(INCIDENTS, "main"), show=show_incidents)
