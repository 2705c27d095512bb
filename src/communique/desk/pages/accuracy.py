"""`/accuracy`: how often the coder is right, measured, with what the measure does not say."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.desk.desk import get_desk
from communique.desk.documents import render_document
from communique.desk.pages.about import DOCUMENTS
from communique.desk.pages.page import Page


def show(request: Request) -> Response:
    """Answer with the measured table."""
    return get_desk(request).render(request, "document.html", text=render_document("accuracy", tuple(DOCUMENTS)))


PAGE = Page("/accuracy", "Accuracy", show, "more")
