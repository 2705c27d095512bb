"""`/review/links`: what may be one event, person or body, and what may follow up what; each waits for a decision.

Both ends are shown with their words and the reasons. Joining people and events is a judgement like any other: it has a
name and a day in `/audit` and is undone exactly.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.answers import Filter
from communique.answers.suggestions import find_suggestions, tell_suggestions
from communique.desk.decisions import LINKS, NO_REASON, find_last_decision, need_last_decision
from communique.desk.desk import get_desk, need_visitor
from communique.desk.forms import get_text
from communique.desk.pages.page import Page, Route
from communique.desk.security.visitor import REVIEWER
from communique.errors import UsageError
from communique.register.judgements import undo
from communique.register.verdicts import judge_claims

SHOWN = 30


def show(request: Request) -> Response:
    """Answer with the strongest links that wait."""
    desk = get_desk(request)
    wanted = request.query_params.get("show", "")
    with desk.reading() as register:
        everything = desk.finder.remember("suggestions", lambda: find_suggestions(register, Filter()))
        found = [one for one in everything if not wanted or (one.relation == "same") == (wanted == "same")]
        told = tell_suggestions(register, found[:SHOWN])
        ends = {claim.key: claim for claim in register.claims_by_key([row[end] for row in told for end in ("a", "b")])}
        last = find_last_decision(register, need_visitor(request).name, LINKS)
    rows = [(row, ends[row["a"]], ends[row["b"]]) for row in told]
    same = sum(one.relation == "same" for one in everything)
    return desk.render(
        request,
        "review_links.html",
        rows=rows,
        total=len(found),
        counts={"": len(everything), "same": same, "follow-ups": len(everything) - same},
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
        undo(register, need_last_decision(register, need_visitor(request).name, LINKS).key)
    return RedirectResponse(_back(request), 303)


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
