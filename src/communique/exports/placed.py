"""Write a file beside its place and put it there when it is complete, so that no half file bears its name."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from communique.errors import SourceError


@contextmanager
def placed_file(target: Path, encoding: str = "utf-8", newline: str = "\n") -> Iterator[TextIO]:
    """Yield a text file that takes the name `target` when the block ends well; after a failure nothing is left.

    What is no ordinary file (`/dev/null`, a named pipe) is written to as it is, never replaced.
    """
    is_replaced = not target.exists() or target.is_file()
    part = target.with_name(f".{target.name}.part") if is_replaced else target
    try:
        file = part.open("w", encoding=encoding, newline=newline, errors="backslashreplace")
    except OSError as error:
        raise SourceError(
            "output-unwritable", f"{target} cannot be written: {error.strerror}.", "Name a file in a folder of yours."
        ) from error
    try:
        with file:
            yield file
        if is_replaced:
            part.replace(target)
    except BaseException:
        if is_replaced:
            with contextlib.suppress(OSError):
                part.unlink()
        raise
