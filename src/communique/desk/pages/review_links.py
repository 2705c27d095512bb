"""`/review/links`: what may be one event, person or body, and what may follow up what; each waits for a decision.

Both ends are shown with their words and the reasons. Joining people and events is a judgement like any other: it has a
name and a day in `/audit` and is undone exactly.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.answers import Filter, list_suggestions
from communique.desk.desk import get_desk, need_visitor
from communique.desk.forms import get_text
from communique.desk.pages.page import Page, Route
from communique.desk.pages.review import NO_REASON
from communique.desk.security.visitor import REVIEWER
from communique.errors import UsageError
from communique.register import Register
from communique.register.judgements import undo
from communique.register.verdicts import judge_claims

SHOWN = 30


def show(request: Request) -> Response:
    """Answer with the strongest links that wait."""
    desk = get_desk(request)
    wanted = request.query_params.get("show", "")
    with desk.reading() as register:
        table = desk.finder.remember("suggestions", lambda: list_suggestions(register, Filter()))
        found = [row for row in table.rows if not wanted or (row["suggestion"] == "same") == (wanted == "same")]
        keys = [row[end] for row in found[:SHOWN] for end in ("a", "b")]
        ends = {claim.key: claim for claim in register.claims_by_key(keys)}
        last = _last(register, need_visitor(request).name)
    rows = [(row, ends[row["a"]], ends[row["b"]]) for row in found[:SHOWN]]
    same = sum(row["suggestion"] == "same" for row in table.rows)
    return desk.render(
        request,
        "review_links.html",
        rows=rows,
        total=len(found),
        counts={"": len(table.rows), "same": same, "follow-ups": len(table.rows) - same},
        wanted=wanted,
        can_undo=last is not None,
    )


def decide(request: Request) -> Response:
    """Keep a decision on one link."""
    verdict, why = get_text(request, "verdict"), get_text(request, "why") or NO_REASON
    with get_desk(request).writing() as register:
        a, b = (_number(get_text(request, name)) for name in ("a", "b"))
        judge_claims(register, verdict, a, b, need_visitor(request).name, why)
    return RedirectResponse(_back(request), 303)


def take_back(request: Request) -> Response:
    """Take back the visitor's last decision on a link."""
    with get_desk(request).writing() as register:
        last = _last(register, need_visitor(request).name)
        if last is None:
            raise UsageError("nothing-to-undo", "You have decided nothing that could be taken back.", "See /audit.")
        undo(register, last)
    return RedirectResponse(_back(request), 303)


def _last(register: Register, who: str) -> int | None:
    """Return somebody's last decision on a link that is in force."""
    row = register.connection.execute(
        "SELECT max(key) FROM judgement WHERE subject <> 'claim' AND who = ? AND undone_at IS NULL", (who,)
    ).fetchone()
    return int(row[0]) if row[0] is not None else None


def _number(said: str) -> int:
    if not said.isdecimal() or len(said) > 15:
        raise UsageError("number-invalid", "A link has two numbers of claims.", "Use the buttons of the page.")
    return int(said)


def _back(request: Request) -> str:
    said = get_text(request, "show")
    return f"/review/links?show={said}" if said in ("same", "follow-ups") else "/review/links"


PAGE = Page(
    "/review/links",
    "Links between reports",
    show,
    role=REVIEWER,
    routes=(
        Route("/review/links", decide, "POST", REVIEWER),
        Route("/review/links/undo", take_back, "POST", REVIEWER),
    ),
)
