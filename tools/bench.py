"""Measure speed and memory, all in one run and on the same reports (`make bench`).

    python tools/bench.py [--reports 1000] [--jobs 2]

Reports are those of ../shared/corpus where that is there, else our samples over and over. Each measurement has a
process of its own. Reports/s count from the first chunks coded, so that loading the parser is left out; CPU seconds
a report are printed too, because they hardly depend on what else the machine does. Memory is the peak resident size of
the process plus, with several, that of the largest child times their number.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from communique.acquire import acquire
from communique.model.report import RawReport
from communique.samples import sample_folder
from communique.workers import CHUNK_REPORTS, code_many

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared/corpus/reports-2025-h1.jsonl.gz"
# Reports after which the clock starts: by then every process has loaded the parser.
WARM = 60
SMALL = 100


def load_reports(count: int) -> Iterator[RawReport]:
    """Yield `count` reports, each with an id of its own."""
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            for line in islice(lines, count):
                article = json.loads(line)
                names = ("title", "outlet", "published", "url")
                yield RawReport(
                    id=article["id"], text=article["text"], where=CORPUS.name, **{n: article.get(n) for n in names}
                )
    else:
        yield from islice(cycle(acquire([sample_folder()])), count)


def parse_bare(raws: Iterable[RawReport]) -> Iterator[object]:
    """Parse the texts as given, in batches, and do nothing with the parse."""
    from communique.languages import LANGUAGES

    yield from LANGUAGES["en"].load_parser().pipe((raw.text for raw in raws), batch_size=CHUNK_REPORTS)


def measure(work: Callable[[Iterable[RawReport]], Iterator[object]], count: int, jobs: int) -> dict[str, float]:
    """Run one measurement in this process."""
    started = at = cpu = 0.0
    done = words = 0

    def counted() -> Iterator[RawReport]:
        nonlocal words
        for raw in load_reports(count):
            words += raw.text.count(" ") + 1
            yield raw

    warm = min(WARM, count // 2)
    for _ in work(counted()):
        done += 1
        if done == warm:
            started, cpu = time.perf_counter(), time.process_time()
    at = time.perf_counter()
    used = time.process_time() - cpu
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    if jobs > 1:
        peak += jobs * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    return {"speed": (done - warm) / (at - started), "cpu": used / (done - warm), "peak": peak, "words": words / done}


def measure_apart(mode: str, count: int, jobs: int = 1) -> dict[str, float]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, __file__, "--mode", mode, "--reports", str(count), "--jobs", str(jobs)]
    result: dict[str, float] = json.loads(subprocess.check_output(command, text=True))
    return result


def print_row(name: str, result: dict[str, Any], ratio: str = "") -> None:
    cpu = f"{1000 * result['cpu']:8.0f}" if "--jobs" not in name else " " * 8
    print(f"{name:<30}{result['speed']:10.2f}{cpu}{result['peak'] / 2**20:10.0f}   {ratio}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=1000)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--mode", choices=["bare", "coder"], help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.mode:
        work = parse_bare if chosen.mode == "bare" else lambda raws: code_many(raws, chosen.jobs)
        print(json.dumps(measure(work, chosen.reports, chosen.jobs)))
        return
    count, jobs = chosen.reports, chosen.jobs
    source = CORPUS.name if CORPUS.exists() else "our samples, repeated (no new words come, so memory shows less)"
    print(f"{count} reports of {source}; {os.cpu_count()} processors, Python {sys.version.split()[0]}\n")
    print(f"{'':<30}{'reports/s':>10}{'CPU ms':>8}{'peak MiB':>10}", flush=True)
    bare = measure_apart("bare", count)
    print_row("bare spaCy parsing", bare)
    one = measure_apart("coder", count)
    by_clock, by_cpu = bare["speed"] / one["speed"], one["cpu"] / bare["cpu"]
    print_row("whole coder", one, f"{by_cpu:.2f} times bare parsing by CPU time, {by_clock:.2f} by the clock")
    many = measure_apart("coder", count, jobs)
    print_row(f"whole coder, --jobs {jobs}", many, f"{many['speed'] / one['speed']:.2f} times one process")
    small = measure_apart("coder", SMALL)
    growth = one["peak"] / small["peak"]
    print_row(f"whole coder, {SMALL} reports", small, f"{count} reports take {growth:.2f} times its memory")
    print(f"\n{bare['words']:.0f} words a report.")


if __name__ == "__main__":
    main()
