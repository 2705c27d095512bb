"""Measure how well reports on the same event are joined, on `../shared/corpus` and its `pairs.jsonl`.

    python evaluation/measure_joins.py code [--pairs]  code the corpus (or the pairs' reports) into .cache/corpus.ndjson
    python evaluation/measure_joins.py fill                fill .cache/corpus.db from it: joining anew takes seconds
    python evaluation/measure_joins.py pairs [--apart]  share of pairs joined; with --apart what kept the others apart
    python evaluation/measure_joins.py sample [--count 200]  report pairs of one day and sides that are no pairs: the
    joined
                                                           ones are printed to be read
    python evaluation/measure_joins.py follow RELATION [--count 60]  suggestions of one relation, to be read
    python evaluation/measure_joins.py people|bodies [--count 60]    cases of more than one spelling, to be read
    python evaluation/measure_joins.py surnames [--count 40]         same surname, initial and side, not joined

What both reports of a pair tell of is read by a person (`pairs_told.toml`): pairs of domestic events share nothing
that the codebook codes. A pair is *coded* when both reports have a record of that kind, *joined* when a claim of each
is in one case.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations, islice
from typing import Any

from communique.join.names import bare_parts
from communique.model.claim import Claim
from communique.model.report import RawReport, Report
from communique.pipeline import code_report
from communique.record_format import to_line
from communique.records import KINDS
from communique.register import Register
from communique.register.fill import COMMIT_REPORTS
from communique.register.joining import join_claims
from measure import ROOT, SHARED, CachingParser

CODED = ROOT / ".cache" / "corpus.ndjson"
DATABASE = ROOT / ".cache" / "corpus.db"
CORPUS = SHARED / "corpus/reports-2025-h1.jsonl.gz"
TOLD = ROOT / "evaluation/pairs_told.toml"
CASE_KINDS = ("engagements", "incidents")
CASES = (
    'SELECT c.key, r.id, c.kind, n."case" FROM claim c JOIN report r ON r.key = c.report'
    " JOIN claim_node cn ON cn.claim = c.key JOIN node n ON n.key = cn.node WHERE c.kind = ?"
)


def load_pairs() -> list[tuple[str, str]]:
    lines = (SHARED / "corpus/pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [(p["a"], p["b"]) for p in map(json.loads, lines)]


def load_corpus(only_pairs: bool = False) -> Iterator[RawReport]:
    """Yield the reports of the corpus, or those of pairs only."""
    wanted = {report for pair in load_pairs() for report in pair}
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if only_pairs and article["id"] not in wanted:
                continue
            named = {name: article[name] for name in ("id", "text", "title", "outlet", "published", "url")}
            yield RawReport(where="corpus", **named)


def code(only_pairs: bool) -> None:
    """Code reports into `CODED`, one line of the record format with the text each."""
    parse = CachingParser()
    started = time.perf_counter()
    part = CODED.with_suffix(".part")
    count = 0
    with part.open("w", encoding="utf-8") as file:
        for raw in load_corpus(only_pairs):
            try:
                line = json.loads(to_line(code_report(raw, parse)))
            except Exception as error:
                print(f"not coded: {raw.id}: {error!r}", flush=True)
                continue
            line["report"]["text"] = raw.text
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    part.replace(CODED)
    print(f"{count} reports in {time.perf_counter() - started:.0f} s")


def load_coded() -> Iterator[tuple[Report, dict[str, Any]]]:
    """Yield the coded reports of `CODED` with their records by kind."""
    with CODED.open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            yield Report(**line["report"]), {kind.name: line.get(kind.name, []) for kind in KINDS}


def fill() -> None:
    for file in DATABASE.parent.glob("corpus.db*"):
        file.unlink()
    started = time.perf_counter()
    with Register(DATABASE) as register:
        coded, count = load_coded(), 0
        while batch := list(islice(coded, COMMIT_REPORTS)):
            with register.transaction():
                for report, records in batch:
                    join_claims(register, register.add(report, records, [], "measured").claims)
            count += len(batch)
        print(f"{count} reports joined in {time.perf_counter() - started:.0f} s")
        for query in (
            "SELECT kind, count(*) FROM claim GROUP BY 1",
            'SELECT "join", count(*), count(DISTINCT "case") FROM node GROUP BY 1',
            "SELECT relation, count(*) FROM follow_link GROUP BY 1",
        ):
            print(*(tuple(row) for row in register.connection.execute(query)))


def cases_by_report(register: Register) -> dict[str, dict[str, dict[int, list[int]]]]:
    """Return kind -> report -> case -> claim keys."""
    found: dict[str, dict[str, dict[int, list[int]]]] = {kind: defaultdict(dict) for kind in CASE_KINDS}
    for kind in CASE_KINDS:
        for key, report, _, case in register.connection.execute(CASES, (kind,)):
            found[kind][report].setdefault(case, []).append(key)
    return found


def show(claim: Claim) -> str:
    """Return a claim on one line, for reading."""
    r = claim.record
    place = (r.get("place") or {}).get("name")
    if claim.kind == "engagements":
        people = ", ".join(p["name"] for p in r["participants"])
        told = f"{r['kind']} {r['status']} {'+'.join(r['parties'])} [{people}] {place} {r['date']}"
    elif claim.kind == "incidents":
        losses = ", ".join(f"{c['count']} {c['class']} {c['outcome']}" for c in r["casualties"])
        told = f"{r['kind']} {r['name'] or ''} [{losses}] {place} {r['date']} by {r['perpetrator']}"
    elif claim.kind == "undertakings":
        told = f"{'+'.join(r['by'])} {r['act']} {'+'.join(r['to'])}: {r['matter']}"
    elif claim.kind == "actions":
        told = f"{'+'.join(r['by'])} {r['type']} {'+'.join(r['to'])}: {r['matter']}"
    else:
        told = " | ".join(str(r.get(name)) for name in ("name", "acronym", "office", "country") if name in r)
    words = " … ".join(claim.words).replace("\n", " ")
    return f"{claim.source.published} {claim.source.id} {told} «{words[:160]}»"


def _is_followed(register: Register, one: dict[int, list[int]], two: dict[int, list[int]]) -> bool:
    """True where one report foresees what the other tells as held: two records by the codebook, joined as a
    follow-up.
    """
    keys = [[key for keys in own.values() for key in keys] for own in (one, two)]
    marks = [",".join(map(str, own)) for own in keys]
    return (
        register.connection.execute(
            f"SELECT 1 FROM follow_link WHERE relation = 'holds' AND (earlier IN ({marks[0]}) AND later IN ({marks[1]})"
            f" OR earlier IN ({marks[1]}) AND later IN ({marks[0]}))"
        ).fetchone()
        is not None
    )


def measure_pairs(tell_apart: bool) -> None:
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    with Register(DATABASE, readonly=True) as register:
        cases = cases_by_report(register)
        counts: Counter[tuple[str, str]] = Counter()
        for a, b in load_pairs():
            kind = told[f"{a} {b}"]
            if kind not in CASE_KINDS:
                counts["none", "pairs"] += 1
                continue
            one, two = cases[kind][a], cases[kind][b]
            state = "joined" if one.keys() & two.keys() else "apart" if one and two else "not coded"
            if state == "apart" and _is_followed(register, one, two):
                state = "followed"
            counts[kind, "pairs"] += 1
            counts[kind, state] += 1
            if state in ("apart", "not coded") and tell_apart:
                print(f"{state}: {kind}")
                for report, own in ((a, one), (b, two)):
                    title = register.connection.execute("SELECT title FROM report WHERE id = ?", (report,)).fetchone()
                    print(f"  {report} {title[0]!r}")
                    for claim in register.claims_by_key([key for keys in own.values() for key in keys]):
                        print("     ", show(claim))
        print(f"{counts['none', 'pairs']} pairs share nothing that the codebook codes")
        for kinds in (("engagements",), ("incidents",), CASE_KINDS):
            pairs, joined, followed, apart = (
                sum(counts[k, s] for k in kinds) for s in ("pairs", "joined", "followed", "apart")
            )
            coded = joined + followed + apart
            found = joined + followed
            print(
                f"{' and '.join(kinds)}: {pairs} pairs share one, {coded} have it coded in both reports, {joined}"
                f" are joined and {followed} follow each other (planned, held): {found / max(1, pairs):.0%} of"
                f" those that share one, {found / max(1, coded):.0%} of the coded"
            )


def sample(count: int) -> None:
    """Print of `count` report pairs of one day and sides that are no pairs those that are joined."""
    pairs = {frozenset(pair) for pair in load_pairs()}
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    with Register(DATABASE, readonly=True) as register:
        cases = cases_by_report(register)
        for claim in register.claims("c.kind IN ('engagements', 'incidents') AND r.published IS NOT NULL"):
            sides = claim.record.get("parties") or [(claim.record["place"] or {}).get("country") or "?"]
            groups[str(claim.source.published), "+".join(sides)].add(claim.source.id)
        candidates = sorted(
            {
                pair
                for group in groups.values()
                for pair in combinations(sorted(group), 2)
                if frozenset(pair) not in pairs
            }
        )
        random.Random(1).shuffle(candidates)
        joined = 0
        for a, b in candidates[:count]:
            shared = {
                case: kind for kind in CASE_KINDS for case in sorted(cases[kind][a].keys() & cases[kind][b].keys())
            }
            joined += bool(shared)
            for case, kind in shared.items():
                print(f"joined {joined}")
                for claim in register.claims_by_key([*cases[kind][a][case], *cases[kind][b][case]]):
                    print("   ", claim.source.title, "\n        ", show(claim))
        print(
            f"{len(candidates)} report pairs of one day and sides that are no pairs; of {min(count, len(candidates))}"
            f" sampled, {joined} joined"
        )


def follow(relation: str, count: int) -> None:
    with Register(DATABASE, readonly=True) as register:
        rows = register.connection.execute(
            "SELECT earlier, later, score, reasons FROM follow_link WHERE relation = ? ORDER BY key", (relation,)
        ).fetchall()
        print(f"{len(rows)} suggestions of {relation}")
        random.Random(1).shuffle(rows)
        for number, (earlier, later, score, reasons) in enumerate(rows[:count], 1):
            print(f"{number}. {score} {reasons}")
            for key in (earlier, later):
                print("     ", *(show(claim) for claim in register.claims_by_key([key])))


def spellings(kind: str, count: int) -> None:
    """Print cases of people or bodies that hold more than one name."""
    with Register(DATABASE, readonly=True) as register:
        groups: dict[int, Counter[str]] = defaultdict(Counter)
        query = CASES.replace("r.id, c.kind", "c.record, c.kind")
        for _, record, _, case in register.connection.execute(query, (kind,)):
            r = json.loads(record)
            groups[case][
                " | ".join(str(r.get(name)) for name in ("name", "acronym", "office", "country") if name in r)
            ] += 1
        several = [group for group in groups.values() if len({name.split(" | ")[0] for name in group}) > 1]
        random.Random(1).shuffle(several)
        print(f"{len(groups)} cases, {len(several)} of several spellings")
        for number, group in enumerate(several[:count], 1):
            print(f"{number}.", "; ".join(f"{name} ×{times}" for name, times in group.most_common(14)))


def surnames(count: int) -> None:
    """Print pairs of people of one surname, initial and side who are not joined."""
    with Register(DATABASE, readonly=True) as register:
        groups: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        for _, record, _, case in register.connection.execute(
            CASES.replace("r.id, c.kind", "c.record, c.kind"), ("people",)
        ):
            r = json.loads(record)
            parts = bare_parts(r["name"])
            if len(parts) > 1:
                groups[parts[-1], f"{parts[0][0]} {r['country']}"].setdefault(
                    case, f"{r['name']} | {r['office']} | {r['country']}"
                )
        pairs = [pair for group in groups.values() for pair in combinations(group.values(), 2)]
        random.Random(1).shuffle(pairs)
        print(f"{len(pairs)} pairs of one surname, initial and side, not joined")
        for one, two in pairs[:count]:
            print(f"  {one}  ≠  {two}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument(
        "what", choices=["code", "fill", "pairs", "sample", "follow", "people", "bodies", "surnames"]
    )
    arguments.add_argument("relation", nargs="?", default="restates")
    arguments.add_argument("--pairs", action="store_true", help="code only the reports of pairs")
    arguments.add_argument("--apart", action="store_true")
    arguments.add_argument("--count", type=int)
    options = arguments.parse_args()
    if not SHARED.exists():
        sys.exit("../shared is not here: nothing to measure on")
    {
        "code": lambda: code(options.pairs),
        "fill": fill,
        "pairs": lambda: measure_pairs(options.apart),
        "sample": lambda: sample(options.count or 200),
        "follow": lambda: follow(options.relation, options.count or 60),
        "people": lambda: spellings("people", options.count or 60),
        "bodies": lambda: spellings("bodies", options.count or 40),
        "surnames": lambda: surnames(options.count or 40),
    }[options.what]()


if __name__ == "__main__":
    main()
