"""`GET /api/reports/ID`: a report with its text and records; `POST /api/reports`: code reports and keep them."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from communique.acquire.json_file import read_article
from communique.acquire.source import Origin
from communique.answers.report import FullReport, get_report
from communique.desk.adding import add_reports
from communique.desk.api.answering import FAILURES, ErrorAnswer, respond
from communique.desk.desk import get_desk
from communique.desk.security.visitor import EDITOR, need_role
from communique.errors import UsageError
from communique.record_format import to_record_format
from communique.records import KINDS

MOST_REPORTS = 100  # of one request; more belong to `communique read`

ROUTER = APIRouter(tags=["reports"])


class ReportAnswer(BaseModel):
    """One report in the record format, each record with its `claim` number, with `report.text` and its version."""

    report: dict[str, Any]
    people: list[dict[str, Any]]
    bodies: list[dict[str, Any]]
    engagements: list[dict[str, Any]]
    undertakings: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    actions: list[dict[str, Any]]
    incidents: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    problems: list[dict[str, str]]


class Article(BaseModel):
    """A report as the record format takes it."""

    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = Field(None, description="YYYY-MM-DD")
    url: str | None = None
    language: str | None = None


class AddedReport(BaseModel):
    """What adding one report did."""

    change: str = Field(description="new, same, new version or recoded")
    report: dict[str, Any]
    counts: dict[str, int] = Field(description="records by kind")
    problems: list[dict[str, str]]


class AddedReports(BaseModel):
    """One entry for each report that was sent, in their order."""

    added: list[AddedReport]


def to_object(full: FullReport) -> dict[str, Any]:
    """Return a report of the register in the record format."""
    kinds = {kind.name: [{**c.record, "claim": c.key} for c in full.of_kind(kind.name)] for kind in KINDS}
    return {"report": {**full.metadata, "text": full.text}, **kinds, "problems": list(full.problems)}


@ROUTER.get("/reports/{id:path}", response_model=ReportAnswer, responses=FAILURES, summary="One report in full")
def get_one(request: Request, id: str) -> Response:
    """Return a report's text and everything that was coded from it."""
    with get_desk(request).reading() as register:
        full = get_report(register, id)
    return respond(request, to_object(full))


@ROUTER.post(
    "/reports", status_code=201, response_model=AddedReports, summary="Add reports",
    responses={**FAILURES, 403: {"model": ErrorAnswer}, 413: {"model": ErrorAnswer}},
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": {
        "anyOf": [Article.model_json_schema(), {"type": "array", "items": Article.model_json_schema()}]
    }}}}},
)  # fmt: skip
async def post(request: Request) -> Response:
    """Code one article object or a list of them and keep them in the register."""
    need_role(request, EDITOR)
    try:
        sent = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise UsageError("json-broken", f"The body is no JSON: {error}.", "Send an article object.") from error
    return await run_in_threadpool(add, request, sent if isinstance(sent, list) else [sent])


def add(request: Request, articles: list[Any]) -> Response:
    """Code and keep articles; one that cannot be coded is told among its problems."""
    if not 1 <= len(articles) <= MOST_REPORTS:
        hint = f"Send 1 to {MOST_REPORTS}; `communique read` takes any number."
        raise UsageError("reports-too-many", f"{len(articles)} reports were sent.", hint)
    for number, article in enumerate(articles, 1):
        if not isinstance(article, dict) or not isinstance(article.get("text"), str) or not article["text"].strip():
            raise UsageError("article-invalid", f"Article {number} has no text.", "An article object has a `text`.")
    raws = [read_article(article, Origin(f"api:{n}", "", {}, ())) for n, article in enumerate(articles, 1)]
    added = []
    for filled in add_reports(get_desk(request), raws):
        printed = to_record_format(filled.coded)
        counts = {kind: len(records) for kind, records in filled.coded.records.items()}
        added.append({
            "change": filled.added.change, "report": printed["report"], "counts": counts,
            "problems": printed["problems"],
        })  # fmt: skip
    return respond(request, {"added": added}, 201)
