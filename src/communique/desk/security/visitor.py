"""Who looks at the desk: a name and a role, each role able to do what the one before it can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from starlette.requests import Request

from communique.errors import CommuniqueError

READER, REVIEWER, EDITOR = ROLES = ("reader", "reviewer", "editor")
"""reader: looks and exports; reviewer: also decides; editor: also adds reports."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person at the desk. `name` stands with every decision that is made."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """True when this visitor can do what `role` can."""
        return ROLES.index(self.role) >= ROLES.index(role)


def get_visitor(request: Request) -> Visitor | None:
    """Return who sent a request, None where nobody has logged in."""
    return cast("Visitor | None", request.scope.get("communique.visitor"))


class RoleNeeded(CommuniqueError):
    """The visitor's role does not allow what was asked for."""


def need_role(request: Request, role: str) -> None:
    """Raise where the visitor may not do what `role` can."""
    visitor = get_visitor(request)
    if visitor is not None and not visitor.may(role):
        hint = "Ask whoever keeps this desk's accounts."
        raise RoleNeeded("role-needed", f"Only a {role} may do this; you are a {visitor.role}.", hint)
