"""`/compare?a=ID&b=ID`: two reports side by side, what both tell of and what one has and the other lacks."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.compare import compare_reports
from communique.desk.desk import get_desk
from communique.desk.pages.page import Page
from communique.desk.verdicts import find_verdicts
from communique.errors import UsageError


def show(request: Request) -> Response:
    """Answer with the comparison."""
    desk = get_desk(request)
    a, b = (request.query_params.get(name, "").strip() for name in ("a", "b"))
    if not a or not b:
        raise UsageError("reports-missing", "Two reports are compared.", "Name them: /compare?a=ID&b=ID.")
    with desk.reading() as register:
        found = compare_reports(register, a, b)
        verdicts = find_verdicts(register, [{"claim": claim.key} for claim in (*found.a.claims, *found.b.claims)])
    return desk.render(request, "compare.html", found=found, verdicts=verdicts)


PAGE = Page(
    "/compare",
    "Two reports",
    show,
    example="/compare?a=khyber-2025-06-28-mir-ali-convoy&b=indus-2025-06-29-mir-ali-toll",
)
