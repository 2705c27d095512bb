"""Measure speed and memory, all in one run and on the same reports (`make bench`).

    python tools/bench.py [--reports 1000] [--jobs 2] [--against ../before/.venv/bin/python]

Reports are those of ../shared/corpus where that is there, else our samples over and over. Bare parsing and the whole
coder run in a process each and take turns, chunk by chunk, so that whatever else the machine does weighs on both; the
ratio is of CPU time, which others' load changes little. Several processes run after them, by the clock: that figure
means something only while nothing else runs, so the load average is printed. The first chunks, in which parser and
tables are loaded, are left out of all times. With `--against`, parser and coder of another checkout, installed in the
environment of that interpreter, take turns with these: before and after in one run.

Memory is the peak resident size of the process, told as it grows; with several processes, the parent's plus the
largest child's times their number.
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
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import IO, Any

import spacy
from spacy.language import Language

from communique.acquire import acquire
from communique.chunks import Chunk, code_chunk, cut_chunks
from communique.languages import LANGUAGES
from communique.model.report import RawReport
from communique.samples import sample_folder
from communique.workers import code_many

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared/corpus/reports-2025-h1.jsonl.gz"
# Reports before the clock starts: by then every process has loaded the parser and reached chunks of full size.
WARM = 60
# Numbers of reports after which memory is told.
MILESTONES = (100, 500, 1000, 2000, 4000)


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


@cache
def load_bare() -> Language:
    """Load the parser as its package has it, with none of its components replaced."""
    return spacy.load(LANGUAGES["en"].parser)


def parse_chunk(chunk: Chunk) -> None:
    """Parse the texts as given, in one batch, and do nothing with the parse."""
    for _ in load_bare().pipe([raw.text for raw in chunk], batch_size=len(chunk)):
        pass


def peak_bytes(whose: int = resource.RUSAGE_SELF) -> int:
    """Return the largest resident size so far."""
    return resource.getrusage(whose).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def take_turns(mode: str, count: int) -> None:
    """Do one chunk for every line on stdin, and print what it took."""
    work = parse_chunk if mode == "bare" else code_chunk
    for chunk in cut_chunks(load_reports(count)):
        sys.stdin.readline()
        wall, cpu = time.perf_counter(), time.process_time()
        work(chunk)
        told = {
            "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "reports": len(chunk),
            "words": sum(len(raw.text.split()) for raw in chunk), "peak": peak_bytes(),
        }  # fmt: skip
        print(json.dumps(told), flush=True)


def run_many(count: int, jobs: int) -> None:
    """Code with several processes and print the speed and the memory of all together."""
    done = 0
    started = time.perf_counter()
    warm = min(WARM, count // 2)
    for _ in code_many(load_reports(count), jobs):
        done += 1
        if done == warm:
            started = time.perf_counter()
    speed = (done - warm) / (time.perf_counter() - started)
    print(json.dumps({"speed": speed, "peak": peak_bytes() + jobs * peak_bytes(resource.RUSAGE_CHILDREN)}))


@dataclass
class Runner:
    """A process that works chunk by chunk, and what its chunks took behind the first `WARM` reports."""

    mode: str
    count: int
    python: str = sys.executable
    chunks: list[dict[str, float]] = field(default_factory=list)
    peaks: dict[int, float] = field(default_factory=dict)
    done: int = 0

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [self.python, __file__, "--mode", self.mode, "--reports", str(self.count)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def step(self) -> bool:
        """Do one more chunk; False when none is left."""
        ask: IO[str] | None = self.process.stdin
        answers: IO[str] | None = self.process.stdout
        assert ask is not None and answers is not None
        try:
            ask.write("\n")
            ask.flush()
        except BrokenPipeError:
            return False
        if not (line := answers.readline()):
            return False
        told: dict[str, float] = json.loads(line)
        if self.done >= min(WARM, self.count // 2):
            self.chunks.append(told)
        self.done += int(told["reports"])
        for milestone in (*MILESTONES, self.count):
            if milestone <= self.done:
                self.peaks.setdefault(milestone, told["peak"])
        return True

    def total(self, name: str) -> float:
        return sum(chunk[name] for chunk in self.chunks)

    @property
    def speed(self) -> float:
        return self.total("reports") / self.total("wall")


def print_row(name: str, speed: float, peak: float, cpu: float | None = None, note: str = "") -> None:
    ms = f"{1000 * cpu:8.0f}" if cpu is not None else " " * 8
    print(f"{name:<24}{speed:10.2f}{ms}{peak / 2**20:10.0f}   {note}", flush=True)


def print_pair(bare: Runner, coder: Runner, of: str = "") -> None:
    """Print bare parsing and the coder beside each other, and the coder's memory as it grows."""
    for runner, name in ((bare, f"bare spaCy parsing{of}"), (coder, f"whole coder{of}")):
        cpu = runner.total("cpu") / runner.total("reports")
        note = ""
        if runner is coder:
            pairs = [c["cpu"] / b["cpu"] for b, c in zip(bare.chunks, coder.chunks, strict=True)]
            note = (
                f"{coder.total('cpu') / bare.total('cpu'):.2f} times bare parsing by CPU time "
                f"(median of {len(pairs)} chunks {median(pairs):.2f}), {bare.speed / coder.speed:.2f} by the clock"
            )
        print_row(name, runner.speed, max(runner.peaks.values()), cpu, note)
    steps = ", ".join(f"{count:,}: {peak / 2**20:.0f}" for count, peak in sorted(coder.peaks.items()))
    print(f"  peak MiB of the coder after so many reports: {steps}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=1000)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--against", metavar="PYTHON", help="interpreter of another checkout's environment")
    options.add_argument("--mode", choices=["bare", "coder", "many"], help=argparse.SUPPRESS)
    chosen: Any = options.parse_args()
    count, jobs = chosen.reports, chosen.jobs
    if chosen.mode == "many":
        run_many(count, jobs)
        return
    if chosen.mode:
        take_turns(chosen.mode, count)
        return
    source = CORPUS.name if CORPUS.exists() else "our samples, repeated (no new words come, so memory shows less)"
    print(f"{count} reports of {source}; {os.cpu_count()} processors, Python {sys.version.split()[0]}")
    print(f"Load average at the start {os.getloadavg()[0]:.1f} (this run adds 1, then {jobs}). All of one run.\n")
    print(f"{'':<24}{'reports/s':>10}{'CPU ms':>8}{'peak MiB':>10}", flush=True)
    bare, coder = Runner("bare", count), Runner("coder", count)
    others = [Runner(mode, count, chosen.against) for mode in ("bare", "coder")] if chosen.against else []
    runners = [bare, coder, *others]
    while all([runner.step() for runner in runners]):
        runners.reverse()
    print_pair(bare, coder)
    if others:
        print_pair(others[0], others[1], ", other")
        before, after = (runner.total("cpu") for runner in (others[1], coder))
        print(f"  The other coder takes {before / after:.2f} times this one's CPU time.")
    load = os.getloadavg()[0]
    command = [sys.executable, __file__, "--mode", "many", "--reports", str(count), "--jobs", str(jobs)]
    many: dict[str, float] = json.loads(subprocess.check_output(command, text=True))
    note = f"{many['speed'] / coder.speed:.2f} times one process by the clock (load average before it {load:.1f})"
    print_row(f"whole coder, --jobs {jobs}", many["speed"], many["peak"], None, note)
    print(f"\n{coder.total('words') / coder.total('reports'):.0f} words a report.")


if __name__ == "__main__":
    main()
