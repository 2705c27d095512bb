"""Find the files that a path stands for: the file itself, or a folder's files, subfolders included.

In a folder, files are taken by their suffix. Hidden files and folders, sidecars and files of other kinds (pictures,
scripts) are passed over; a file of a kind that usually holds reports but cannot be read (`.doc`, `.rar`) is an entry
with a problem, so that nobody takes the folder for read. A folder is entered once, whatever links to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from communique.acquire.sidecar import SIDECAR, sidecar_names
from communique.acquire.source import Format, Origin
from communique.model.report import RawReport

# Kinds of files that hold articles, but not in a way that can be read.
UNREAD_DOCUMENTS = frozenset(
    (".doc", ".odt", ".rtf", ".epub", ".msg", ".mht", ".mhtml", ".xls", ".xlsx", ".7z", ".rar", ".tar", ".tgz")
)


class Formats:
    """The formats by suffix."""

    def __init__(self, formats: Sequence[Format]) -> None:
        self._by_suffix = {suffix: known for known in formats for suffix in known.suffixes}

    def of(self, path: PurePath) -> Format | None:
        """Return the format of files named like `path`."""
        return self._by_suffix.get(self._suffix(path))

    def stem(self, path: PurePath) -> str:
        """Return the file name without its last suffix (`.txt.gz` counts as one)."""
        name = path.name.removesuffix(".gz") if path.suffix.casefold() == ".gz" and self.of(path) else path.name
        return PurePath(name).stem

    @property
    def suffixes(self) -> str:
        return ", ".join(sorted(self._by_suffix))

    @staticmethod
    def _suffix(path: PurePath) -> str:
        suffix = path.suffix.casefold()
        return PurePath(path.stem).suffix.casefold() if suffix == ".gz" else suffix


def find_files(path: Path, formats: Formats) -> Iterator[Path | RawReport]:
    """Yield the files of `path` to read, and for what cannot be read the entry that says so."""
    origin = Origin(str(path), formats.stem(path) or path.name or str(path))
    try:
        if path.is_dir():
            yield from _find_in_folder(path, formats)
        elif not path.exists():
            yield origin.unread("file-missing", "there is no such file or folder; check the path")
        elif _is_sidecar(path, formats):
            return  # named by a glob, such as `reports/*`: its report speaks for it
        elif path.is_file() and formats.of(path) is None:
            message = f"files of this kind cannot be read; known are {formats.suffixes}, each also with .gz"
            yield origin.unread("file-type-unknown", message)
        else:
            yield path
    except (OSError, ValueError) as error:
        yield origin.unread("file-unreadable", f"the file system refuses it: {error}")


def unread_document(path: PurePath, origin: Origin) -> RawReport:
    """Return the entry of a file that may hold reports and cannot be read."""
    message = f"{path.suffix} files cannot be read; save the report as .txt, .docx, .html or JSON, unpack the archive"
    return origin.unread("file-type-unknown", message)


def _is_sidecar(path: Path, formats: Formats) -> bool:
    """True for `NAME.meta.json` beside `NAME` or `NAME.txt` (any known suffix)."""
    if not path.name.endswith(SIDECAR):
        return False
    beside = (other for other in path.parent.iterdir() if not other.name.endswith(SIDECAR))
    return any(formats.of(other) and path.name in sidecar_names(other.name, formats.stem(other)) for other in beside)


def _find_in_folder(folder: Path, formats: Formats) -> Iterator[Path | RawReport]:
    """Yield what a folder holds, sorted by name."""
    found = False
    entered: set[str] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path != folder and path.name.startswith("."):
            continue
        if path.is_dir():
            real = os.path.realpath(path)
            if real in entered:
                continue
            entered.add(real)
            try:
                names = sorted(os.listdir(path), reverse=True)
            except OSError as error:
                found = True
                yield Origin(str(path), path.name).unread("file-unreadable", f"the folder cannot be listed: {error}")
                continue
            waiting.extend(path / name for name in names)
        elif not path.name.endswith(SIDECAR):
            suffix = path.suffix.casefold()
            if formats.of(path) is not None:
                if path.exists() and not path.is_file():  # a pipe would wait for its writer for ever
                    continue
                found = True
                if path.exists():
                    yield path
                else:
                    yield Origin(str(path), formats.stem(path)).unread("file-missing", "the link leads nowhere")
            elif suffix in UNREAD_DOCUMENTS:
                found = True
                yield unread_document(path, Origin(str(path), path.stem))
    if not found:
        message = f"the folder holds no report; known are {formats.suffixes}, each also with .gz"
        yield Origin(str(folder), folder.resolve().name or str(folder)).unread("folder-empty", message)
