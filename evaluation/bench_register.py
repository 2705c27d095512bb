"""Measure what adding a report to the register costs as it grows: 1,000, 4,000 and more reports.

    python evaluation/measure_joins.py code              once: codes ../shared/corpus into .cache/corpus.ndjson
    python evaluation/bench_register.py [--sizes 1000 4000 100000]

The corpus' reports are repeated with shifted dates and changed names until the size is reached. Printed for each
size: milliseconds a report over the last 500 added (by the clock, of the processor, and of that for joining), how
many keys stand at the limit, the largest case, and bytes on disk a report.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from communique.join.names import PARTICLES, TITLES
from communique.model.report import Report
from communique.records import KINDS
from communique.register import Register
from communique.register.fill import COMMIT_REPORTS
from communique.register.joining import BLOCK_LIMIT, join_claims
from measure import ROOT
from measure_joins import CODED

SHIFT_DAYS = 181  # the corpus covers half a year: every repetition begins where the last one ended
LAST_REPORTS = 500
CONSONANTS = "bcdfghjklmnpqrstvwxz"


def repeat() -> Iterator[tuple[Report, dict[str, Any]]]:
    """Yield the corpus again and again: round 0 as it is, later ones with shifted dates and changed names."""
    for round_ in itertools.count():
        shift = timedelta(days=SHIFT_DAYS * round_)
        with CODED.open(encoding="utf-8") as lines:
            for line in map(json.loads, lines):
                report = line["report"]
                published = (date.fromisoformat(report["published"]) + shift).isoformat()
                text = f"{report['text']}\n{round_}" if round_ else report["text"]
                yield (
                    Report(
                        f"{report['id']}-{round_}",
                        text,
                        report["title"],
                        report["outlet"],
                        published,
                        report["url"],
                        sha256=Report.hash_of(text),
                    ),
                    {
                        kind: [change(record, round_, shift) for record in line[kind]]
                        for kind in (k.name for k in KINDS)
                    },
                )


def change(record: dict[str, Any], round_: int, shift: timedelta) -> dict[str, Any]:
    """Return a record of a later round: its days shifted, its people and bodies renamed."""
    if not round_:
        return record
    changed = dict(record)
    if changed.get("date"):
        changed["date"] = "/".join(shift_day(day, shift) for day in changed["date"].split("/"))
    if "mentions" in changed:
        changed["name"] = rename(changed["name"], round_)
    if changed.get("acronym"):
        changed["acronym"] = rename(changed["acronym"], round_)
    if "participants" in changed:
        changed["participants"] = [p | {"name": rename(p["name"], round_)} for p in changed["participants"]]
    return changed


def shift_day(day: str, shift: timedelta) -> str:
    """Return a day of an EDTF date shifted; a month or year stays, for it meets others of its kind in any round."""
    return (date.fromisoformat(day) + shift).isoformat() if len(day) == 10 and day[4] == "-" else day


def rename(name: str, round_: int) -> str:
    """Return a name of another people: the consonants of its parts exchanged, each round in another way; titles
    stay.
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
    return part.casefold().strip(".") in TITLES | PARTICLES


def measure(sizes: list[int], path: Path) -> None:
    for file in path.parent.glob(path.name + "*"):
        file.unlink()
    print(
        f"{'reports':>9} {'ms a report':>12} {'of processor':>13} {'for joining':>12}"
        f" {'full keys':>10} {'largest case':>13} {'kB a report':>12}"
    )
    recent: list[tuple[float, float, float]] = []
    with Register(path) as register:
        source, count = repeat(), 0
        for size in sizes:
            while count < size:
                batch = list(itertools.islice(source, min(COMMIT_REPORTS, size - count)))
                recent.append(add(register, batch))
                count += len(batch)
            last = recent[-(LAST_REPORTS // COMMIT_REPORTS) :]
            whole, busy, join = (1000 * sum(column) / len(last) for column in zip(*last, strict=True))
            full, largest = (
                register.connection.execute(query).fetchone()[0] or 0
                for query in (
                    'SELECT count(*) FROM (SELECT 1 FROM block GROUP BY "join", value'
                    f" HAVING count(*) >= {BLOCK_LIMIT})",
                    'SELECT max(n) FROM (SELECT count(*) AS n FROM node GROUP BY "case")',
                )
            )
            kilobytes = path.stat().st_size / count / 1000
            print(
                f"{count:9,d} {whole:12.1f} {busy:13.1f} {join:12.1f} {full:10,d} {largest:13,d} {kilobytes:12.1f}",
                flush=True,
            )


def add(register: Register, batch: list[tuple[Report, dict[str, Any]]]) -> tuple[float, float, float]:
    """Add and join reports in one transaction; return seconds a report: by the clock, of the processor, of it for
    joining.
    """
    joining = 0.0
    started, began = time.perf_counter(), time.process_time()
    with register.transaction():
        for report, records in batch:
            added = register.add(report, records, [], "bench")
            before = time.process_time()
            join_claims(register, added.claims)
            joining += time.process_time() - before
    count = len(batch)
    return (time.perf_counter() - started) / count, (time.process_time() - began) / count, joining / count


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1000, 4000, 100000])
    arguments.add_argument("--register", type=Path, default=ROOT / ".cache/bench-register.db")
    options = arguments.parse_args()
    measure(sorted(options.sizes), options.register)


if __name__ == "__main__":
    main()
