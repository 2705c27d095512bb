"""What every page and resource works with: the register to read, its one writer, the templates, the settings.

Reading opens the register anew for each request, in the thread that answers it, so that any number of readers go beside
an import (SQLite's write-ahead log). Writing waits for the desk's own writer before it waits for other programs.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.desk.additions import Additions
from communique.desk.listing import Finder
from communique.desk.security.accounts import Accounts
from communique.desk.security.form_token import keep_seed, make_field
from communique.desk.security.visitor import Visitor, get_visitor
from communique.desk.settings import Settings
from communique.desk.templating import make_environment
from communique.register import Register

if TYPE_CHECKING:
    from communique.desk.pages.page import Page

STATIC = Path(__file__).with_name("static")


class Desk:
    """One running desk. `get_desk(request)` gives it to a page."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.environment = make_environment()
        self.pages: tuple[Page, ...] = ()
        self.finder = Finder(settings.register, settings.patience)
        self._writer = threading.Lock()
        self.additions = Additions(self)
        self.form_key = self._make_form_key()

    def _make_form_key(self) -> bytes:
        """Return what the tokens of forms are made with; with accounts it outlives a restart, as sessions do."""
        if not self.settings.needs_accounts:
            return secrets.token_bytes(32)
        return hmac.new(Accounts(self.settings.accounts).get_key().encode(), b"forms", "sha256").digest()

    @contextmanager
    def reading(self) -> Iterator[Register]:
        """Open the register to read, for the length of a `with` block in one thread."""
        with Register(self.settings.register, readonly=True) as register:
            yield register

    @contextmanager
    def writing(self) -> Iterator[Register]:
        """Open the register to write; one at a time in this desk."""
        with self._writer, Register(self.settings.register) as register:
            try:
                yield register
            finally:
                self.finder.forget()

    def is_secure(self, request: Request) -> bool:
        """True where cookies are to be sent over https alone."""
        return self.settings.is_https_only or request.url.scheme == "https"

    def render(self, request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page made of a template, which also knows the page, who looks, and what can be gone to."""
        visitor = get_visitor(request)
        page = cast("Page | None", request.scope.get("communique.page"))
        allowed = [page for page in self.pages if page.group and visitor and visitor.may(page.role)]
        shown = [page for page in allowed if page.is_there(self.settings)]
        values = {"request": request, "page": page, "navigation": shown, "visitor": visitor, **values}
        values["needs_accounts"] = self.settings.needs_accounts
        values["form_token"] = lambda: make_field(request, self.form_key)
        values["register_name"] = self.settings.register.name
        response = HTMLResponse(self.environment.get_template(template).render(values), status)
        keep_seed(request, response, is_secure=self.is_secure(request))
        return response


def get_desk(request: Request) -> Desk:
    """Return the desk that serves a request."""
    return cast(Desk, request.app.state.desk)


def need_visitor(request: Request) -> Visitor:
    """Return who looks; there is always somebody behind `guard`."""
    visitor = get_visitor(request)
    assert visitor is not None, "a page that needs nobody cannot ask who it is"
    return visitor
