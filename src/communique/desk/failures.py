"""What goes wrong, said in one shape: JSON for the API, a page for a person.

{"error": {"code": "side-unknown", "message": "…", "hint": "…", "where": "/api/undertakings"}}
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from communique.desk.security.form_token import FormTokenWrong
from communique.desk.security.visitor import RoleNeeded
from communique.errors import CommuniqueError, NotFound, RegisterError, SourceError, UsageError

if TYPE_CHECKING:
    from communique.desk.desk import Desk

STATUS: dict[type[CommuniqueError], int] = {
    UsageError: 400, RoleNeeded: 403, FormTokenWrong: 403, NotFound: 404, SourceError: 422, RegisterError: 503,
}  # fmt: skip
log = logging.getLogger("communique.desk")


@dataclass(frozen=True, slots=True)
class Failure:
    """An HTTP status, a stable word for programs, a sentence for people, and what to do."""

    status: int
    code: str
    message: str
    hint: str = ""


def is_api(scope: Scope) -> bool:
    """True for a request of a program."""
    return str(scope["path"]).startswith("/api/")


def to_response(scope: Scope, failure: Failure) -> Response:
    """Return the answer that tells of a failure."""
    if is_api(scope):
        error = {"code": failure.code, "message": failure.message, "hint": failure.hint, "where": scope["path"]}
        return JSONResponse({"error": error}, failure.status)
    desk: Desk = scope["app"].state.desk
    title = HTTPStatus(failure.status).phrase
    return desk.render(Request(scope), "failure.html", status=failure.status, failure=failure, title=title)


def from_error(error: Exception) -> Failure:
    """Return what an exception means to whoever asked; one that we did not raise is a defect, and logged."""
    if isinstance(error, CommuniqueError):
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        return Failure(status, error.code, error.message, error.hint)
    if isinstance(error, RequestValidationError):
        said = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        return Failure(400, "request-invalid", f"The request is not as described: {said}.", "See /api/openapi.json.")
    if isinstance(error, HTTPException):
        phrase = HTTPStatus(error.status_code).phrase
        code = phrase.casefold().replace(" ", "-")
        message = error.detail if error.detail != phrase else ""
        if error.status_code == 404:
            message = message or "There is no such page."
        return Failure(error.status_code, code, message or f"{phrase}.")
    log.error("a defect of ours", exc_info=error)
    return Failure(500, "defect", "A defect of ours kept this from being answered.", "The desk's log says more.")


def add_handlers(app: FastAPI) -> None:
    """Answer every failure of a page or resource in the one shape."""

    async def handle(request: Request, error: Exception) -> Response:
        response = to_response(request.scope, from_error(error))
        if isinstance(error, HTTPException) and error.headers:
            response.headers.update(error.headers)
        return response

    for kind in (CommuniqueError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, handle)
