"""The desk as an application: pages, resources, static files, and safety around all of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from communique.desk.api import RESOURCES
from communique.desk.desk import STATIC, Desk, get_desk
from communique.desk.failures import add_handlers
from communique.desk.pages import PAGES
from communique.desk.pages.log_in import make_limiter
from communique.desk.pages.page import Handler, Page
from communique.desk.security.accounts import Accounts
from communique.desk.security.form_token import FIELD, check_token
from communique.desk.security.guard import Guard
from communique.desk.security.headers import SafeHeaders
from communique.desk.security.origin import OwnOrigin
from communique.desk.security.size import LimitedSize
from communique.desk.security.visitor import need_role
from communique.desk.settings import SESSION_SECONDS, Settings
from communique.register import Register

LOCAL_NAMES = ["localhost", "127.0.0.1", "::1", "[::1]"]
API_DESCRIPTION = (
    "Everything the desk's pages show, with the field names of the record format. Lists are paged by `after`, the "
    "`next` of the page before. A failure is always `{error: {code, message, hint, where}}`."
)


def create_app(settings: Settings) -> FastAPI:
    """Return the desk's application; makes an empty register where there is none, and brings up an older one."""
    Register(settings.register).close()
    app = FastAPI(
        title="communique",
        description=API_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        middleware=make_middleware(settings),
    )
    desk = app.state.desk = Desk(settings)
    desk.pages = PAGES
    app.state.log_ins = make_limiter()
    for page in PAGES:
        add_page(app, page)
    for resource in RESOURCES:
        app.include_router(resource, prefix="/api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_handlers(app)
    desk.additions.resume()
    return app


def make_middleware(settings: Settings) -> list[Middleware]:
    """Return what stands around every request, the outermost first.

    Only names of this machine are answered to where nobody logs in: a page elsewhere whose name was made to lead here
    (DNS rebinding) would else read the register. Behind a log-in such a page has no cookie.
    """
    middleware = [Middleware(SafeHeaders)]
    if not settings.needs_accounts:
        middleware.append(Middleware(TrustedHostMiddleware, allowed_hosts=LOCAL_NAMES, www_redirect=False))
    middleware += [Middleware(LimitedSize), Middleware(OwnOrigin)]
    if settings.needs_accounts:
        key = Accounts(settings.accounts).get_key()
        middleware.append(
            Middleware(
                SessionMiddleware,
                secret_key=key,
                session_cookie="communique",
                max_age=SESSION_SECONDS,
                https_only=settings.is_https_only,
            )
        )
    middleware.append(Middleware(Guard, settings=settings))
    return middleware


def add_page(app: FastAPI, page: Page) -> None:
    """Serve a page and its further addresses."""
    app.add_route(page.path, serve(page, page.show, page.role), include_in_schema=False)
    for route in page.routes:
        handle = serve(page, route.handle, route.role)
        app.add_route(route.path, handle, methods=[route.method], include_in_schema=False)


def serve(page: Page, handle: Handler, role: str) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that checks the role, then lets the handler answer in a thread."""

    async def endpoint(request: Request) -> Response:
        request.scope["communique.page"] = page
        need_role(request, role)
        if request.method == "POST":
            form = request.scope["communique.form"] = await request.form()
            check_token(request, get_desk(request).form_key, str(form.get(FIELD, "")))
        return await run_in_threadpool(handle, request)

    return endpoint
