"""Measure a team's register under load: readers and writers of their own processes, on one register, for a minute.

    python evaluation/bench_team.py --register postgresql://USER@HOST/DATABASE [--records 100000] [--readers 10]
        [--writers 2] [--seconds 60] [--from .cache/corpus.db]

In: a register that is empty or was filled by this before. An empty one is filled first: the corpus as it was coded
(`--from`, made by `measure_joins.py code` and `fill`), then the bundled samples again and again, later and with other
people (`bench_desk.repeat`), in a file, which is then copied over.

Out: how long copying took. Then each reader opens the register for each of its questions, as the desk does, and asks at
random for the ledger of a pair in a month, contacts of a side, incidents of a country, people of a side, the review
queue, a report in full, words; each writer adds reports, one in a transaction, joins them, and decides on every tenth.
Printed: questions and errors; milliseconds by kind of question; reports added; and what is lost: what a writer was told
is kept, and is not there, or not whole, when all is over. Any error or loss ends with exit code 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench_desk import change_report, fill
from communique.acquire import acquire
from communique.answers import Filter, list_engagements, list_incidents, list_ledger, list_people, search_reports
from communique.answers.report import get_report
from communique.answers.review import next_claims
from communique.record_format import to_record_format
from communique.register import Register
from communique.register.copying import copy_register
from communique.register.joining import join_claims
from communique.register.judgements import judge
from communique.samples import sample_folder
from communique.workers import code_many
from measure import ROOT

DECIDED = 10  # every so many reports a writer decides on a record
SIDES = ("CHN", "PAK", "USA", "RUS", "IND", "AFG", "IRN", "EU", "UN")
WORDS = ("trade", "border security", "Gwadar port", "ceasefire", "loan", "visit", "counter terrorism")
Question = Callable[[Register, random.Random], object]
Told = tuple[str, int]  # of a report that was added: its id, and how many claims it has


def in_a_month(chance: random.Random) -> dict[str, str]:
    month = f"{chance.choice((2024, 2025))}-{chance.randint(1, 12):02d}"
    return {"since": month, "until": month}


def ask_ledger(register: Register, chance: random.Random) -> object:
    a, b = chance.sample(SIDES, 2)
    return list_ledger(register, Filter(sides=(a, b), **in_a_month(chance)))


def ask_report(register: Register, chance: random.Random) -> object:
    count = register.connection.execute("SELECT max(key) FROM report").fetchone()[0]
    row = register.connection.execute(
        "SELECT id FROM report WHERE key >= ? AND current ORDER BY key LIMIT 1", (chance.randint(1, count),)
    ).fetchone()
    return get_report(register, row["id"])


QUESTIONS: dict[str, Question] = {
    "ledger of a pair": ask_ledger,
    "contacts of a side": lambda r, c: list_engagements(r, Filter(sides=(c.choice(SIDES),), **in_a_month(c))),
    "incidents of a country": lambda r, c: list_incidents(r, Filter(country=c.choice(SIDES), **in_a_month(c))),
    "people of a side": lambda r, c: list_people(r, Filter(sides=(c.choice(SIDES),), **in_a_month(c))),
    "review queue": lambda r, c: next_claims(r, (), Filter(sides=(c.choice(SIDES),)), limit=20),
    "report in full": ask_report,
    "words": lambda r, c: search_reports(r, Filter(), c.choice(WORDS)),
}


def read(register: str, seed: int, seconds: float, start: Any, told: Any) -> None:
    """Ask until it is over; tell (kind of question, milliseconds) of each, or what went wrong."""
    chance = random.Random(seed)
    taken: list[tuple[str, float]] = []
    errors: list[str] = []
    start.wait()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        name = chance.choice(list(QUESTIONS))
        began = time.perf_counter()
        try:
            with Register(register, readonly=True) as opened:
                QUESTIONS[name](opened, chance)
            taken.append((name, 1000 * (time.perf_counter() - began)))
        except Exception as error:  # whatever it is, it is counted
            errors.append(f"{name}: {error!r}")
    told.put(("read", taken, errors))


def write(
    register: str, seed: int, seconds: float, start: Any, told: Any, lines: list[tuple[str, dict[str, Any]]]
) -> None:
    """Add, join and decide until it is over; tell what was kept, the milliseconds of each, and what went wrong."""
    chance = random.Random(seed)
    kept: list[Told] = []
    taken: list[tuple[str, float]] = []
    errors: list[str] = []
    with Register(register) as opened:
        round_, run = 0, opened.count_reports()  # what is added now is not what an earlier run added
        start.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            round_ += 1
            for given, line in lines:
                if time.monotonic() >= until:
                    break
                report, records = change_report(given, line, round_)
                text = f"{report.text}\n{seed} {run} {round_}"
                name, hashed = f"w{seed}-{run}-{round_}-{report.id}", report.hash_of(text)
                report = replace(report, id=name, text=text, sha256=hashed)
                began = time.perf_counter()
                try:
                    with opened.transaction():
                        added = opened.add(report, records, [], "bench")
                        join_claims(opened, added.claims)
                    if added.claims and len(kept) % DECIDED == 0:
                        verdict = chance.choice(("confirmed", "rejected", "unsure"))
                        judge(opened, "claim", added.claims[-1], None, verdict, f"writer {seed}", "bench")
                    kept.append((report.id, len(added.claims)))
                    taken.append(("a report added and joined", 1000 * (time.perf_counter() - began)))
                except Exception as error:
                    errors.append(f"{report.id}: {error!r}")
    told.put(("write", taken, errors, kept))


def prepare(register: str, records: int, source: Path) -> None:
    """Fill an empty register."""
    with Register(register) as opened:
        count = opened.connection.execute("SELECT count(*) FROM claim").fetchone()[0]
    if count:
        print(f"{count:,} records are there already")
        return
    filled = ROOT / ".cache" / f"bench-team-{records}.db"
    if not filled.exists():
        shutil.copy(source, filled)
    fill(filled, records)
    began = time.perf_counter()
    copied = copy_register(filled, register)
    seconds = time.perf_counter() - began
    print(f"copied {sum(one.rows for one in copied):,} rows in {seconds:,.0f} s, hashes the same on both sides")


def find_losses(register: str, kept: list[Told]) -> list[str]:
    """Return which of the reports that were kept are not there, or not whole."""
    lost = []
    with Register(register, readonly=True) as opened:
        for report, claims in kept:
            row = opened.connection.execute(
                "SELECT (SELECT count(*) FROM report WHERE id = ?1), (SELECT count(*) FROM claim c JOIN report r"
                " ON r.key = c.report WHERE r.id = ?1), (SELECT count(*) FROM report_words w JOIN report r"
                " ON r.key = w.rowid WHERE r.id = ?1)",
                (report,),
            ).fetchone()
            if tuple(row) != (1, claims, 1):
                lost.append(f"{report}: {tuple(row)} of (1, {claims}, 1)")
    return lost


def main() -> None:
    """Fill, load, and count what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--register", required=True)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--from", type=Path, dest="source", default=ROOT / ".cache" / "corpus.db")
    given = parser.parse_args()
    prepare(given.register, given.records, given.source)
    lines = [(coded.report.text, to_record_format(coded)) for coded in code_many(acquire([str(sample_folder())]), 2)]
    forked = multiprocessing.get_context("fork")  # twelve fresh interpreters would take a minute to begin
    told, start = forked.Queue(), forked.Barrier(given.readers + given.writers)
    shared = (given.seconds, start, told)
    processes = [forked.Process(target=read, args=(given.register, seed, *shared)) for seed in range(given.readers)] + [
        forked.Process(target=write, args=(given.register, seed, *shared, lines))
        for seed in range(1, given.writers + 1)
    ]
    for process in processes:
        process.start()
    results = [told.get() for _ in processes]
    for process in processes:
        process.join()
    taken: dict[str, list[float]] = defaultdict(list)
    for _, times, *_ in results:
        for name, ms in times:
            taken[name].append(ms)
    errors = [error for result in results for error in result[2]]
    kept = [one for result in results if result[0] == "write" for one in result[3]]
    lost = find_losses(given.register, kept)
    asked = sum(len(times) for name, times in taken.items() if name in QUESTIONS)
    records = sum(claims for _, claims in kept)
    print(f"\n{given.readers} readers and {given.writers} writers for {given.seconds:g} s: {asked:,} questions,")
    print(f"{len(kept):,} reports with {records:,} records added, {len(errors)} errors, {len(lost)} lost\n")
    print("| what | times | median, ms | 95th percentile, ms |\n|---|---|---|---|")
    for name, times in sorted(taken.items()):
        times.sort()
        last = times[int(0.95 * len(times))]
        print(f"| {name} | {len(times):,} | {statistics.median(times):,.0f} | {last:,.0f} |")
    for said in (*errors, *lost)[:20]:
        print(" ", said)
    sys.exit(1 if errors or lost else 0)


if __name__ == "__main__":
    main()
