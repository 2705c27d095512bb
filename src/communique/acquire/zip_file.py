"""ZIP archives: their files in order of name, each read by its format, sidecars beside them too.

As in a folder, hidden files and files of other kinds are passed over. What the archive says of its files' sizes is not
believed: bytes are counted as they come (`allowance.py`), and a file that says less than it holds is broken.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from communique.acquire.allowance import TooMuch
from communique.acquire.on_disk import seekable
from communique.acquire.sidecar import SIDECAR, SIDECAR_BYTES, parse_sidecar, sidecar_names
from communique.acquire.source import Container, Opener, Origin
from communique.model.problem import Problem
from communique.model.report import RawReport

# Bytes of an archive's list of files: 16 MiB name some 200,000, and take a hundred times that in memory.
DIRECTORY_BYTES = 16 * 1024**2
# What `zipfile` raises for archives that are damaged, made to do harm, encrypted, or packed in ways it does not know.
BROKEN = (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError)


def read_zip(stream: BinaryIO, origin: Origin, opener: Opener) -> Iterator[RawReport]:
    """Yield the reports of an archive's files in order of name."""
    try:
        with seekable(stream) as file, zipfile.ZipFile(_Bounded(file)) as archive:
            yield from _read_members(archive, origin, opener)
    except TooMuch as error:
        yield origin.unread("archive-too-large", f"{error}; unpack it")
    except BROKEN as error:
        yield origin.unread("file-broken", f"this is no whole ZIP archive ({error})")


def _read_members(archive: zipfile.ZipFile, origin: Origin, opener: Opener) -> Iterator[RawReport]:
    infos = {info.filename: info for info in archive.infolist() if not info.is_dir()}
    found = False
    for name in sorted(infos):
        path = PurePosixPath(name)
        if name.endswith(SIDECAR) or any(map(_is_hidden, path.parts)):
            continue
        if not opener.knows(path.name):
            continue
        found = True
        opener.allowance.take_member()
        fields, problems = _read_sidecar(archive, infos, path, f"{origin.where}/{path.parent}", opener)
        member = origin.inside(f"{origin.where}/{name}", opener.stem(name), fields)
        member = replace(member, problems=(*origin.problems, *problems))
        try:
            with archive.open(infos[name]) as packed:
                stream = opener.allowance.metered(cast(BinaryIO, packed))
                yield from opener.read_member(path.name, stream, member)
        except TooMuch:
            raise
        except BROKEN as error:
            code = "file-encrypted" if infos[name].flag_bits & 1 else "file-broken"
            yield member.unread(code, f"it could not be unpacked: {error}")
        if opener.allowance.is_spent:
            raise TooMuch(f"unpacked the archive has more than {opener.allowance.most_bytes:,} bytes")
    if not found:
        yield origin.unread("folder-empty", "the archive holds no file that can be read")


def _is_hidden(part: str) -> bool:
    return part.startswith((".", "__MACOSX")) and part != ".."


def _read_sidecar(
    archive: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo], path: PurePosixPath, folder: str, opener: Opener
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    for name in sidecar_names(path.name, opener.stem(path.name)):
        info = infos.get(str(path.with_name(name)))
        if info is not None:
            where = f"{folder}/{name}"
            try:
                with archive.open(info) as packed:
                    return parse_sidecar(opener.allowance.metered(cast(BinaryIO, packed)).read(SIDECAR_BYTES), where)
            except BROKEN as error:
                return {}, (Problem("sidecar-broken", f"not read, the report is without it: {error}", where),)
    return {}, ()


class _Bounded(io.RawIOBase):
    """A file of which no single read takes more than `DIRECTORY_BYTES`, so that an archive's list of files, which is
    read at once, stays small."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, count: int = -1) -> bytes:
        if count < 0 or count > DIRECTORY_BYTES:
            count = DIRECTORY_BYTES + 1
        data = self._file.read(count)
        if len(data) > DIRECTORY_BYTES:
            raise TooMuch(f"the archive's list of files has more than {DIRECTORY_BYTES:,} bytes")
        return data


CONTAINER = Container("ZIP archive", (".zip",), read_zip)
