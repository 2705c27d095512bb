"""Measure the desk on a large register: how long each page takes, and whether readers are served during an import.

    python evaluation/bench_desk.py [--records 100000] [--tries 7] [--readers 20] [--seconds 60]

In: the bundled samples, coded once, then repeated until the register has that many records: each repetition lies three
days later and names other people (`bench_register.rename`), so that lists, facets and cases grow as with news. The same
sides come again and again, which makes facets and joins harder than real news does.

Out: a table of pages with the milliseconds of the first request (nothing remembered yet) and the median of the next
ones, both by the clock and over HTTP; and the milliseconds of processor that the desk spent on each of the next ones,
which do not depend on what else the machine does (Linux counts them in hundredths of a second). Then, while reports are
added without a pause, how many requests the readers made, how many failed, their median and 95th percentile.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx

from bench_register import rename
from communique.acquire import acquire
from communique.desk.pages import PAGES
from communique.model.report import Report
from communique.record_format import to_record_format
from communique.records import KINDS
from communique.register import Register
from communique.register.joining import join_claims
from communique.samples import sample_folder
from communique.workers import code_many
from measure import ROOT

DAYS_APART = 3
BATCH_REPORTS = 64  # committed together while filling
PORT = 8499
START_SECONDS = 180  # a busy machine takes a minute to import the desk
NARROWED = (
    "/undertakings?by=CHN&to=PAK", "/undertakings?page=40", "/undertakings?status=not+yet+assessed&act=commit",
    "/engagements?side=PAK&kind=meeting", "/incidents?country=PAK", "/people?side=CHN", "/search?q=bridge",
    "/undertakings?text=trade", "/review?side=CHN", "/pair/CHN-PAK", "/api/undertakings?limit=100",
    "/api/engagements?side=CHN&limit=100", "/undertakings.csv?by=CHN&to=PAK&since=2025-01&until=2025-02",
)  # fmt: skip
Coded = tuple[Report, dict[str, Any]]


def repeat() -> Iterator[Coded]:
    """Yield the coded samples again and again, each round later and with other people."""
    lines = [(coded.report.text, to_record_format(coded)) for coded in code_many(acquire([str(sample_folder())]))]
    round_ = 0
    while True:
        for text, line in lines:
            yield change_report(text, line, round_)
        round_ += 1


def change_report(text: str, line: dict[str, Any], round_: int) -> Coded:
    """Return a coded sample of a later round."""
    told = line["report"]
    text = f"{text}\n{round_}" if round_ else text
    report = Report(
        f"{told['id']}-{round_}", text, told["title"], told["outlet"], shift(told["published"], round_), told["url"],
        told["language"], told["dateline"], Report.hash_of(text),
    )  # fmt: skip
    return report, {kind.name: [change(record, round_) for record in line[kind.name]] for kind in KINDS}


def change(record: dict[str, Any], round_: int) -> dict[str, Any]:
    """Return a record of a later round."""
    changed = dict(record)
    if changed.get("date"):
        changed["date"] = shift(changed["date"], round_)
    if "office" in changed:
        changed["name"] = rename(changed["name"], round_)
    if "participants" in changed:
        changed["participants"] = [one | {"name": rename(one["name"], round_)} for one in changed["participants"]]
    return changed


def shift(edtf: str | None, round_: int) -> str | None:
    """Return a day of a later round; what is no single day stays."""
    if edtf is None or len(edtf) != 10 or not edtf.replace("-", "").isdecimal():
        return edtf
    return (date.fromisoformat(edtf) + timedelta(days=DAYS_APART * round_)).isoformat()


def add(register: Register, reports: list[Coded]) -> None:
    """Add and join reports in one transaction."""
    with register.transaction():
        for report, records in reports:
            join_claims(register, register.add(report, records, [], "bench").claims)


def fill(path: Path, records: int) -> Iterator[Coded]:
    """Fill a register up to that many records; return what comes next."""
    source = repeat()
    with Register(path) as register:
        known = register.count_reports()
        for _ in range(known):
            next(source)
        count = register.connection.execute("SELECT count(*) FROM claim").fetchone()[0]
        while count < records:
            batch = [next(source) for _ in range(BATCH_REPORTS)]
            add(register, batch)
            count += sum(len(rows) for _, kinds in batch for rows in kinds.values())
            print(f"\r{count:,} records", end="", file=sys.stderr, flush=True)
        reports = register.count_reports()
    print(f"{count:,} records of {reports:,} reports, {path.stat().st_size / 1e6:,.0f} MB")
    return source


@contextmanager
def serve(path: Path) -> Iterator[tuple[str, int]]:
    """Serve the register by the command; give its address and the number of its process."""
    program = str(Path(sys.executable).with_name("communique"))
    command = [program, "desk", "--register", str(path), "--no-browser", "--port", str(PORT)]
    desk = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://localhost:{PORT}"
    until = time.monotonic() + START_SECONDS
    try:
        while True:
            try:
                httpx.get(f"{address}/about", timeout=5)
                break
            except httpx.TransportError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
        yield address, desk.pid
    finally:
        desk.terminate()
        desk.wait()


def find_hrefs(path: Path) -> list[str]:
    """Return an address of every page, with what this register holds filled in."""
    with Register(path, readonly=True) as register:
        kept = [row[0] for row in register.connection.execute("SELECT id FROM report WHERE id LIKE '%-0'")]
        case = register.connection.execute(
            'SELECT n."case" FROM node n JOIN claim c ON c.key = n.claim WHERE c.kind = ? GROUP BY 1'
            " ORDER BY count(*) DESC LIMIT 1",
            ("engagements",),
        ).fetchone()[0]
    found = []
    for page in PAGES:
        href = f"/cases/{case}" if page.path.startswith("/cases/") else page.href
        for id in kept:  # a sample's report of the first round
            href = href.replace(id.removesuffix("-0"), id)
        found.append(href)
    return [*found, *NARROWED]


def processor_ms(process: int) -> float:
    """Return the milliseconds of processor that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def time_page(client: httpx.Client, process: int, href: str, tries: int) -> tuple[int, float, float, float, int]:
    """Return (status, milliseconds of the first request, median of the next, of processor, kilobytes)."""
    taken, used = [], 0.0
    for number in range(tries + 1):
        began = time.perf_counter()
        answer = client.get(href)
        taken.append(1000 * (time.perf_counter() - began))
        if number == 0:
            used = processor_ms(process)
    used = (processor_ms(process) - used) / tries
    return answer.status_code, taken[0], statistics.median(taken[1:]), used, len(answer.content) // 1000


