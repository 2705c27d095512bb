"""Measure what adding a report to the register costs as it grows: 1,000, 4,000 and more reports.

    python evaluation/bench_register.py [--sizes 1000 4000 100000]

Reports are those of `../shared/corpus`, coded once (kept in .cache/corpus.ndjson) and then repeated with shifted dates and
changed names until the size is reached. Printed for each size: milliseconds a report over the last 500 added (their share of
joining among it), how many blocks stand at the limit, and bytes on disk a report.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from measure import ROOT, SHARED

from communique.acquire import acquire
from communique.model.report import Report
from communique.record_format import to_line
from communique.register import Register
from communique.register.fill import COMMIT_REPORTS, KINDS
from communique.register.joining import BLOCK_LIMIT, join_claims
from communique.workers import code_many

CORPUS = SHARED / "corpus/reports-2025-h1.jsonl.gz"
CODED = ROOT / ".cache/corpus.ndjson"
SHIFT_DAYS = 181  # the corpus covers half a year: every repetition begins where the last one ended
LAST_REPORTS = 500


def code_corpus(jobs: int) -> None:
    part = CODED.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        for coded in code_many(acquire([str(CORPUS)]), jobs):
            file.write(to_line(coded) + "\n")
    part.replace(CODED)


def load_reports() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as articles, CODED.open(encoding="utf-8") as coded:
        for article, line in zip(articles, coded, strict=True):
            yield json.loads(article), json.loads(line)


def repeat() -> Iterator[tuple[Report, dict[str, Any]]]:
    """Yield the corpus again and again: round 0 as it is, later ones with shifted dates and changed names."""
    for round_ in itertools.count():
        shift = timedelta(days=SHIFT_DAYS * round_)
        for article, coded in load_reports():
            published = (date.fromisoformat(article["published"]) + shift).isoformat()
            text = f"{article['text']}\n{round_}" if round_ else article["text"]
            report = Report(
                f"{article['id']}-{round_}", text, title=article["title"], outlet=article["outlet"], published=published,
                url=article["url"], sha256=Report.hash_of(text),
            )
            records = {kind: [change(record, round_, shift) for record in coded[kind]] for kind in KINDS}
            yield report, records


def change(record: dict[str, Any], round_: int, shift: timedelta) -> dict[str, Any]:
    if not round_:
        return record
    changed = dict(record)
    if changed.get("date") and len(changed["date"]) == 10:
        changed["date"] = (date.fromisoformat(changed["date"]) + shift).isoformat()
    if "office" in changed:
        changed["name"] = rename(changed["name"], round_)
    if "participants" in changed:
        changed["participants"] = [p | {"name": rename(p["name"], round_)} for p in changed["participants"]]
    return changed


def rename(name: str, round_: int) -> str:
    """Return a name of the same length of parts that no earlier round has: every part gets a syllable of the round's."""
    syllable = "".join("bdfgklmnprst"[digit] + "aeiou"[digit % 5] for digit in divmod(round_, 12))
    return " ".join(part + syllable for part in name.split())


def measure(sizes: list[int]) -> None:
    path = ROOT / ".cache/bench-register.db"
    for file in path.parent.glob(path.name + "*"):
        file.unlink()
    print(f"{'reports':>9} {'ms a report':>12} {'of it joining':>14} {'full blocks':>12} {'kB a report':>12}")
    recent: list[tuple[float, float]] = []
    with Register(path) as register:
        source = repeat()
        count = 0
        for size in sizes:
            while count < size:
                batch = list(itertools.islice(source, min(COMMIT_REPORTS, size - count)))
                joining = 0.0
                started = time.perf_counter()
                with register.transaction():
                    for report, records in batch:
                        added = register.add(report, records, [], "bench")
                        before = time.perf_counter()
                        join_claims(register, added.claims)
                        joining += time.perf_counter() - before
                recent.append(((time.perf_counter() - started) / len(batch), joining / len(batch)))
                count += len(batch)
            last = recent[-(LAST_REPORTS // COMMIT_REPORTS):]
            whole, join = (1000 * sum(column) / len(last) for column in zip(*last, strict=True))
            full = register.connection.execute(
                "SELECT count(*) FROM (SELECT 1 FROM block GROUP BY \"join\", value HAVING count(*) >= ?)", (BLOCK_LIMIT,)
            ).fetchone()[0]
            print(f"{count:9,d} {whole:12.1f} {join:14.1f} {full:12,d} {path.stat().st_size / count / 1000:12.1f}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1000, 4000, 100000])
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--recode", action="store_true", help="code the corpus anew")
    options = arguments.parse_args()
    if options.recode or not CODED.exists():
        code_corpus(options.jobs)
    measure(sorted(options.sizes))


if __name__ == "__main__":
    main()
