"""`/add`: reports by their text, as files, or by links; `/add/ADDITION`: how far that has come and what was coded.

What is sent is kept at once and worked off in the background (`additions.py`); the page asks once a second how far it
has come, and without scripts whenever it is loaded again.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.acquire import FORMATS
from communique.desk.additions import Sent
from communique.desk.desk import get_desk, need_visitor
from communique.desk.forms import get_files, get_text
from communique.desk.pages.page import Page, Route
from communique.desk.security.visitor import EDITOR
from communique.desk.settings import UPLOAD_BYTES
from communique.errors import UsageError
from communique.fetch import check_link

FIELDS = ("title", "outlet", "published", "url")
MOST_FILES = 100
MOST_LINKS = 20  # one after another, each asked of somebody's server
SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)
LINE_CHARS = 500  # of a title, an outlet: what is longer is no title


def show(request: Request) -> Response:
    """Answer with the forms and with what was added since the desk started."""
    desk = get_desk(request)
    limits = {"files": MOST_FILES, "links": MOST_LINKS, "megabytes": UPLOAD_BYTES // 1_000_000}
    suffixes = ",".join((*SUFFIXES, ".gz"))
    return desk.render(request, "add.html", additions=desk.additions.list(), limits=limits, suffixes=suffixes)


def add_text(request: Request) -> Response:
    """Add one report whose text was pasted."""
    fields = {name: get_text(request, name) for name in (*FIELDS, "text")}
    if not fields["text"]:
        raise UsageError("text-missing", "There is no text.", "Go back and paste the report's text.")
    for name in ("title", "outlet"):
        if len(fields[name]) > LINE_CHARS:
            raise UsageError("field-too-long", f"The {name} is longer than {LINE_CHARS} characters.", "Shorten it.")
    if fields["url"]:
        check_link(fields["url"])
    given = {name: said for name, said in fields.items() if said}
    return _begin(request, [Sent("text", given.get("title", "Pasted text"), given)])


def add_files(request: Request) -> Response:
    """Add the reports in files."""
    files = [file for file in get_files(request, "files") if file.filename]
    if not 1 <= len(files) <= MOST_FILES:
        hint = f"Choose 1 to {MOST_FILES}; `communique read` takes any number."
        raise UsageError("files-count", f"{len(files)} files were sent.", hint)
    return _begin(request, [Sent.file(file.filename or "", file.file.read()) for file in files])


def add_links(request: Request) -> Response:
    """Add the reports that links lead to, one link a line."""
    links = list(filter(None, map(str.strip, get_text(request, "links").splitlines())))
    if not 1 <= len(links) <= MOST_LINKS:
        raise UsageError("links-count", f"{len(links)} links were sent.", f"Write 1 to {MOST_LINKS}, one a line.")
    return _begin(request, [Sent("link", str(check_link(link))) for link in links])


def show_addition(request: Request) -> Response:
    """Answer with how far an addition has come."""
    return _render(request, "addition.html")


def show_progress(request: Request) -> Response:
    """Answer with the part of that page that changes."""
    return _render(request, "rows/addition.html")


def _begin(request: Request, sent: list[Sent]) -> Response:
    addition = get_desk(request).additions.put(need_visitor(request).name, sent)
    return RedirectResponse(f"/add/{addition.name}", 303)


def _render(request: Request, template: str) -> Response:
    desk = get_desk(request)
    return desk.render(request, template, addition=desk.additions.find(request.path_params["addition"]))


PAGE = Page(
    "/add",
    "Add reports",
    show,
    "work",
    role=EDITOR,
    routes=(
        Route("/add/text", add_text, "POST", EDITOR),
        Route("/add/files", add_files, "POST", EDITOR),
        Route("/add/links", add_links, "POST", EDITOR),
        Route("/add/{addition}", show_addition, role=EDITOR),
        Route("/add/{addition}/progress", show_progress, role=EDITOR),
    ),
)
