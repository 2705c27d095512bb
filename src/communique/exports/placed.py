"""Write a file beside its place and put it there when it is complete, so that no half file bears its name."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from communique.errors import SourceError


@contextmanager
def placed_path(target: Path) -> Iterator[Path]:
    """Yield the path of a file that takes the name `target` when the block ends well; after a failure nothing is left.

    What is no ordinary file (`/dev/null`, a named pipe) is written to as it is, never replaced.
    """
    if target.exists() and not target.is_file():
        yield target
        return
    part = target.with_name(f".{target.name}.part")
    try:
        part.touch()
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        yield part
        part.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


@contextmanager
def placed_file(target: Path, encoding: str = "utf-8", newline: str = "\n") -> Iterator[TextIO]:
    """Yield a text file that is put in its place as `placed_path` does."""
    with placed_path(target) as path:
        try:
            file = path.open("w", encoding=encoding, newline=newline, errors="backslashreplace")
        except OSError as error:
            raise _unwritable(target, error) from error
        with file:
            yield file


def _unwritable(target: Path, error: OSError) -> SourceError:
    message = f"{target} cannot be written: {error.strerror}."
    return SourceError("output-unwritable", message, "Name a file in a folder of yours.")
