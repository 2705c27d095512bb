"""The fields of a form that was sent; `app.py` has read it before a handler runs."""

from __future__ import annotations

from typing import cast

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request


def get_form(request: Request) -> FormData:
    """Return the form of a POST request."""
    return cast(FormData, request.scope["communique.form"])


def get_text(request: Request, name: str) -> str:
    """Return a field's text, without blanks around it; empty where it was not sent."""
    value = get_form(request).get(name)
    return value.strip() if isinstance(value, str) else ""


def get_files(request: Request, name: str) -> list[UploadFile]:
    """Return the files that were sent under a name."""
    return [value for value in get_form(request).getlist(name) if isinstance(value, UploadFile)]
