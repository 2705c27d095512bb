"""Measure how well reports on the same event are joined, on `../shared/corpus/pairs.jsonl`.

    python evaluation/measure_joins.py fill [--reports N]   code the corpus into .cache/corpus.db (all pairs' reports, or N)
    python evaluation/measure_joins.py pairs                share of pairs joined; what kept the others apart
    python evaluation/measure_joins.py sample [--count 200] report pairs of the same day and sides that are no pairs: joined ones are
                                                            printed to be read

A pair counts as codable when both reports have an engagement (or both an incident) of the register; it is joined when a
claim of each is in one case.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from measure import ROOT, SHARED, CachingParser

from communique.model.report import RawReport
from communique.pipeline import code_report
from communique.register import Register
from communique.register.fill import fill_register

DATABASE = ROOT / ".cache" / "corpus.db"
CASES = (
    'SELECT r.id, c.kind, n."case", c.record FROM claim c JOIN report r ON r.key = c.report'
    " JOIN claim_node cn ON cn.claim = c.key JOIN node n ON n.key = cn.node"
    " WHERE c.kind IN ('engagements', 'incidents')"
)


def load_pairs() -> list[tuple[str, str]]:
    lines = (SHARED / "corpus/pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [(p["a"], p["b"]) for p in map(json.loads, lines)]


def load_corpus(count: int | None) -> Iterator[RawReport]:
    """Yield the first `count` reports of the corpus, or all that are in pairs when None."""
    wanted = {report for pair in load_pairs() for report in pair}
    with gzip.open(SHARED / "corpus/reports-2025-h1.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            article = json.loads(line)
            if count is None and article["id"] not in wanted:
                continue
            if count is not None and number >= count:
                return
            yield RawReport(
                id=article["id"], text=article["text"], where="corpus", title=article["title"], outlet=article["outlet"],
                published=article["published"], url=article["url"],
            )


def fill(count: int | None) -> None:
    for file in DATABASE.parent.glob("corpus.db*"):
        file.unlink()
    parse = CachingParser()
    started = time.perf_counter()
    with Register(DATABASE) as register:
        filled = sum(1 for _ in fill_register(register, (code_report(raw, parse) for raw in load_corpus(count))))
        print(f"{filled} reports in {time.perf_counter() - started:.0f} s")
        for query in ("SELECT kind, count(*) FROM claim GROUP BY 1",
                      'SELECT "join", count(*), count(DISTINCT "case") FROM node GROUP BY 1',
                      "SELECT relation, count(*) FROM follow_link GROUP BY 1"):
            print(*(tuple(row) for row in register.connection.execute(query)))


def cases_by_report(register: Register) -> dict[str, dict[str, set[int]]]:
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for report, kind, case, _ in register.connection.execute(CASES):
        found[report][kind].add(case)
    return found


def measure_pairs() -> None:
    with Register(DATABASE, readonly=True) as register:
        cases = cases_by_report(register)
        present = {row[0] for row in register.connection.execute("SELECT id FROM report")}
        pairs = [pair for pair in load_pairs() if set(pair) <= present]
        codable, joined, apart = [], [], []
        for a, b in pairs:
            kinds = [k for k in ("engagements", "incidents") if cases[a][k] and cases[b][k]]
            if kinds:
                codable.append((a, b))
                (joined if any(cases[a][k] & cases[b][k] for k in kinds) else apart).append((a, b))
        print(f"{len(pairs)} pairs in the register, {len(codable)} codable, {len(joined)} joined"
              f" ({len(joined) / max(1, len(codable)):.0%})")
        for a, b in apart:
            print("apart:", a, b)
            for report in (a, b):
                for _, kind, _, record in register.connection.execute(CASES + " AND r.id = ?", (report,)):
                    r = json.loads(record)
                    people = [p["name"] for p in r.get("participants", ())]
                    rows = [(c["outcome"], c["class"], c["count"]) for c in r.get("casualties", ())]
                    print("   ", kind[:5], r["kind"], r.get("status"), r.get("parties"), people, rows,
                          (r["place"] or {}).get("name"), r["date"])


def sample(count: int) -> None:
    """Print of `count` report pairs of the same day and sides that are no pairs those that are joined."""
    pairs = {frozenset(pair) for pair in load_pairs()}
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    with Register(DATABASE, readonly=True) as register:
        cases = cases_by_report(register)
        rows = register.connection.execute(
            "SELECT r.id, r.published, c.record FROM claim c JOIN report r ON r.key = c.report"
            " WHERE c.kind IN ('engagements', 'incidents') AND r.published IS NOT NULL"
        )
        titles = dict(register.connection.execute("SELECT id, title FROM report").fetchall())
        for report, published, record in rows:
            r = json.loads(record)
            sides = r.get("parties") or [(r.get("place") or {}).get("country") or "?"]
            groups[published, "+".join(sides)].add(report)
        candidates = sorted({pair for group in groups.values() for pair in combinations(sorted(group), 2)
                             if frozenset(pair) not in pairs})
        random.Random(1).shuffle(candidates)
        chosen = candidates[:count]
        joined = 0
        for a, b in chosen:
            shared = {k: cases[a][k] & cases[b][k] for k in ("engagements", "incidents")}
            if any(shared.values()):
                joined += 1
                print(f"joined: {a} {titles[a]!r}\n        {b} {titles[b]!r}")
                for case in sorted(set().union(*shared.values())):
                    for _, kind, _, record in register.connection.execute(
                        CASES + ' AND n."case" = ? AND r.id IN (?, ?)', (case, a, b)
                    ):
                        r = json.loads(record)
                        print("       ", kind[:5], r["kind"], r.get("status"), r.get("parties"),
                              [p["name"] for p in r.get("participants", ())], (r["place"] or {}).get("name"), r["date"])
        print(f"{len(candidates)} report pairs of one day and sides that are no pairs; of {len(chosen)} sampled, {joined} joined")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("what", choices=["fill", "pairs", "sample"])
    arguments.add_argument("--reports", type=int)
    arguments.add_argument("--count", type=int, default=200)
    options = arguments.parse_args()
    if not SHARED.exists():
        sys.exit("../shared is not here: nothing to measure on")
    {"fill": lambda: fill(options.reports), "pairs": measure_pairs, "sample": lambda: sample(options.count)}[options.what]()


if __name__ == "__main__":
    main()
