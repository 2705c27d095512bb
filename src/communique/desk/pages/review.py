"""`/review`: one undecided record at a time beside its source, the least certain first; one key a decision.

The address holds what the queue is narrowed by, and how far it was leafed through (`after`); deciding stays at it, so
that the next record takes the place of the decided one.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.answers.filter import Filter
from communique.answers.question import make_filter
from communique.answers.report import get_report
from communique.answers.review import REVIEWED, Place, count_waiting, next_claims
from communique.answers.words import WORDS
from communique.desk.decisions import NO_REASON, RECORDS, find_last_decision, need_last_decision
from communique.desk.desk import get_desk, need_visitor
from communique.desk.forms import get_form, get_text
from communique.desk.pages.page import Page, Route
from communique.desk.runs import cut, spans_of
from communique.desk.security.visitor import REVIEWER
from communique.errors import NotFound, UsageError
from communique.model.claim import Claim
from communique.register import Register
from communique.register.edits import edit, editable
from communique.register.judgements import judge, undo

FILTERS = ("side", "outlet", "since", "until", "text")


def show(request: Request) -> Response:
    """Answer with the next record that waits, or with the claim that is named."""
    desk = get_desk(request)
    kinds, wanted, kept = read_queue(request)
    with desk.reading() as register:
        waiting = desk.finder.remember(
            ("waiting", kinds, wanted.describe()), lambda: count_waiting(register, kinds, wanted)
        )
        claim = _named(register, request) or next(iter(next_claims(register, kinds, wanted, _after(request))), None)
        report = get_report(register, claim.source.id, claim.source.version) if claim else None
        mine = find_last_decision(register, need_visitor(request).name, RECORDS)
    return desk.render(
        request,
        "review.html",
        kinds=kinds,
        reviewed=REVIEWED,
        wanted={name: dict(kept).get(name, "") for name in FILTERS},
        is_narrowed=any(name != "after" for name, _ in kept),
        is_leafed="after" in dict(kept),
        address=f"/review?{urlencode(kept)}" if kept else "/review",
        query=urlencode([pair for pair in kept if pair[0] != "after"]),
        waiting=waiting,
        claim=claim,
        following=_following(kept, claim),
        paragraphs=cut(report.text, [(claim.record["id"], spans_of(claim.record))]) if claim and report else [],
        fields=[(name, WORDS.get(claim.kind, {}).get(name, ()), as_text(claim, name)) for name in editable(claim.kind)]
        if claim
        else [],
        can_undo=mine is not None,
    )


def decide(request: Request) -> Response:
    """Keep a decision on one record and go on to the next."""
    desk, who, why = get_desk(request), need_visitor(request).name, get_text(request, "why") or NO_REASON
    verdict = get_text(request, "verdict")
    with desk.writing() as register:
        claim = _find(register, get_text(request, "claim"))
        if verdict == "edited":
            given = {name: get_text(request, name) for name in editable(claim.kind)}
            changed = {name: said for name, said in given.items() if said != as_text(claim, name)}
            edit(register, claim, changed, WORDS.get(claim.kind, {}), who, why)
        else:
            judge(register, "claim", claim.key, None, verdict, who, why)
    return RedirectResponse(back(request), 303)


def take_back(request: Request) -> Response:
    """Take back the visitor's last decision on a record and show that record again."""
    with get_desk(request).writing() as register:
        last = need_last_decision(register, need_visitor(request).name, RECORDS)
        undo(register, last.key)
    address = back(request)
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}claim={last.about}", 303)


def read_queue(request: Request) -> tuple[tuple[str, ...], Filter, list[tuple[str, str]]]:
    """Return what the queue is narrowed by: kinds, filter, and the query that keeps both."""
    query = request.query_params
    kinds = tuple(kind for kind in query.getlist("kind") if kind in REVIEWED)
    given: dict[str, Any] = {name: query[name].strip() for name in FILTERS if query.get(name, "").strip()}
    kept = [*(("kind", kind) for kind in kinds), *given.items()]
    if query.get("after"):
        kept.append(("after", query["after"]))
    if "side" in given:
        given["side"] = [given["side"]]
    return kinds, make_filter(**given), kept


def back(request: Request) -> str:
    """Return the address a form names to go back to, if it is one of the queue."""
    said = get_form(request).get("back")
    return said if isinstance(said, str) and said.startswith("/review") else "/review"


def as_text(claim: Claim, field: str) -> str:
    """Return a field's value as the form has it."""
    if field == "words":
        return claim.words[0] if claim.words else ""
    value = claim.record.get(field)
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _named(register: Register, request: Request) -> Claim | None:
    said = request.query_params.get("claim")
    return _find(register, said) if said else None


def _find(register: Register, said: str) -> Claim:
    found = register.claims_by_key([int(said)]) if said.isdecimal() and len(said) < 16 else []
    if not found or found[0].kind not in REVIEWED:
        raise NotFound("claim-missing", f"There is no record {said[:40]} to review.", "Go back to /review.")
    return found[0]


def _after(request: Request) -> Place | None:
    said = request.query_params.get("after")
    if not said:
        return None
    confidence, _, claim = said.partition("-")
    try:
        return Place(float(confidence), int(claim))
    except ValueError as error:
        raise UsageError("place-unknown", f"“{said[:40]}” is no place in the queue.", "Go back to /review.") from error


def _following(kept: list[tuple[str, str]], claim: Claim | None) -> str:
    """Return the address of the record after this one, which stays undecided."""
    rest = [pair for pair in kept if pair[0] != "after"]
    if claim is not None:
        rest.append(("after", f"{claim.record.get('confidence', 1.0)}-{claim.key}"))
    return f"/review?{urlencode(rest)}"


PAGE = Page(
    "/review",
    "Review",
    show,
    "work",
    role=REVIEWER,
    routes=(
        Route("/review/decide", decide, "POST", REVIEWER),
        Route("/review/undo", take_back, "POST", REVIEWER),
    ),
)
