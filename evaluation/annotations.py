"""Keep our own codings of real reports without their text: offsets and a hash here, the words in the reports' corpus.

    python evaluation/annotations.py add [--coder first|second] [--again] FILE…   take in gold written with words
    python evaluation/annotations.py check                                        hold every stored coding to its text
    python evaluation/annotations.py count                                        records by kind, required and optional
    python evaluation/annotations.py agreement                                    second codings against the first

In: gold files as the codebook has them (`"at"` is a run of words that occurs once). Out, in `evaluation/annotations/`:
the same records with `"at": [start, end]`, the hash of the text they were made on, and who coded. `load()` joins them
with the corpus again and gives reports and gold as the scorer takes them. `--again` stores a second coding of a report
that the other coder has done, apart, to measure agreement with.

A report that is in `dev/`, `train/` or the list of pairs is refused, by id, title and hash of the text: what is trained
on these codings must not have seen what is measured. Another report's retelling of the same event is not recognised.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from gold_check import LISTS, complaints
from score import HEADLINE, Scorer

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
STORE = ROOT / "evaluation" / "annotations"
CORPUS = SHARED / "corpus" / "reports-2025-h1.jsonl.gz"
CODERS = ("first", "second")
WORD_FIELDS = ("act", "stance", "type", "kind")
Json = dict[str, Any]


@cache
def load_corpus() -> Mapping[str, Json]:
    """Return the articles of the corpus by id."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        return {article["id"]: article for article in map(json.loads, lines)}


