"""Measure what adding a report to the register costs as it grows: 1,000, 4,000 and 100,000 reports.

    python evaluation/measure_joins.py code              once: codes ../shared/corpus into .cache/corpus.ndjson
    python evaluation/bench_register.py [--sizes 1000 4000 100000]

In: the corpus as coded, a half year of 4,000 reports in the order of their days. It is repeated until a size is
reached: every repetition lies half a year later, so that as many reports fall on a day in every year, and names other
people and bodies, so that new ones keep coming. That is more new names than news has (the corpus' own second quarter
adds 0.8 times as many as its first); what pairs of sides say to each other comes again in the same words.

Out: one register a size, filled in `.cache` (an interrupted filling goes on where it stopped), then a table. For it
the *same* 500 reports, only shifted and renamed, are added to all registers in turns, so that neither their contents
nor what else the machine does tells sizes apart. Printed: milliseconds of processor a report, and of that for joining;
claims compared and claims read a report, which do not depend on the machine; the largest case; bytes on disk.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from communique.join.names import PARTICLES, TITLES
from communique.join.people import COMMON_PARTS
from communique.model.report import Report
from communique.records import KINDS
from communique.register import Register
from communique.register.fill import COMMIT_REPORTS
from communique.register.joining import join_claims, join_missing
from measure import ROOT
from measure_joins import CODED

MONTHS = 6  # the corpus covers half a year: every repetition begins where the last one ended
SHIFT_DAYS = 181
WARM_REPORTS = 512  # added before measuring: a register just opened has read nothing yet
MEASURED_REPORTS = 512
PROGRESS_REPORTS = 4000
# Consonants that `names.skeleton` keeps apart: exchanged among themselves they make names that are as unlike each
# other as those they come from.
CONSONANTS = "bcdfgjklmnprstvxz"

Coded = tuple[Report, dict[str, Any]]


@dataclass(slots=True)
class Costs:
    """What adding reports cost: seconds of processor in all and for joining, claims compared, claims read."""

    reports: int = 0
    whole: float = 0.0
    joining: float = 0.0
    compared: int = 0
    read: int = 0


def repeat(start: int) -> Iterator[Coded]:
    """Yield the corpus again and again from report `start` on: round 0 as it is, later ones shifted and renamed."""
    coded = load_coded()
    for position in itertools.count(start):
        round_, number = divmod(position, len(coded))
        yield change_report(json.loads(coded[number]), round_)


@lru_cache(maxsize=1)
def load_coded() -> tuple[str, ...]:
    """Return the coded reports as lines of JSON, in the order of their days."""
    with CODED.open(encoding="utf-8") as lines:
        return tuple(sorted(lines, key=lambda line: str(json.loads(line)["report"]["published"])))


def change_report(line: dict[str, Any], round_: int) -> Coded:
    """Return a coded report of a later round."""
    report = line["report"]
    text = f"{report['text']}\n{round_}" if round_ else report["text"]
    return (
        Report(
            f"{report['id']}-{round_}",
            text,
            report["title"],
            report["outlet"],
            shift_day(report["published"], round_),
            report["url"],
            sha256=Report.hash_of(text),
        ),
        {kind.name: [change(record, round_) for record in line.get(kind.name, ())] for kind in KINDS},
    )


def change(record: dict[str, Any], round_: int) -> dict[str, Any]:
    """Return a record of a later round: its days shifted, its people and bodies renamed."""
    if not round_:
        return record
    changed = dict(record)
    if changed.get("date"):
        changed["date"] = "/".join(shift_day(day, round_) for day in changed["date"].split("/"))
    if "mentions" in changed:
        changed["name"] = rename(changed["name"], round_)
    if changed.get("acronym"):
        changed["acronym"] = rename(changed["acronym"], round_)
    if "participants" in changed:
        changed["participants"] = [p | {"name": rename(p["name"], round_)} for p in changed["participants"]]
    return changed


def shift_day(day: str, round_: int) -> str:
    """Return a day, month or year of an EDTF date shifted by half years; other dates stay."""
    if len(day) == 10 and day[4] == "-":
        return (date.fromisoformat(day) + timedelta(days=SHIFT_DAYS * round_)).isoformat()
    if len(day) == 7 and day[5:].isdecimal():
        months = int(day[:4]) * 12 + int(day[5:]) - 1 + MONTHS * round_
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return f"{int(day) + MONTHS * round_ // 12:04}" if len(day) == 4 and day.isdecimal() else day


def rename(name: str, round_: int) -> str:
    """Return a name of another person or body: the consonants of its parts exchanged, each round in another way.

    Titles stay, and so do parts that very many bear: there are more Khans in a longer time, not other ones.
    """
    return " ".join(part if _is_borne_by_many(part) else part.translate(exchange(round_)) for part in name.split())


@lru_cache(maxsize=64)
def exchange(round_: int) -> dict[int, str]:
    """Return which consonant stands for which in a round."""
    letters = list(CONSONANTS)
    random.Random(round_).shuffle(letters)
    other = "".join(letters)
    return str.maketrans(CONSONANTS + CONSONANTS.upper(), other + other.upper())


def _is_borne_by_many(part: str) -> bool:
    return part.casefold().strip(".") in TITLES | PARTICLES | COMMON_PARTS


def open_filled(size: int, folder: Path) -> tuple[Register, Iterator[Coded]]:
    """Return a register of `size` reports, filled where that is still to do, and the reports that come next in it.

    It begins in the corpus where its last report is the corpus' last: what comes next is the same at all sizes.
    """
    register = Register(folder / f"bench-{size}.db")
    join_missing(register)
    known = register.count_reports()
    source = repeat(-size % len(load_coded()) + known)
    costs, began = Costs(), time.perf_counter()
    while known < size:
        batch = list(itertools.islice(source, min(COMMIT_REPORTS, size - known)))
        add(register, batch, costs)
        known += len(batch)
        if costs.reports >= PROGRESS_REPORTS or known == size:
            print(
                f"  {known:,} of {size:,}: {1000 * costs.whole / costs.reports:.1f} ms of processor a report,"
                f" {costs.compared / costs.reports:.1f} compared, {costs.read / costs.reports:.1f} read,"
                f" {time.perf_counter() - began:.0f} s by the clock",
                flush=True,
            )
            costs = Costs()
    return register, source


def add(register: Register, batch: list[Coded], costs: Costs) -> None:
    """Add and join reports in one transaction, and what that cost to `costs`."""
    began, read = time.process_time(), register.claims_read
    with register.transaction():
        for report, records in batch:
            added = register.add(report, records, [], "bench")
            before = time.process_time()
            costs.compared += join_claims(register, added.claims)
            costs.joining += time.process_time() - before
    costs.whole += time.process_time() - began
    costs.reports += len(batch)
    costs.read += register.claims_read - read


def measure(sizes: list[int], folder: Path) -> None:
    """Fill a register of each size, add the next reports to all in turns, and print what that cost."""
    registers = [open_filled(size, folder) for size in sizes]
    costs = [Costs() for _ in sizes]
    for done in range(0, WARM_REPORTS + MEASURED_REPORTS, COMMIT_REPORTS):
        for number, (register, source) in enumerate(registers):
            add(
                register,
                list(itertools.islice(source, COMMIT_REPORTS)),
                costs[number] if done >= WARM_REPORTS else Costs(),
            )
    print("| reports | ms of processor a report | for joining | compared | read | largest case | kB a report |")
    print("|---|---|---|---|---|---|---|")
    for cost, (register, _) in zip(costs, registers, strict=True):
        count = register.count_reports()
        largest = register.connection.execute(
            'SELECT max(n) FROM (SELECT count(*) AS n FROM node GROUP BY "case")'
        ).fetchone()[0]
        print(
            f"| {count:,} | {1000 * cost.whole / cost.reports:.1f} | {1000 * cost.joining / cost.reports:.1f}"
            f" | {cost.compared / cost.reports:.1f} | {cost.read / cost.reports:.1f} | {largest}"
            f" | {register.path.stat().st_size / count / 1000:.1f} |",
            flush=True,
        )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1000, 4000, 100000])
    arguments.add_argument("--folder", type=Path, default=ROOT / ".cache", help="where the registers are kept")
    options = arguments.parse_args()
    measure(sorted(options.sizes), options.folder)


if __name__ == "__main__":
    main()
