"""`/log-in`: name and password, where the desk asks for them. Wrong ones are limited by name and by address."""

from __future__ import annotations

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.desk.desk import get_desk
from communique.desk.forms import get_text
from communique.desk.pages.page import Page, Route
from communique.desk.security.accounts import Accounts

# What one person mistypes, and what a few people behind one address do; guessing goes through neither.
BY_NAME = parse("10 per 15 minutes")
BY_ADDRESS = parse("30 per 15 minutes")


def show(request: Request) -> Response:
    """Answer with the form."""
    return get_desk(request).render(request, "log_in.html", next=safe_next(request.query_params.get("next", "")))


def log_in(request: Request) -> Response:
    """Begin a session where name and password are right."""
    desk = get_desk(request)
    name, target = get_text(request, "name"), safe_next(get_text(request, "next"))
    if not desk.settings.needs_accounts:
        return RedirectResponse(target, 303)
    address = request.client.host if request.client else ""
    keys = ((BY_NAME, "name", name.casefold()), (BY_ADDRESS, "address", address))
    limiter: MovingWindowRateLimiter = request.app.state.log_ins
    if not all(limiter.test(*key) for key in keys):
        message = "There were too many tries. Wait a quarter of an hour."
        return desk.render(request, "log_in.html", status=429, next=target, message=message)
    account = Accounts(desk.settings.accounts).check(name, get_text(request, "password"))
    if account is None:
        for key in keys:
            limiter.hit(*key)
        return desk.render(request, "log_in.html", status=403, next=target, message="Name or password is wrong.")
    request.session.clear()
    request.session.update({"name": account.name, "stamp": account.stamp})
    return RedirectResponse(target, 303)


def log_out(request: Request) -> Response:
    """End the session."""
    if get_desk(request).settings.needs_accounts:
        request.session.clear()
    return RedirectResponse("/log-in", 303)


def safe_next(target: str) -> str:
    """Return where to go after the log-in: an address of this desk, never of another site.

    >>> safe_next("/undertakings?by=CHN"), safe_next("//evil.example"), safe_next("https://evil.example")
    ('/undertakings?by=CHN', '/', '/')
    """
    is_own = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if is_own else "/"


def make_limiter() -> MovingWindowRateLimiter:
    """Return what counts wrong log-ins, in this process's memory."""
    return MovingWindowRateLimiter(MemoryStorage())


PAGE = Page(
    "/log-in", "Log in", show,
    routes=(Route("/log-in", log_in, "POST"), Route("/log-out", log_out, "POST")),
)  # fmt: skip
