"""Measure what coding an archive costs: speed by engine and number of processes, memory a worker, bytes on disk.

    python evaluation/measure_joins.py code              once: codes ../shared/corpus into .cache/corpus.ndjson
    python evaluation/bench_scale.py [--reports 4000 100000] [--engines local:1 local:2 dask:2]
                                     [--minutes 30] [--keep DIR]

In: the corpus, a half year of 4,000 reports, repeated until a size is reached: every repetition is dated half a year
later, and names other people and bodies, in the texts too (`bench_register.rename`).

Out: one row for each size and engine (1 process, 2 processes, Dask with 2 workers), each run a process of its own.
Speed by the clock is that of the second half of the shards, when every worker has loaded its parser; it means
something only on a machine that does nothing else, so the load average stands beside it. Milliseconds of processor a
report, start and all, change little with what others do. Memory is the largest sum of a run's processes, parent's and
workers', seen twice a second, and the same for one worker. Bytes on disk are the archive's. With `--minutes` a run of
coding stops then, and the row tells how many reports it had coded. With `--keep` archives are kept there, and a run
goes on where the last one stopped: a row then tells all its sittings, which stand in the folder's `sittings.ndjson`
(reports by their number, speed weighed by reports, the largest memory and load).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from bench_register import load_coded, rename, shift_day
from communique.archive import ArchiveFolder, Run
from communique.archive.coding import Settings
from communique.archive.engines import open_engine
from communique.archive.shard import SHARD_REPORTS
from communique.model.report import RawReport
from communique.register.fill import get_coder

ENGINES = ("local:1", "local:2", "dask:2")
# Smaller shards than those of real runs where few reports are coded, so that there are enough of them to see a speed.
FEW_REPORTS, FEW_SHARD_REPORTS = 10_000, 16
LOOK_SECONDS = 0.5
SITTINGS = "sittings.ndjson"

Told = dict[str, float]


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


# -------------------------------------------------------- one sitting, in a process of its own


def code(engine: str, reports: int, seconds: float, place: Path) -> None:
    """Code what an archive lacks, for so long at most, and print what that took; nothing where it lacks nothing."""
    settings = Settings(get_coder(), shard_reports=FEW_SHARD_REPORTS if reports < FEW_REPORTS else SHARD_REPORTS)
    begun = time.perf_counter()
    folder = ArchiveFolder(place / "archive")
    times: list[tuple[float, int]] = []
    name, workers = engine.split(":")
    with folder.begin(settings):
        steps = Run(folder, settings).steps(make_raws(reports), open_engine(name, int(workers), None))
        with contextlib.closing(steps):
            for done in steps:
                if done.is_new:
                    times.append((time.perf_counter(), done.receipt.reports))
                if time.perf_counter() - begun > seconds:
                    break
    coded = sum(count for _, count in times)
    half = len(times) // 2
    if not half:
        print(json.dumps(None))
        return
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told = {
        "coded": coded,
        "speed": sum(count for _, count in times[half:]) / (times[-1][0] - times[half - 1][0]),
        "seconds": time.perf_counter() - begun,
        "processor": sum(usage.ru_utime + usage.ru_stime for usage in used),
    }
    print(json.dumps(told))


def watch(command: list[str]) -> Told | None:
    """Run a command that prints one JSON object; add to it the memory of its processes, and the load average."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    root = psutil.Process(process.pid)
    most = largest = 0
    while process.poll() is None:
        sizes = [size for one in [root, *_children(root)] if (size := _memory(one))]
        most, largest = max(most, sum(sizes)), max(largest, *sizes, 0)
        time.sleep(LOOK_SECONDS)
    if process.stdout is None or process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    told: Told | None = json.loads(process.stdout.read())
    return told and told | {"all": most, "worker": largest, "load": os.getloadavg()[0]}


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


# -------------------------------------------------------- the table


def sit(engine: str, reports: int, seconds: float, place: Path) -> list[Told]:
    """Code for one sitting in a folder; return what this and earlier ones took."""
    place.mkdir(parents=True, exist_ok=True)
    told = watch([sys.executable, __file__, "--run", engine, str(reports), str(seconds), str(place)])
    file = place / SITTINGS
    if told:
        with file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(told) + "\n")
    if not file.exists():
        sys.exit(f"{place}: too little was coded in {seconds / 60:.0f} minutes to tell a speed.")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def in_all(sittings: list[Told]) -> Told:
    """Return several sittings as one."""
    coded = sum(one["coded"] for one in sittings)
    return {
        "coded": coded,
        "seconds": sum(one["seconds"] for one in sittings),
        "speed": coded / sum(one["coded"] / one["speed"] for one in sittings),
        "processor": sum(one["processor"] for one in sittings) / coded,
        **{name: max(one[name] for one in sittings) for name in ("all", "worker", "load")},
    }


def measure_coding(sizes: list[int], engines: list[str], seconds: float, keep: Path | None) -> None:
    """Print the table of speeds."""
    print("| reports | coded | engine | minutes | reports/s | times the first | ms of processor a report |"
          " MiB, largest process | MiB, all | kB on disk a report | load |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for size in sizes:
        base = 0.0
        for engine in engines:
            with contextlib.ExitStack() as stack:
                root = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
                place = root / f"{size}-{engine.replace(':', '-')}"
                told = in_all(sit(engine, size, seconds, place))
                folder = ArchiveFolder(place / "archive")
                kept = sum(json.loads(one.read_bytes())["reports"] for one in folder.path.glob("shards/*/shard.json"))
                on_disk = sum(file.stat().st_size for file in folder.path.rglob("*") if file.is_file())
            base = base or told["speed"]
            cells = [
                f"{size:,}", f"{told['coded']:,}", engine, f"{told['seconds'] / 60:.1f}", f"{told['speed']:.2f}",
                f"{told['speed'] / base:.2f}", f"{1000 * told['processor']:.0f}", f"{told['worker'] / 2**20:.0f}",
                f"{told['all'] / 2**20:.0f}", f"{on_disk / kept / 1000:.2f}", f"{told['load']:.1f}",
            ]  # fmt: skip
            print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, nargs="+", default=[4000, 100000], help="how many are coded")
    arguments.add_argument("--engines", nargs="+", default=list(ENGINES), metavar="NAME:WORKERS")
    arguments.add_argument("--minutes", type=float, default=math.inf, help="stop each run of coding after so long")
    arguments.add_argument("--keep", type=Path, metavar="DIR", help="keep the archives there, and go on with them")
    arguments.add_argument("--run", nargs=4, metavar=("ENGINE", "REPORTS", "SECONDS", "PLACE"), help=argparse.SUPPRESS)
    options: Any = arguments.parse_args()
    if options.run:
        engine, reports, seconds, place = options.run
        code(engine, int(reports), float(seconds), Path(place))
        return
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, load average {os.getloadavg()[0]:.1f}\n")
    measure_coding(options.reports, options.engines, 60 * options.minutes, options.keep)


if __name__ == "__main__":
    main()
