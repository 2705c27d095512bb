"""Requests are limited in size, by what they say and by what they send."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.desk.failures import Failure, to_response
from communique.desk.settings import FORM_BYTES, UPLOAD_BYTES

UPLOAD_PATHS = frozenset({"/api/reports", "/add/text", "/add/files"})


class _TooLarge(Exception):
    """More came than a request may have."""


class LimitedSize:
    """Refuses requests whose body is larger than its path allows."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = UPLOAD_BYTES if scope["path"] in UPLOAD_PATHS else FORM_BYTES
        said = Headers(scope=scope).get("content-length", "0")
        failure = Failure(
            413, "too-large", f"More than {most / 1e6:g} MB were sent.", "Read large files with `communique read`."
        )
        if not said.isdigit() or int(said) > most:
            await to_response(scope, failure)(scope, receive, send)
            return
        came, is_answered = 0, False

        async def receive_limited() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise _TooLarge
            return message

        async def send_noting(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await self.app(scope, receive_limited, send_noting)
        except _TooLarge:
            if not is_answered:
                await to_response(scope, failure)(scope, receive, send)