def read_during_import(
    address: str, path: Path, source: Iterator[Coded], hrefs: list[str], readers: int, seconds: float
) -> None:
    """Let readers ask for random pages while reports are added; print what they met."""
    until = time.monotonic() + seconds
    taken: list[float] = []
    failures: list[str] = []

    def ask(seed: int) -> None:
        choose = random.Random(seed)
        with httpx.Client(base_url=address, timeout=60) as client:
            while time.monotonic() < until:
                href = choose.choice(hrefs)
                began = time.perf_counter()
                try:
                    status = client.get(href).status_code
                except httpx.HTTPError as error:
                    failures.append(f"{href}: {error!r}")
                    continue
                taken.append(1000 * (time.perf_counter() - began))
                if status != 200:
                    failures.append(f"{href}: {status}")

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(readers)]
    for thread in threads:
        thread.start()
    added = 0
    with Register(path) as register:
        while time.monotonic() < until:
            add(register, [next(source)])
            added += 1
    for thread in threads:
        thread.join()
    taken.sort()
    print(
        f"\n{readers} readers for {seconds:g} s while {added:,} reports were added: {len(taken):,} pages,"
        f" {len(failures)} failures, median {statistics.median(taken):,.0f} ms,"
        f" 95th percentile {taken[int(0.95 * len(taken))]:,.0f} ms"
    )
    for failure in failures[:10]:
        print(" ", failure)


def main() -> None:
    """Fill, time, and read during an import."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--tries", type=int, default=7)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--json", type=Path, help="also write the times of the pages here")
    given = parser.parse_args()
    path = ROOT / ".cache" / f"bench-desk-{given.records}.db"
    path.parent.mkdir(exist_ok=True)
    source = fill(path, given.records)
    hrefs = find_hrefs(path)
    times = {}
    with serve(path) as (address, process):
        print("\n| page | status | first, ms | median, ms | processor, ms | kB |\n|---|---|---|---|---|---|")
        with httpx.Client(base_url=address, timeout=120) as client:
            for href in hrefs:
                times[href] = time_page(client, process, href, given.tries)
                status, first, median, used, size = times[href]
                print(f"| `{href}` | {status} | {first:,.0f} | {median:,.0f} | {used:,.0f} | {size:,} |", flush=True)
        answered = [href for href in hrefs if times[href][0] == 200]
        read_during_import(address, path, source, answered, given.readers, given.seconds)
    if given.json:
        given.json.write_text(json.dumps(times, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
