"""What a desk is started with: its register, where it listens, who may use it, and how much it takes at once."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from communique.register import Place, file_beside

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8420

# A form of words and choices is a few kB; what is more is no form of ours.
FORM_BYTES = 1_000_000
# Reports that are added in one go: some thousand press reports of 5 kB. More belongs to `communique read`.
UPLOAD_BYTES = 32_000_000
SESSION_SECONDS = 12 * 60 * 60  # a working day; then one logs in again


@dataclass(frozen=True, slots=True)
class Settings:
    """`needs_accounts` asks everybody to log in; without it whoever reaches the desk is its one user, `user`.

    `is_https_only`: its cookies are sent over https alone, as a desk behind a proxy that speaks TLS wants it.
    `state`: what the watch on the register knows, where that is not beside it.
    `patience`: while others write, an answer that took a second to find may be that many seconds old (`memory.py`).
    """

    register: Place
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    needs_accounts: bool = False
    is_https_only: bool = False
    user: str = "desk"
    state: Path | None = None
    patience: float = 0.0

    @property
    def accounts(self) -> Path:
        """The file of accounts, beside the register it opens; on this machine where that is a database."""
        return file_beside(self.register, ".accounts.json")


def is_local(host: str) -> bool:
    """True for an address that only this machine reaches."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
