"""Puts a visitor on every request: the one user of a desk on localhost, else whoever has logged in."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.desk.failures import Failure, is_api, to_response
from communique.desk.security.accounts import Accounts
from communique.desk.security.visitor import EDITOR, Visitor
from communique.desk.settings import Settings

OPEN_PATHS = ("/log-in", "/static/")


class Guard:
    """Lets nobody in who has not logged in, where accounts are needed."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.accounts = Accounts(settings.accounts) if settings.needs_accounts else None
        self.user = Visitor(settings.user, EDITOR)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        visitor = self.accounts.get_visitor(Request(scope).session) if self.accounts else self.user
        scope["communique.visitor"] = visitor
        if visitor is not None or scope["path"].startswith(OPEN_PATHS):
            await self.app(scope, receive, send)
        elif is_api(scope):
            failure = Failure(401, "log-in-needed", "Nobody is logged in.", "Log in at /log-in.")
            await to_response(scope, failure)(scope, receive, send)
        else:
            query = scope["query_string"].decode("latin-1")
            wanted = quote(scope["path"] + (f"?{query}" if query else ""), safe="")
            await RedirectResponse(f"/log-in?next={wanted}", 303)(scope, receive, send)
