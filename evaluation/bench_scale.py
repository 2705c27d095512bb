"""Measure what coding and merging an archive cost: speed by engine, memory a worker, merging as the register grows.

    python evaluation/measure_joins.py code              once: codes ../shared/corpus into .cache/corpus.ndjson
    python evaluation/bench_scale.py [--reports 4000 100000] [--merge 4000 100000] [--minutes 30]
                                     [--register postgresql://…]

In: the corpus, a half year of 4,000 reports, repeated until a size is reached: every repetition is dated half a year
later, and names other people and bodies, in the texts too (`bench_register.rename`).

Out, first: one row for each size and engine (1 process, 2 processes, Dask with 2 workers), each run a process of its
own. Speed by the clock is that of the second half of the shards, when every worker has loaded its parser; it means
something only on a machine that does nothing else, so the load average stands beside it. Milliseconds of processor a
report, start and all, change little with what others do. Memory is the largest sum of a run's processes, parent's and
workers', seen twice a second, and the same for one worker. Bytes on disk are the archive's. With `--minutes` a run of
coding stops then, and the row tells how many reports it had coded.

Out, second: an archive as large as asked is made of the corpus *as coded* (coding it again would tell nothing new) and
merged into an empty register, a file or the one that `--register` names; one row for every thousand reports, by the
clock and by processor (of this program: a server has its own beside it).
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import psutil

from bench_register import change_report, load_coded, rename, shift_day
from communique.archive import ArchiveFolder, Merge, Run
from communique.archive.coding import Settings
from communique.archive.engines import open_engine
from communique.archive.shard import Shard
from communique.archive.tables import Packed, pack
from communique.model.report import RawReport
from communique.pipeline import CodedReport
from communique.register import Register
from communique.register.fill import get_coder
from measure import ROOT

ENGINES = (("local", 1), ("local", 2), ("dask", 2))
# Smaller shards than those of real runs, so that a few hundred reports are enough of them to see a speed.
SHARD_REPORTS = 16
MERGE_STEP = 1000
LOOK_SECONDS = 0.5


# ---------------------------------------------------------------------- coding


def make_raws(count: int) -> Iterator[RawReport]:
    """Yield so many reports of the corpus, repeated with other names and later dates."""
    coded = load_coded()
    for position in range(count):
        round_, number = divmod(position, len(coded))
        line = json.loads(coded[number])
        report = line["report"]
        text = report["text"]
        if round_:
            for record in (*line["people"], *line["bodies"]):
                text = text.replace(record["name"], rename(record["name"], round_))
        yield RawReport(
            f"{report['id']}-{round_}",
            text,
            f"corpus:{position + 1}",
            title=report["title"],
            outlet=report["outlet"],
            published=shift_day(report["published"], round_),
            url=f"{report['url']}#{round_}" if report["url"] else None,
        )


def code(engine: str, workers: int, reports: int, seconds: float) -> None:
    """Code an archive in a temporary folder, for so long at most, and print what that took."""
    settings = Settings(get_coder(), shard_reports=SHARD_REPORTS)
    end = time.perf_counter() + seconds
    with tempfile.TemporaryDirectory() as out:
        folder = ArchiveFolder(Path(out) / "archive")
        times: list[tuple[float, int]] = []
        with folder.begin(settings):
            steps = Run(folder, settings).steps(make_raws(reports), open_engine(engine, workers, None))
            with contextlib.closing(steps):
                for done in steps:
                    times.append((time.perf_counter(), done.receipt.reports))
                    if times[-1][0] > end:
                        break
        size = sum(file.stat().st_size for file in folder.path.rglob("*") if file.is_file())
    coded = sum(count for _, count in times)
    half = len(times) // 2
    speed = sum(count for _, count in times[half:]) / (times[-1][0] - times[half - 1][0])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(usage.ru_utime + usage.ru_stime for usage in used)
    told = {"speed": speed, "processor": processor / coded, "size": size / coded, "coded": coded}
    print(json.dumps(told))


def watch(command: list[str], workers: int) -> dict[str, float]:
    """Run a command that prints one JSON object; add to it the memory of its processes."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    root = psutil.Process(process.pid)
    most = largest = 0
    while process.poll() is None:
        sizes = [size for one in [root, *_children(root)] if (size := _memory(one))]
        most, largest = max(most, sum(sizes)), max(largest, *sizes, 0)
        time.sleep(LOOK_SECONDS)
    assert process.stdout is not None and process.returncode == 0
    told: dict[str, float] = json.loads(process.stdout.read())
    return told | {"all": most, "worker": largest, "load": os.getloadavg()[0]}


