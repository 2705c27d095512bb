"""A token in every form that changes something: only a page of this desk, shown to this visitor, can have it.

The browser keeps a random seed in a cookie that no script reads; a form carries a code made of that seed, of the name
of who looks and of the desk's own key. Another site can neither read the seed nor make the code, not even where it can
set cookies for this host. It stands beside `origin.py`, which refuses what a browser says comes from elsewhere: one
holds where the other is missing (an old browser, a proxy that drops headers). The API takes no forms.
"""

from __future__ import annotations

import hmac
import re
import secrets

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from communique.desk.security.visitor import get_visitor
from communique.errors import CommuniqueError

COOKIE = "communique-form"
FIELD = "form_token"
_SEED = re.compile(r"[\w-]{20,64}")
_NEW_SEED = "communique.form-seed"


class FormTokenWrong(CommuniqueError):
    """A form came without the token of the page it should have been on."""


def make_token(request: Request, key: bytes) -> str:
    """Return the token for the forms of a page; `keep_seed` must then answer the request."""
    seed = _get_seed(request)
    if seed is None:
        seed = request.scope.setdefault(_NEW_SEED, secrets.token_urlsafe(24))
    visitor = get_visitor(request)
    said = f"{seed} {visitor.name if visitor else ''}"
    return hmac.new(key, said.encode(), "sha256").hexdigest()


def make_field(request: Request, key: bytes) -> Markup:
    """Return the hidden field that each form has which changes something."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, make_token(request, key))


def keep_seed(request: Request, response: Response, *, is_secure: bool) -> None:
    """Let the browser keep the seed where a token was made of a new one."""
    seed = request.scope.get(_NEW_SEED)
    if seed is not None:
        response.set_cookie(COOKIE, seed, httponly=True, samesite="lax", secure=is_secure)


def check_token(request: Request, key: bytes, given: str) -> None:
    """Raise where a form's token is not the one that this browser was given with the page."""
    if _get_seed(request) is None or not hmac.compare_digest(make_token(request, key).encode(), given.encode()):
        raise FormTokenWrong(
            "form-token-wrong",
            "This form is not from a page that this desk showed you lately; nothing was changed.",
            "Go back, load the page anew and send it again.",
        )


def _get_seed(request: Request) -> str | None:
    seed = request.cookies.get(COOKIE, "")
    return seed if _SEED.fullmatch(seed) else None
