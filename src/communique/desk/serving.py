"""Starts a desk: checks that it may listen where it is told to, says where it is, opens a browser there.

On an address that other machines reach it refuses to start without accounts. Passwords cross the network as they are
unless something in front of the desk speaks TLS; docs/desk.md says how.
"""

from __future__ import annotations

import getpass
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path

import uvicorn

from communique.desk.app import create_app
from communique.desk.desk import Desk
from communique.desk.listings import LISTINGS
from communique.desk.security.accounts import Accounts
from communique.desk.settings import Settings, is_local
from communique.errors import UsageError
from communique.register import name_register

# While an import writes, finding lists anew takes at most about a tenth of the time.
PATIENCE = 10.0
OPEN_SECONDS = 0.6  # until a browser asks: the server is listening before, this only lets its first lines come first


def serve(
    register: str | None,
    host: str,
    port: int,
    *,
    open_browser: bool,
    log_in: bool,
    https_only: bool = False,
    state: Path | None = None,
) -> None:
    """Serve a desk until it is stopped."""
    settings = make_settings(register, host, port, log_in, https_only, state)
    app = create_app(settings)
    listening = listen(host, port)
    url = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    print(f"The desk of {settings.register} is at {url} (stop it with Ctrl-C).", flush=True)
    if open_browser:
        threading.Timer(OPEN_SECONDS, webbrowser.open, [url]).start()
    threading.Thread(target=warm_up, args=(app.state.desk,), daemon=True).start()
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    uvicorn.Server(config).run(sockets=[listening])


def warm_up(desk: Desk) -> None:
    """Find every list once: the first to ask need not wait until a large register's traits are read."""
    with desk.reading() as register:
        for listing in LISTINGS:
            if "words" not in listing.view.options:
                desk.finder.find(register, listing, {})


def make_settings(
    register: str | None, host: str, port: int, log_in: bool, https_only: bool = False, state: Path | None = None
) -> Settings:
    """Return the settings of a desk; refuse one that strangers could use, and the state of a watch that is not there.
    What is served over https is for others."""
    if state is not None and not state.is_file():
        hint = "Name the file that `communique watch` was given with --state, or leave it out."
        raise UsageError("state-missing", f"There is no state of a watch at {state}.", hint)
    settings = Settings(
        name_register(register),
        host,
        port,
        needs_accounts=log_in or https_only or not is_local(host),
        is_https_only=https_only,
        user=get_user(),
        state=state,
        patience=PATIENCE,
    )
    if settings.needs_accounts and not Accounts(settings.accounts).list():
        raise UsageError(
            "accounts-missing",
            f"A desk at {host} can be reached by others and needs accounts, and there is none in {settings.accounts}.",
            "Add one: communique desk-account NAME --role editor",
        )
    return settings


def get_user() -> str:
    """Return whose desk it is, for the decisions made at it."""
    try:
        return os.environ.get("COMMUNIQUE_USER") or getpass.getuser()
    except (OSError, KeyError):
        return "desk"


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens, or say why there is none."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        hint = "Is a desk running there already? Name another with --port."
        raise UsageError("address-unusable", f"Nothing can listen at {host}, port {port}: {error}.", hint) from error
    return listening


def change_accounts(register: str | None, name: str | None, role: str, *, remove: bool) -> None:
    """List, add or remove accounts of the desk of a register."""
    accounts = Accounts(Settings(name_register(register)).accounts)
    if name is None:
        for account in accounts.list():
            print(f"{account.name}\t{account.role}")
    elif remove:
        accounts.remove(name)
        print(f"{name} is removed.")
    else:
        accounts.put(name, role, ask_password(name))
        print(f"{name} may log in as {role} ({accounts.path}).")


def ask_password(name: str) -> str:
    """Return a password that was typed twice, or the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(f"Password for {name}: ")
    if getpass.getpass("Again: ") != password:
        raise UsageError("password-differs", "The two passwords differ.", "Try again.")
    return password