def _children(root: psutil.Process) -> list[psutil.Process]:
    try:
        return list(root.children(recursive=True))
    except psutil.Error:
        return []


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def measure_coding(sizes: list[int], seconds: float) -> None:
    """Print the table of speeds."""
    print("| reports | coded | engine | reports/s | times one process | ms of processor a report |"
          " MiB, largest process | MiB, all | kB on disk a report | load |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for size in sizes:
        base = 0.0
        for engine, workers in ENGINES:
            command = [sys.executable, __file__, "--run", engine, str(workers), str(size), str(seconds)]
            told = watch(command, workers)
            base = base or told["speed"]
            cells = [
                f"{size:,}", f"{told['coded']:,}", f"{engine}, {workers}", f"{told['speed']:.2f}",
                f"{told['speed'] / base:.2f}", f"{1000 * told['processor']:.0f}", f"{told['worker'] / 2**20:.0f}",
                f"{told['all'] / 2**20:.0f}", f"{told['size'] / 1000:.2f}", f"{told['load']:.1f}",
            ]  # fmt: skip
            print(f"| {' | '.join(cells)} |", flush=True)


# ---------------------------------------------------------------------- merging


class Coded:
    """An engine that has every report coded already."""

    def code(self, shards: Iterator[Shard], settings: Settings) -> Generator[tuple[Shard, Packed]]:
        for shard in shards:
            coded = [as_coded(shard.first + place) for place in range(len(shard.raws))]
            yield shard, pack(shard.first, coded, (), settings.coder_name)


def as_coded(position: int) -> CodedReport:
    """Return a report of the corpus as coded, of a later round where the corpus is over."""
    coded = load_coded()
    round_, number = divmod(position, len(coded))
    report, records = change_report(json.loads(coded[number]), round_)
    return CodedReport(report, {kind: tuple(rows) for kind, rows in records.items()}, ())


def measure_merging(size: int, place: str | None) -> None:
    """Make an archive of so many reports, merge it into a register, and print what every thousand cost."""
    with tempfile.TemporaryDirectory(dir=ROOT / ".cache") as out:
        settings = Settings(get_coder())
        folder = ArchiveFolder(Path(out) / "archive")
        raws = (RawReport(str(position), str(position), "") for position in range(size))
        with folder.begin(settings):
            for _ in Run(folder, settings).steps(raws, Coded()):
                pass
        print("| reports | s for these 1,000 | of processor | register, kB a report |\n|---|---|---|---|", flush=True)
        with Register(place or Path(out) / "register.db") as register:
            filled = Merge(folder).fill(register)
            for done in range(MERGE_STEP, size + 1, MERGE_STEP):
                wall, processor = time.perf_counter(), time.process_time()
                for _ in itertools.islice(filled, MERGE_STEP):
                    pass
                wall, processor = time.perf_counter() - wall, time.process_time() - processor
                kept = size_on_disk(register)
                print(
                    f"| {done:,} | {wall:.1f} | {processor:.1f} | {kept / done / 1000:.1f} |",
                    flush=True,
                )


def size_on_disk(register: Register) -> int:
    """Return the bytes that a register takes, with what is not folded into it yet."""
    if isinstance(register.place, Path):
        return sum(file.stat().st_size for file in register.place.parent.glob(f"{register.place.name}*"))
    return int(register.connection.execute("SELECT pg_database_size(current_database())").fetchone()[0])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, nargs="*", default=[4000, 100000], help="how many are coded")
    arguments.add_argument("--merge", type=int, nargs="*", default=[4000, 100000], help="how many are merged")
    arguments.add_argument("--register", metavar="PLACE", help="merge into this one, empty as yet, not into a file")
    arguments.add_argument("--minutes", type=float, default=math.inf, help="stop each run of coding after so long")
    arguments.add_argument(
        "--run", nargs=4, metavar=("ENGINE", "WORKERS", "REPORTS", "SECONDS"), help=argparse.SUPPRESS
    )
    options: Any = arguments.parse_args()
    if options.run:
        code(options.run[0], int(options.run[1]), int(options.run[2]), float(options.run[3]))
        return
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, load average {os.getloadavg()[0]:.1f}\n")
    if options.reports:
        measure_coding(options.reports, 60 * options.minutes)
    for size in options.merge:
        print()
        measure_merging(size, options.register)


if __name__ == "__main__":
    main()
