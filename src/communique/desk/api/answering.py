"""How the API answers: JSON with an entity tag, so that a program that asks again is told when nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, Field

from communique.exports.tables.ndjson import to_json
from communique.model.table import Column


class ErrorBody(BaseModel):
    """What went wrong: a stable word for programs, a sentence for people, what to do, and where."""

    code: str
    message: str
    hint: str
    where: str


class ErrorAnswer(BaseModel):
    """The one shape of every failure."""

    error: ErrorBody = Field()


FAILURES: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorAnswer, "description": "The request's words are off."},
    401: {"model": ErrorAnswer, "description": "Nobody is logged in, where the desk asks for it."},
    404: {"model": ErrorAnswer, "description": "What was named is not in the register."},
    503: {"model": ErrorAnswer, "description": "The register cannot be used now."},
}


def respond(request: Request, value: Mapping[str, Any], status: int = 200) -> Response:
    """Return a value as JSON; only that nothing changed where the program has the same bytes already."""
    body = to_json(value).encode("utf-8")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    if status == 200 and tag in known:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, status, {"ETag": tag}, "application/json")


def respond_list(
    request: Request,
    rows: Sequence[Mapping[str, Any]],
    notes: Iterable[str],
    columns: Sequence[Column] = (),
    total: int | None = None,
    cursor: str | None = None,
) -> Response:
    """Return rows as one page of a list, with just these columns where they are named.

    A page that is all there is gives neither `total`, the rows in all, nor `cursor`, what names the page behind it.
    """
    told = [{c.name: row.get(c.name) for c in columns} if columns else dict(row) for row in rows]
    total = len(told) if total is None else total
    return respond(request, {"rows": told, "total": total, "next": cursor, "notes": list(notes)})
