"""`communique desk`: the register as web pages; `communique desk-account`: who may use them from elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.answering import RegisterFile, StateFile
from communique.desk.settings import DEFAULT_HOST, DEFAULT_PORT

Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")]
Host = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; any address but this machine's needs log-in.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]
LogIn = Annotated[bool, typer.Option("--log-in", help="Ask for log-in on this machine too.")]
HttpsOnly = Annotated[
    bool, typer.Option("--https-only", help="Behind a proxy that speaks TLS: log-in, and cookies go over https alone.")
]
Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="Whose account; without it all are listed.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, reviewer or editor.")]
Remove = Annotated[bool, typer.Option("--remove", help="Remove the account; its sessions end.")]


def desk(
    port: Port = DEFAULT_PORT,
    host: Host = DEFAULT_HOST,
    no_browser: NoBrowser = False,
    log_in: LogIn = False,
    https_only: HttpsOnly = False,
    state: StateFile = None,
    register: RegisterFile = None,
) -> None:
    """Look at the register in a browser.

    Serves pages and a JSON API on this machine until Ctrl-C. Other machines reach it with --host, by account only."""
    from communique.desk.serving import serve

    serve(register, host, port, open_browser=not no_browser, log_in=log_in, https_only=https_only, state=state)


def desk_account(
    name: Name = None, role: Role = "reader", remove: Remove = False, register: RegisterFile = None
) -> None:
    """List, add or remove the desk's accounts.

    The password is asked for, or read from standard input."""
    from communique.desk.serving import change_accounts

    change_accounts(register, name, role, remove=remove)
