"""What a format of answers is to the rest of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from communique.errors import UsageError
from communique.model.table import Table


@dataclass(frozen=True, slots=True)
class TableExporter:
    """One format. `suffix` ends the names of its files; `write` puts a table into a file, whole or not at all, and
    returns a sentence on what the format cannot hold and was left out, if anything. `holds` says whether it can hold
    rows of a table at all."""

    name: str
    suffix: str
    help: str
    write: Callable[[Table, Path], str | None]
    holds: Callable[[Table], bool] = lambda table: True


def import_extra(module: str, what: str) -> Any:
    """Import a library of the extra `export`; say how to get it where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError(
            "extra-missing", f"{what} needs {module}, which is not installed.", "pip install 'communique[export]'"
        ) from error