def hash_of(text: str) -> str:
    """Return the hash by which a coding knows its text again."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def load_reserved() -> frozenset[str]:
    """Return ids, titles and text hashes of the reports that must stay unseen or are coded already."""
    keys: set[str] = set()
    for file in (SHARED / "dev/reports/press.jsonl", SHARED / "train/reports.jsonl"):
        for article in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            keys |= {article["id"], article.get("title") or article["id"], hash_of(article["text"])}
    for file in (SHARED / "dev/reports").glob("*.txt"):
        keys |= {file.stem, hash_of(file.read_text(encoding="utf-8"))}
    for pair in map(json.loads, (SHARED / "corpus/pairs.jsonl").read_text(encoding="utf-8").splitlines()):
        keys |= {pair["a"], pair["b"]}
    return frozenset(keys)


def is_reserved(article: Mapping[str, Any]) -> bool:
    """True for a report that must not be coded here."""
    return not load_reserved().isdisjoint((article["id"], article.get("title"), hash_of(article["text"])))


def to_offsets(gold: Mapping[str, Any], text: str, coder: str) -> Json:
    """Return a coding as it is stored: places in the text instead of its words, sides in order."""
    stored: Json = {"report": gold["report"], "text_sha256": hash_of(text), "coder": coder}
    for kind in LISTS:
        stored[kind] = [
            _in_order({**r, "at": _place(r["at"], text)} if isinstance(r, dict) and "at" in r else r)
            for r in gold[kind]
        ]
    return stored


def _place(words: str, text: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def _in_order(record: Any) -> Any:
    if not isinstance(record, dict):
        return record
    for field in ("by", "to", "about"):
        if record.get(field):
            record = {**record, field: "+".join(sorted(record[field].split("+")))}
    return {**record, "parties": sorted(record["parties"])} if "parties" in record else record


def to_words(stored: Mapping[str, Any], text: str) -> Json:
    """Return a stored coding as a gold file, with the words of the text."""
    gold: Json = {"report": stored["report"]}
    for kind in LISTS:
        gold[kind] = [
            {**r, "at": text[slice(*r["at"])]} if isinstance(r, dict) and "at" in r else r for r in stored[kind]
        ]
    return gold


def stored_files(folder: Path = STORE) -> Iterator[Json]:
    """Yield the stored codings in order of their report ids."""
    for file in sorted(folder.glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def is_held(report_id: str) -> bool:
    """True for the fifth of the codings that no rule, model or threshold is made on: it is only measured."""
    return int(hashlib.sha256(report_id.encode()).hexdigest(), 16) % 5 == 0


def load(folder: Path = STORE, held: bool | None = False) -> Iterator[tuple[Json, Json]]:
    """Yield (article, gold) for every stored coding: the article as the corpus has it, the gold with words.

    The held fifth is left out; `held=True` gives only that one, None all.
    """
    for stored in stored_files(folder):
        if held is not None and is_held(stored["report"]) != held:
            continue
        article = load_corpus()[stored["report"]]
        if hash_of(article["text"]) != stored["text_sha256"]:
            raise ValueError(f"{stored['report']}: coded on another text than the corpus holds")
        yield article, to_words(stored, article["text"])


def write_gold(folder: Path, held: bool = False) -> Path:
    """Write stored codings, all but the held fifth or only that, as gold files with words; return the folder.

    The folder is never the repository's: the words are the articles'.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    for _, gold in load(held=held):
        (folder / f"{gold['report']}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder


def to_text(stored: Mapping[str, Any]) -> str:
    """Return a stored coding as its file says it: one record on a line, so that changes can be read."""
    parts = [f'"{key}": {json.dumps(stored[key])}' for key in ("report", "text_sha256", "coder")]
    for kind in LISTS:
        rows = ",\n  ".join(json.dumps(record, ensure_ascii=False) for record in stored[kind])
        parts.append(f'"{kind}": [\n  {rows}\n ]' if rows else f'"{kind}": []')
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def add(files: Sequence[Path], coder: str, again: bool) -> int:
    """Store gold files; return how many were refused, each with the reasons on standard error."""
    refused = 0
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        article = load_corpus().get(gold["report"])
        if article is None or is_reserved(article):
            wrong = ["not in the corpus" if article is None else "belongs to dev, train or the pairs"]
        else:
            gold = {kind: [_in_order(r) for r in v] if kind in LISTS else v for kind, v in gold.items()}
            wrong = list(complaints(gold, article["text"]))
        target = (STORE / "second" if again else STORE) / f"{gold['report']}.json"
        if not wrong and target.exists() and json.loads(target.read_text(encoding="utf-8"))["coder"] != coder:
            wrong = ["coded by the other coder already"]
        if wrong or article is None:
            print(f"{file.name}: refused", *wrong, sep="\n  ", file=sys.stderr)
            refused += 1
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(to_text(to_offsets(gold, article["text"], coder)), encoding="utf-8")
    return refused


def check() -> int:
    """Print what is wrong with the stored codings; return how many complaints there are."""
    found = 0
    for folder in (STORE, STORE / "second"):
        for article, gold in load(folder, held=None):
            for complaint in complaints(gold, article["text"]):
                print(complaint)
                found += 1
            if is_reserved(article):
                print(f"{article['id']}: belongs to dev, train or the pairs")
                found += 1
    print(f"{len(list(stored_files()))} codings, {found} complaints")
    return found


def print_counts() -> None:
    """Print how many reports each coder did and how many records of each kind and word there are."""
    coders, kinds, words = Counter[str](), Counter[tuple[str, bool]](), Counter[tuple[str, str]]()
    for stored in stored_files():
        coders[stored["coder"]] += 1
        for kind in LISTS:
            for record in stored[kind]:
                optional = isinstance(record, dict) and bool(record.get("optional"))
                kinds[kind, optional] += 1
                if isinstance(record, dict) and not optional:
                    words.update((kind, record[field]) for field in WORD_FIELDS if field in record)
    print("reports:", ", ".join(f"{n} by the {coder} coder" for coder, n in sorted(coders.items())))
    for kind in LISTS:
        detail = ", ".join(f"{word} {n}" for (k, word), n in words.most_common() if k == kind)
        print(f"{kind:13}{kinds[kind, False]:6} required {kinds[kind, True]:6} optional   {detail}".rstrip())


def print_agreement() -> None:
    """Print how far two codings of the same reports agree, by the scorer's matching.

    Each coding is scored against the other: the share of one coder's required records that the other has too, required
    or optional. (Scored one way only, every record that one coder thought worth an optional mark would count as wrong.)
    """
    firsts = {gold["report"]: gold for _, gold in load(held=None)}
    forth, back = Scorer(), Scorer()
    done = 0
    for article, second in load(STORE / "second", held=None):
        if first := firsts.get(second["report"]):
            forth.add(first, second, article["text"])
            back.add(second, first, article["text"])
            done += 1
    shares = []
    for kind, one in forth.scores().counts.items():
        both = one + back.scores().counts[kind]
        share = both.hits / (both.hits + both.missed) if both.hits + both.missed else 1.0
        shares += [share] if kind in HEADLINE else []
        print(f"{kind:22}{share:7.3f} of {both.hits + both.missed} required records, counted from both sides")
    for field, (right, asked) in forth.scores().rates.items():
        print(f"{field:30}{right / asked:6.2f} of {asked}")
    print(f"mean of the headline's kinds {sum(shares) / len(shares):.3f} over {done} reports coded twice")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add")
    adding.add_argument("files", nargs="+", type=Path)
    adding.add_argument("--coder", choices=CODERS, default="first")
    adding.add_argument("--again", action="store_true", help="a second coding of a report the other coder has done")
    for name in ("check", "count", "agreement"):
        commands.add_parser(name)
    options = arguments.parse_args()
    if options.command == "add":
        sys.exit(1 if add(options.files, options.coder, options.again) else 0)
    if options.command == "check":
        sys.exit(1 if check() else 0)
    (print_counts if options.command == "count" else print_agreement)()


if __name__ == "__main__":
    main()
