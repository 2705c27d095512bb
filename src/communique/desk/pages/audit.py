"""`/audit`: every decision with who, when and why, undone ones too; what was reviewed as gold files."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.answers import list_judgements
from communique.desk.desk import get_desk
from communique.desk.forms import get_text
from communique.desk.pages.page import Page, Route
from communique.desk.security.visitor import REVIEWER
from communique.errors import UsageError
from communique.exports.gold import list_gold
from communique.register import Register
from communique.register.judgements import undo_batch
from communique.register.verdicts import undo_number

PER_PAGE = 100


def show(request: Request) -> Response:
    """Answer with the decisions, the last first; those of one go stand together."""
    desk = get_desk(request)
    said = request.query_params.get("page", "1")
    with desk.reading() as register:
        rows = list_judgements(register).rows[::-1]
        batches = _batches(register)
    entries = group([dict(row) | {"batch": batches.get(row["number"])} for row in rows])
    pages = max(1, -(-len(entries) // PER_PAGE))
    if not said.isdecimal() or not 1 <= int(said) <= pages:
        raise UsageError("page-unknown", f"There is no page {said[:20]}.", f"This list has pages 1 to {pages}.")
    part = entries[(int(said) - 1) * PER_PAGE : int(said) * PER_PAGE]
    return desk.render(request, "audit.html", entries=part, total=len(rows), number=int(said), pages=pages)


def group(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the decisions, those of one batch together."""
    return [list(rows) for _, rows in groupby(rows, lambda row: row["batch"] or row["number"])]


def take_back(request: Request) -> Response:
    """Take back one decision, or all of a batch."""
    with get_desk(request).writing() as register:
        if batch := get_text(request, "batch"):
            undo_batch(register, batch)
        else:
            undo_number(register, get_text(request, "number"))
    return RedirectResponse("/audit", 303)


def send_gold(request: Request) -> Response:
    """Answer with the reviewed reports as gold files, packed."""
    packed = io.BytesIO()
    with get_desk(request).reading() as register, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for number, gold in enumerate(list_gold(register, partial="partial" in request.query_params), 1):
            files.writestr(f"{number:05}.json", json.dumps(gold, ensure_ascii=False, indent=1) + "\n")
    headers = {"Content-Disposition": 'attachment; filename="gold.zip"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=headers)


def _batches(register: Register) -> dict[str, str]:
    """Return number of a judgement → its batch."""
    rows = register.connection.execute("SELECT key, batch FROM judgement WHERE batch IS NOT NULL")
    return {str(row["key"]): row["batch"] for row in rows}


PAGE = Page(
    "/audit",
    "Decisions",
    show,
    "more",
    role=REVIEWER,
    routes=(Route("/audit/undo", take_back, "POST", REVIEWER), Route("/audit/gold.zip", send_gold, role=REVIEWER)),
)
