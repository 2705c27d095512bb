"""`/review/all`: one decision on all records that a queue holds, after a look at what they are.

The form carries the number of records that was shown: where another number waits by then, nothing is decided and the
preview is shown again. One go is one batch, which is taken back in one go.
"""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.answers.review import count_waiting, next_claims, waiting_keys
from communique.desk.decisions import NO_REASON
from communique.desk.desk import get_desk, need_visitor
from communique.desk.forms import get_text
from communique.desk.pages.page import Page, Route
from communique.desk.pages.review import read_queue
from communique.desk.security.visitor import REVIEWER
from communique.errors import UsageError
from communique.register.judgements import judge

PREVIEW = 50  # records shown before all are decided on: what a person will look through
VERDICTS = ("confirmed", "rejected", "unsure")


def show(request: Request) -> Response:
    """Answer with what would be decided on."""
    desk = get_desk(request)
    kinds, wanted, kept = read_queue(request)
    with desk.reading() as register:
        waiting = count_waiting(register, kinds, wanted)
        claims = next_claims(register, kinds, wanted, limit=PREVIEW)
    kept = [pair for pair in kept if pair[0] != "after"]
    return desk.render(
        request, "review_all.html", kept=kept, query=urlencode(kept), waiting=waiting, claims=claims, verdicts=VERDICTS
    )


def decide(request: Request) -> Response:
    """Keep one decision on every record of the queue."""
    desk, who = get_desk(request), need_visitor(request).name
    kinds, wanted, _ = read_queue(request)
    verdict, why, seen = get_text(request, "verdict"), get_text(request, "why") or NO_REASON, get_text(request, "seen")
    if verdict not in VERDICTS:
        raise UsageError("verdict-unknown", "Choose what to decide.", f"One of {', '.join(VERDICTS)}.")
    batch = uuid4().hex
    with desk.writing() as register, register.transaction():
        keys = waiting_keys(register, kinds, wanted)
        if str(len(keys)) != seen:
            message = f"{len(keys):,} records wait now, not the {seen or 'number'} you were shown. Nothing was decided."
            raise UsageError("queue-changed", message, "Look at the preview again.")
        for key in keys:
            judge(register, "claim", key, None, verdict, who, why, batch=batch)
    return RedirectResponse(f"/audit#batch-{batch}", 303)


PAGE = Page(
    "/review/all",
    "Decide on all",
    show,
    role=REVIEWER,
    routes=(Route("/review/all", decide, "POST", REVIEWER),),
)
