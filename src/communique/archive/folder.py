"""The folder of an archive: a manifest, and for each shard a folder of Parquet files with a receipt.

    manifest.json                 who coded it; when all is done also the totals and every shard's hash
    shards/000000/engagements.parquet, …, reports.parquet, problems.parquet, duplicates.parquet
    shards/000000/shard.json       the receipt: counts, a hash of the reports that went in, one of each file
    pages/                         what links of lists led to, as received (`fetch/pages.py`), where there were any

A shard gets its name when all of it is on disk, so that what is there is whole, whenever a run was killed. But for
`pages`, nothing written here tells time, machine or engine.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from communique.archive.coding import Settings
from communique.archive.shard import SHARD_CHARS, Shard
from communique.archive.tables import TABLES, Packed
from communique.errors import SourceError, UsageError
from communique.exports.placed import placed_file
from communique.exports.tables.exporter import import_extra

FORMAT = 1
MANIFEST, RECEIPT = "manifest.json", "shard.json"
LOCK, PART = ".lock", ".part"
BEGUN = {LOCK, "shards"}  # what a run leaves that was killed at once


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of a shard that is done; `files` holds for each table its rows, bytes and SHA-256."""

    number: int
    first: int
    reports: int
    coded: int
    left_out: int
    input: str
    coder: str
    rules_only: bool
    files: dict[str, dict[str, Any]]


class ArchiveFolder:
    """An archive on disk. Making one reads nothing; `begin` is for who writes, `manifest` for who reads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pages = path / "pages"

    # ------------------------------------------------------------------ reading

    def manifest(self) -> dict[str, Any]:
        """Return the manifest; raise where there is none that this program knows."""
        file = self.path / MANIFEST
        try:
            told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            known = told["format"]
        except FileNotFoundError as error:
            hint = "Make one with `communique code INPUT… --out DIR`."
            raise SourceError("archive-missing", f"There is no archive at {self.path}.", hint) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            hint = "Name another folder, or code the archive again into an empty one."
            raise SourceError("archive-broken", f"{file} cannot be read: {error}.", hint) from error
        if known != FORMAT:
            message = f"{self.path} is an archive of format {known}; this program knows {FORMAT}."
            raise SourceError("archive-other-format", message, "Use the program that made it.")
        return told

    def folder_of(self, number: int) -> Path:
        """Return the folder of a shard."""
        return self.path / "shards" / f"{number:06}"

    def receipt(self, number: int) -> Receipt | None:
        """Return the receipt of a shard; None where it is not done, or its files are not as they were written."""
        folder = self.folder_of(number)
        try:
            receipt = Receipt(**json.loads((folder / RECEIPT).read_text(encoding="utf-8")))
            sizes = {name: (folder / f"{name}.parquet").stat().st_size for name in TABLES}
            is_whole = all(receipt.files[name]["bytes"] == size for name, size in sizes.items())
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return receipt if is_whole else None

    def receipts(self) -> Iterator[Receipt]:
        """Yield the receipts of shards that are done, from the first up to the first that is not."""
        number = 0
        while (receipt := self.receipt(number)) is not None:
            yield receipt
            number += 1

    def check(self, receipt: Receipt) -> None:
        """Raise where the files of a shard are not those that its receipt tells of."""
        for name, told in receipt.files.items():
            file = self.folder_of(receipt.number) / f"{name}.parquet"
            if _hash(file.read_bytes()) != told["sha256"]:
                hint = "Remove its folder and run `communique code` again: only it is coded anew."
                raise SourceError("archive-damaged", f"{file} is not as it was written.", hint)

    # ------------------------------------------------------------------ writing

    @contextmanager
    def begin(self, settings: Settings) -> Iterator[None]:
        """Make the folder ready and keep it for one run; a half-written shard of a killed run is removed."""
        import_extra("duckdb", "Parquet")  # or the first shard would fail, after half a minute of work
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            is_ours = (self.path / MANIFEST).exists() or {file.name for file in self.path.iterdir()} <= BEGUN
        except OSError as error:
            message = f"{self.path} is no folder to write to: {error.strerror}."
            raise SourceError("output-unwritable", message, "Name another folder.") from error
        if not is_ours:
            message = f"{self.path} holds other things than an archive."
            raise UsageError("output-not-archive", message, "Name an empty folder, or one that is not there yet.")
        lock = FileLock(self.path / LOCK)
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            message = f"Another run is coding into {self.path}."
            raise UsageError("archive-busy", message, "Wait for it, or name another folder.") from error
        try:
            (self.path / "shards").mkdir(exist_ok=True)
            for part in (self.path / "shards").glob(f".*{PART}"):
                shutil.rmtree(part)
            if not (self.path / MANIFEST).exists():
                self._write_manifest(settings, is_complete=False, totals={}, shards=[])
            yield
        finally:
            lock.release()

    def store(self, shard: Shard, packed: Packed, settings: Settings) -> Receipt:
        """Write a shard, whole or not at all; one of the same number is replaced."""
        receipt = Receipt(
            number=shard.number,
            first=shard.first,
            reports=len(shard.raws),
            coded=packed.coded,
            left_out=sum(duplicate.same == "report" for duplicate in shard.duplicates),
            input=shard.fingerprint,
            coder=settings.coder_name,
            rules_only=settings.rules_only,
            files={
                name: {"rows": packed.rows[name], "bytes": len(data), "sha256": _hash(data)}
                for name, data in packed.files.items()
            },
        )
        target = self.folder_of(shard.number)
        part = target.with_name(f".{target.name}{PART}")
        try:
            part.mkdir()
            for name, data in packed.files.items():
                _write_through(part / f"{name}.parquet", data)
            _write_through(part / RECEIPT, _to_json(asdict(receipt)).encode())
            if target.exists():
                shutil.rmtree(target)
            part.rename(target)
        except OSError as error:
            message = f"{target} could not be written: {error.strerror}. What was done before is whole."
            raise SourceError("output-unwritable", message, "Make room, then run again: it goes on there.") from error
        return receipt

    def finish(self, settings: Settings, count: int) -> None:
        """Say in the manifest that all shards are done, and what they hold; remove what lies behind the last."""
        for folder in (self.path / "shards").iterdir():
            if int(folder.name) >= count:
                shutil.rmtree(folder)
        receipts = list(self.receipts())
        totals = {
            "reports": sum(receipt.reports for receipt in receipts),
            "coded": sum(receipt.coded for receipt in receipts),
            "left_out": sum(receipt.left_out for receipt in receipts),
            "rows": {name: sum(receipt.files[name]["rows"] for receipt in receipts) for name in TABLES},
        }
        shards = [_hash((self.folder_of(receipt.number) / RECEIPT).read_bytes()) for receipt in receipts]
        self._write_manifest(settings, is_complete=True, totals=totals, shards=shards)

    def reopen(self, settings: Settings) -> None:
        """Say in the manifest that not all is done, before a shard is replaced or added."""
        self._write_manifest(settings, is_complete=False, totals={}, shards=[])

    def _write_manifest(
        self, settings: Settings, *, is_complete: bool, totals: dict[str, Any], shards: list[str]
    ) -> None:
        told = {
            "format": FORMAT,
            "coder": settings.coder_name,
            "rules_only": settings.rules_only,
            "shard_reports": settings.shard_reports,
            "shard_chars": SHARD_CHARS,
            "is_complete": is_complete,
            **totals,
            "shards": shards,
        }
        with placed_file(self.path / MANIFEST) as file:
            file.write(_to_json(told))


def _write_through(file: Path, data: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with file.open("wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def _to_json(value: Any) -> str:
    return json.dumps(value, indent=2) + "\n"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
