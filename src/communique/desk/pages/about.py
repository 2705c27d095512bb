"""`/about`: what the register holds and how: words, columns, joining, and the rules of the program."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.desk.desk import get_desk
from communique.desk.documents import render_document
from communique.desk.pages.page import Page, Route
from communique.records import KINDS

DOCUMENTS = {
    "words": "One word for each idea",
    "answers": "What an answer says, and what it does not",
    "columns": "What every column means",
    "joining": "When records are one event, and what follows what",
    "register": "How claims are kept",
    "problems": "Problems, and what to do about them",
    "table-exports": "Files: formats and event rows",
}


def show(request: Request) -> Response:
    """Answer with the kinds of record and the documents there are."""
    return get_desk(request).render(request, "about.html", kinds=KINDS, documents=DOCUMENTS)


def show_document(name: str, title: str, request: Request) -> Response:
    """Answer with one document."""
    return get_desk(request).render(request, "document.html", title=title, text=render_document(name, tuple(DOCUMENTS)))


def _route(name: str, title: str) -> Route:
    return Route(f"/about/{name}", lambda request: show_document(name, title, request))


PAGE = Page("/about", "About the data", show, "more", routes=tuple(_route(*item) for item in DOCUMENTS.items()))
