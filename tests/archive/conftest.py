"""Archives of reports that a fake coder codes, by hand, by processes, or on a real Dask cluster of two workers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import pytest

from communique.archive import ArchiveFolder, Done, Run
from communique.archive.coding import Settings, code_shard
from communique.archive.engines import Engine
from communique.archive.shard import Shard
from communique.archive.tables import Packed
from communique.model.report import RawReport
from communique.pipeline import CodedReport
from communique.worker import CODE_SECONDS, Coder, Worker
from tests.archive.fakes import CHEAP
from tests.patience import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = Settings("fake 1", seconds=20, shard_reports=4, coder=CHEAP)
# For a process to start, on a machine that does other things too.


class Here(Worker):
    """A worker that is this process."""

    def code_chunk(
        self, raws: Sequence[RawReport], rules_only: bool = False, seconds: float = CODE_SECONDS, coder: Coder = CHEAP
    ) -> list[CodedReport]:
        return coder.code(raws, rules_only)


class Inline:
    """An engine without processes; it counts the shards that it was given."""

    def __init__(self) -> None:
        self.coded = 0

    def code(self, shards: Iterator[Shard], settings: Settings) -> Generator[tuple[Shard, Packed]]:
        for shard in shards:
            self.coded += 1
            yield shard, code_shard(Here(), shard, settings)


CodeInto = Callable[..., list[Done]]


@pytest.fixture(scope="session")
def code_into() -> CodeInto:
    """Return a function that codes reports into a folder: `code_into(path, raws, engine)`."""

    def run(
        path: Path,
        raws: Sequence[RawReport],
        engine: Engine | None = None,
        settings: Settings = SETTINGS,
        again: bool = False,
    ) -> list[Done]:
        folder = ArchiveFolder(path)
        with folder.begin(settings):
            return list(Run(folder, settings, again).steps(iter(raws), engine or Inline()))

    return run


def read_bytes(path: Path) -> dict[str, bytes]:
    """Return every file of an archive but its lock."""
    files = (file for file in path.rglob("*") if file.is_file() and file.name != ".lock")
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}


class Cluster:
    """A scheduler and two workers, each a process of its own with Dask's nanny, as they run on machines of their own.

    `keep` starts again whatever has ended, as a service manager does.
    """

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def keep(self) -> None:
        """Start what does not run."""
        scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"]
        worker = ["dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--memory-limit", "0"]
        commands = {"scheduler": scheduler, "first": worker, "second": worker}
        settings = {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        for name, command in commands.items():
            if name in self.processes and self.processes[name].poll() is None:
                continue
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:]],
                cwd=self.folder,
                env=os.environ | settings,
                stdout=subprocess.DEVNULL,
                stderr=(self.folder / f"{name}.log").open("ab"),
            )

    def wait(self) -> None:
        """Return when both workers are ready."""
        from distributed import Client

        with Client(self.address, timeout=PATIENCE_SECONDS, set_as_default=False) as client:
            until = time.monotonic() + PATIENCE_SECONDS
            while len(client.nthreads()) < 2 and time.monotonic() < until:
                self.keep()
                time.sleep(0.1)

    def close(self) -> None:
        for process in reversed(self.processes.values()):  # a worker without a scheduler takes longer to end
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    started.keep()
    try:
        started.wait()
        yield started
    finally:
        started.close()
