"""What an exporter is to the rest of the program: one value, registered by one line in `exports/__init__.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from communique.model.span import Span
from communique.pipeline import CodedReport

Add = Callable[[CodedReport], None]


class Found(NamedTuple):
    """A record as an export tells it: enough to prove that it kept its evidence."""

    report: str
    kind: str
    record: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format. `target` says whether it fills a file or a folder; `open` makes ready to write there and gives the
    function that takes coded reports one by one, so that no run is held in memory; what it wrote is complete, and
    under its own name, only when the context ends well. `read` reads the records back, in no special order."""

    name: str
    target: str
    help: str
    open: Callable[[Path], AbstractContextManager[Add]]
    read: Callable[[Path], Iterator[Found]]
