"""Accounts: a file of names, roles and Argon2 hashes beside the register, written whole or not at all.

The file also holds the key that signs session cookies, so that a restart of the desk logs nobody out. A session names
the account and the *stamp* of its password: a new password or a removed account ends its sessions.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from communique.desk.security.visitor import ROLES, Visitor
from communique.errors import NotFound, RegisterError, UsageError

NAME = re.compile(r"\w[\w.@ -]{0,63}")
LEAST_PASSWORD_CHARS, MOST_PASSWORD_CHARS = 12, 1000  # NIST SP 800-63B: length counts; a cap keeps hashing cheap
# Compared where there is no such account, so that the time of an answer does not tell which names exist.
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class Account:
    """One person who may log in; `hash` is Argon2id with its own salt."""

    name: str
    role: str
    hash: str

    @property
    def stamp(self) -> str:
        """A short name of this password's hash: another password has another."""
        return hashlib.sha256(self.hash.encode()).hexdigest()[:16]


class Accounts:
    """The accounts in a file; a file that is not there holds none."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def list(self) -> list[Account]:
        """Return all accounts by name."""
        return sorted((Account(**row) for row in self._load()["accounts"]), key=lambda account: account.name)

    def find(self, name: str) -> Account | None:
        """Return the account of that name."""
        return next((account for account in self.list() if account.name == name), None)

    def get_key(self) -> str:
        """Return the key that signs sessions, made at the first call."""
        kept = self._load()
        if not kept["key"]:
            kept["key"] = secrets.token_hex(32)
            self._save(kept)
        return str(kept["key"])

    def put(self, name: str, role: str, password: str) -> None:
        """Add an account, or give a known one a new role and password."""
        if not NAME.fullmatch(name):
            raise UsageError("name-invalid", f"“{name}” cannot be an account's name.", "Use letters, digits and . @ -")
        if role not in ROLES:
            raise UsageError("role-unknown", f"“{role}” is no role.", f"Choose of {', '.join(ROLES)}.")
        if not LEAST_PASSWORD_CHARS <= len(password) <= MOST_PASSWORD_CHARS:
            hint = f"Use at least {LEAST_PASSWORD_CHARS} characters, such as four or five words."
            raise UsageError("password-weak", f"The password has {len(password)} characters.", hint)
        kept = self._load()
        kept["accounts"] = [row for row in kept["accounts"] if row["name"] != name]
        kept["accounts"].append(asdict(Account(name, role, _HASHER.hash(password))))
        self._save(kept)

    def remove(self, name: str) -> None:
        """Remove an account; its sessions end with it."""
        kept = self._load()
        rest = [row for row in kept["accounts"] if row["name"] != name]
        if len(rest) == len(kept["accounts"]):
            raise NotFound("account-missing", f"There is no account {name}.", "List them with --list.")
        self._save(kept | {"accounts": rest})

    def check(self, name: str, password: str) -> Account | None:
        """Return the account when the password is its own."""
        account = self.find(name)
        try:
            _HASHER.verify(account.hash if account else _NOBODY, password[:MOST_PASSWORD_CHARS])
        except (VerificationError, InvalidHashError):
            return None
        return account

    def get_visitor(self, session: dict[str, Any]) -> Visitor | None:
        """Return whom a session belongs to, as long as the account and its password are the same."""
        account = self.find(str(session.get("name", "")))
        if account is None or not secrets.compare_digest(account.stamp, str(session.get("stamp", ""))):
            return None
        return Visitor(account.name, account.role)

    def _load(self) -> dict[str, Any]:
        if not self.path.exists():
            return {"key": "", "accounts": []}
        try:
            kept: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
            return {"key": str(kept["key"]), "accounts": list(kept["accounts"])}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RegisterError(
                "accounts-unreadable", f"The accounts in {self.path} cannot be read: {error}.", "Restore or remove it."
            ) from error

    def _save(self, kept: dict[str, Any]) -> None:
        """Write the file so that only its owner reads it, and put it in place as a whole."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_name(f".{self.path.name}.part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
        part.replace(self.path)
