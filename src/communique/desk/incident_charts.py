"""What the charts of incidents are drawn from: months and places of the incidents that an address asks for.

The page and the API read the same, remembered as lists are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from communique.answers.incident_places import VIEW
from communique.answers.views import get_view
from communique.desk.desk import Desk
from communique.desk.listing import Listing
from communique.register import Register

MONTHLY = Listing("monthly", "Incidents by month", get_view("monthly"), "month", "months", "month")
PLACES = Listing("incident-places", "Incidents by place", VIEW, "place", "places", "place", is_dated=False)
CHARTS = (MONTHLY, PLACES)


def read_chart(
    desk: Desk, register: Register, listing: Listing, given: Mapping[str, Sequence[str]]
) -> tuple[Sequence[Mapping[str, Any]], tuple[str, ...]]:
    """Return all rows of a chart, and what bounds them."""
    found = desk.finder.find(register, listing, given)
    return found.tell(register, found.rows), found.notes
