"""What keeps a link from being fetched."""

from __future__ import annotations

from communique.errors import SourceError


class FetchFailed(SourceError):
    """A link could not be fetched. `is_temporary` where the same call may do better later: not before
    `retry_after` seconds, where the server says so."""

    def __init__(
        self, code: str, message: str, hint: str = "", *, is_temporary: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(code, message, hint)
        self.is_temporary = is_temporary
        self.retry_after = retry_after
