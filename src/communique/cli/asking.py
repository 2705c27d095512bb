"""The options that every command that answers has: the period, the outlet, and how the answer is printed.

`@asks("since", "until", "outlet", "limit")` makes a command of a function that says what to ask. In: a function of its
own options and `**period`, which returns what makes the table. Out: one with the shared options behind its own, which
asks the register and prints. Typer reads options off a signature, so that the shared ones are added to it here, once.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, get_type_hints

from communique.cli.answering import Csv, Json, Limit, Outlet, RegisterFile, Since, Until

Make = Callable[..., Any]  # from a register to a table; spelled out, its types would be loaded before they are used
SHARED: dict[str, tuple[Any, Any]] = {
    "since": (Since, None),
    "until": (Until, None),
    "outlet": (Outlet, None),
    "limit": (Limit, None),
    "json": (Json, False),
    "csv": (Csv, False),
    "register": (RegisterFile, None),
}
PERIOD = ("since", "until", "outlet")
PRINTED = ("json", "csv", "register")  # every answer has these


def asks(*names: str) -> Callable[[Callable[..., Make]], Callable[..., None]]:
    """Add the shared options of these names, and how it is printed, to a command that returns what makes its table."""
    shared = [name for name in SHARED if name in (*names, *PRINTED)]

    def make_command(says: Callable[..., Make]) -> Callable[..., None]:
        def command(**given: Any) -> None:
            from communique.cli.answering import answer

            printing = {name: given.pop(name) for name in shared if name not in PERIOD}
            answer(printing.pop("register"), says(**given), **printing)

        hints = get_type_hints(says, include_extras=True)
        own = [
            parameter.replace(annotation=hints[parameter.name])
            for parameter in inspect.signature(says).parameters.values()
            if parameter.kind is not inspect.Parameter.VAR_KEYWORD
        ]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in SHARED.items()
            if name in shared
        ]
        parameters = [*(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own), *added]
        command.__name__, command.__doc__, command.__module__ = says.__name__, says.__doc__, says.__module__
        command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return command

    return make_command
