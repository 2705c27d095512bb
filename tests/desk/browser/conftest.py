"""A real browser at a real server: Debian's Chromium, driven by Playwright, at a desk over the golden records.

Without a Chromium these tests are skipped (`tools/browser.sh` installs it where it can). A page that writes an error to
the console, or asks for anything from outside, fails the test that opened it.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn

from communique.desk.app import create_app
from communique.desk.serving import listen
from communique.desk.settings import Settings
from tests.patience import PATIENCE_SECONDS

NAMES = ("chromium", "chromium-browser", "google-chrome")
# What keeps Chromium from asking its maker's servers, which a closed network answers with errors.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")


@dataclass
class Seen:
    """What a page did that it must not: errors in the console, requests that leave the desk."""

    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


@contextmanager
def serve(register: Path) -> Iterator[str]:
    """Serve a desk over a register in a thread of this process; give its address."""
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(register)), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE_SECONDS
    while not server.started:
        assert time.monotonic() < until, "the desk did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE_SECONDS)


@pytest.fixture(scope="session")
def address(golden_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk that is shared by all tests: nothing is written to it."""
    register = tmp_path_factory.mktemp("browser") / "register.db"
    shutil.copy(golden_register, register)
    with serve(register) as url:
        yield url


@pytest.fixture
def own_address(golden_register: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a desk of this test's own, to write to."""
    shutil.copy(golden_register, tmp_path / "register.db")
    with serve(tmp_path / "register.db") as url:
        yield url


@pytest.fixture(scope="package")
def browser() -> Iterator[sync_api.Browser]:
    """Debian's Chromium, one for these tests: while it is open its event loop runs, and no other can."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        pytest.skip("there is no Chromium here: run tools/browser.sh as root, or install it")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=list(ARGUMENTS), timeout=1000 * PATIENCE_SECONDS
        )
        yield started
        started.close()


@pytest.fixture
def open_page(browser: sync_api.Browser) -> Iterator[Callable[..., sync_api.Page]]:
    """Return a function that gives a fresh page: `open_page(width=390, scheme="dark")`; checks all at the end."""
    contexts: list[sync_api.BrowserContext] = []
    seen = Seen()

    def open_one(width: int = 1280, height: int = 900, scheme: str = "light", scripts: bool = True) -> sync_api.Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        context.set_default_timeout(1000 * PATIENCE_SECONDS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("request", lambda asked: None if is_own(asked.url) else seen.outside.append(asked.url))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not seen.errors
    assert not seen.outside


def is_own(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:"))
