"""What a list found is remembered for as long as the register is not written to.

Counting and sorting ten thousand rows takes a tenth of a second and gives the same until somebody writes. SQLite tells
a connection that stays open whether others wrote (`PRAGMA data_version`); the file's own number tells whether it is
another file.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

MOST_KEPT = 32  # answers: some megabytes each where a register is large

Version = tuple[int, int, int]


class Memory:
    """Answers by question, forgotten when the register at `path` changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._watch: sqlite3.Connection | None = None
        self._version: Version | None = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, question: Hashable, make: Callable[[], Any]) -> Any:
        """Return the answer to a question, made anew when the register was written to since.

        What is made while somebody writes may be newer than the version it is kept under, never older: the next
        question finds another version and asks again.
        """
        with self._lock:
            version = self._look()
            if version != self._version:
                self._kept.clear()
                self._version = version
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
        answer = make()
        with self._lock:
            if version == self._version:
                self._kept[question] = answer
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return answer

    def _look(self) -> Version:
        """Return what changes when the register does."""
        found = self._path.stat()
        if self._version is None or self._version[:2] != (found.st_dev, found.st_ino) or self._watch is None:
            if self._watch is not None:
                self._watch.close()
            address = f"{self._path.absolute().as_uri()}?mode=ro"
            self._watch = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._version = None
        said = self._watch.execute("PRAGMA data_version").fetchone()[0]
        return found.st_dev, found.st_ino, int(said)
