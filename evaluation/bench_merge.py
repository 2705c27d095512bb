"""Measure what merging an archive costs as the register grows: seconds for every thousand reports, bytes on disk.

    python evaluation/measure_joins.py code              once: codes ../shared/corpus into .cache/corpus.ndjson
    python evaluation/bench_merge.py [--reports 4000 100000] [--register postgresql://…] [--archive DIR]

In: an archive of that many reports, made of the corpus *as coded* and repeated as in `bench_scale.py` (coding it again
would tell nothing new of merging); or, with `--archive`, one that is there.

Out: it is merged into an empty register, a file or the one that `--register` names; one row for every thousand reports,
by the clock and by processor (of this program: a server has its own beside it).
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from bench_register import change_report, load_coded
from communique.archive import ArchiveFolder, Merge, Run
from communique.archive.coding import Settings
from communique.archive.shard import Shard
from communique.archive.tables import Packed, pack
from communique.model.report import RawReport
from communique.pipeline import CodedReport
from communique.register import Register
from communique.register.fill import get_coder
from measure import ROOT

STEP = 1000


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


def make_archive(place: Path, size: int) -> ArchiveFolder:
    """Make an archive of so many reports of the corpus as coded."""
    settings = Settings(get_coder())
    folder = ArchiveFolder(place)
    raws = (RawReport(str(position), str(position), "") for position in range(size))
    with folder.begin(settings):
        for _ in Run(folder, settings).steps(raws, Coded()):
            pass
    return folder


def measure_merging(folder: ArchiveFolder, place: str | Path) -> None:
    """Merge an archive into a register and print what every thousand reports cost."""
    print("| reports | s for these 1,000 | of processor | register, kB a report |\n|---|---|---|---|", flush=True)
    with Register(place) as register:
        merge = Merge(folder)
        filled = merge.fill(register)
        done = 0
        while True:
            wall, processor = time.perf_counter(), time.process_time()
            added = sum(1 for _ in itertools.islice(filled, STEP))
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            done += added
            if not added:
                return
            kept = size_on_disk(register)
            print(f"| {done:,} | {wall:.1f} | {processor:.1f} | {kept / done / 1000:.1f} |", flush=True)


def size_on_disk(register: Register) -> int:
    """Return the bytes that a register takes, with what is not folded into it yet."""
    if isinstance(register.place, Path):
        return sum(file.stat().st_size for file in register.place.parent.glob(f"{register.place.name}*"))
    return int(register.connection.execute("SELECT pg_database_size(current_database())").fetchone()[0])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, nargs="+", default=[4000, 100000], help="how many are merged")
    arguments.add_argument("--archive", type=Path, metavar="DIR", help="merge this archive, not one made for it")
    arguments.add_argument("--register", metavar="PLACE", help="merge into this one, empty as yet, not into a file")
    options: Any = arguments.parse_args()
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, load average {os.getloadavg()[0]:.1f}\n")
    for size in (0,) if options.archive else options.reports:
        with tempfile.TemporaryDirectory(dir=ROOT / ".cache") as out:
            folder = ArchiveFolder(options.archive) if options.archive else make_archive(Path(out) / "archive", size)
            measure_merging(folder, options.register or Path(out) / "register.db")
        print()


if __name__ == "__main__":
    main()
