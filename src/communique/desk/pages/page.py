"""What a page is to the rest of the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from communique.desk.security.visitor import READER
from communique.desk.settings import Settings

Handler = Callable[[Request], Response]
Group = Literal["", "main", "more", "work"]


@dataclass(frozen=True, slots=True)
class Route:
    """A further address of a page: a form it sends (`POST`), a file, a part that is loaded later."""

    path: str
    handle: Handler
    method: str = "GET"
    role: str = READER


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `show` answers its address in a thread of its own (it may wait for the register).

    `group` is where the navigation has it: main, more, work (for who may do what `role` may), or nowhere, and not where
    there is nothing to show (`is_there`). `example` is
    an address with everything filled in, for the tests that hold for every page.
    """

    path: str
    title: str
    show: Handler
    group: Group = ""
    role: str = READER
    example: str = ""
    routes: tuple[Route, ...] = field(default=())
    is_there: Callable[[Settings], bool] = field(default=lambda _: True)

    @property
    def href(self) -> str:
        """An address of this page that can be asked for."""
        return self.example or self.path
