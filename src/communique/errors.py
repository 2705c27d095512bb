"""Errors for callers. What is wrong with one report is data (`model.problem.Problem`), never an exception.

CommuniqueError           code, message, hint; exit_code
├── UsageError            the call's words are off                       exit 2
├── NotFound              what was named is not in the register         exit 3
├── SourceError           an input, or a file to write, is not usable    exit 4
├── RegisterError         the register cannot be opened or written       exit 5
└── BrokenPromise         a defect of ours: an invariant does not hold   exit 70
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """Root of all errors that communique raises on purpose."""

    exit_code = 1

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def __reduce__(self) -> tuple[type[CommuniqueError], tuple[str, str, str]]:
        """Come whole out of a process that failed: exceptions are sent as their class and its arguments."""
        return type(self), (self.code, self.message, self.hint)


class UsageError(CommuniqueError):
    """The call's words are off: an unknown option value, no input named."""

    exit_code = 2


class SourceError(CommuniqueError):
    """An input or output place is not usable at all: not there, not readable, not writable."""

    exit_code = 4


class BrokenPromise(CommuniqueError):
    """An invariant of ours does not hold; the message says which. Please report it."""

    exit_code = 70


class RegisterError(CommuniqueError):
    """The register cannot be opened or written: not ours, newer than this program, locked, disk full."""

    exit_code = 5


class NotFound(CommuniqueError):
    """What was asked for by name is not in the register."""

    exit_code = 3
