"""Code the evaluation reports and print the scorer's table.

    python evaluation/measure.py dev|train|tune|held|world|world-held|coded|coded-held [--misses KIND] [--only ID]
        [--json]

Parses are kept in .cache/ by the hash of parser and clean text, so that a change of rules is measured in seconds.
`tune` and `held` part dev/ by a hash of the report's id: two thirds to look at, one third only ever measured.
`world` and `world-held` part `evaluation/world/` in the same way: reports in the styles of many other outlets.
`coded` are the reports of the corpus that we coded ourselves (`evaluation/annotations/`): for training and for reading,
but for the fifth of them that is `coded-held` and only measured.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from annotations import load as load_codings
from annotations import write_gold
from communique.exports.record_format import to_line
from communique.languages import LANGUAGES
from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report
from communique.read.parse import mark_lines

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CACHE = ROOT / ".cache" / "parses"
WORLD = ROOT / "evaluation" / "world"
SETS = ("dev", "train", "tune", "held", "world", "world-held", "coded", "coded-held")
ONLY_MEASURED = ("dev", "held", "world-held", "coded-held")


def is_held(report_id: str) -> bool:
    """True for the third of a test set that is never looked at."""
    return int(hashlib.sha256(report_id.encode()).hexdigest(), 16) % 3 == 0


def load_reports(name: str) -> Iterator[RawReport]:
    """Yield the raw reports of a set."""
    texts: list[Path] = []
    if name.startswith("coded"):
        yield from (_to_raw(article, "corpus") for article, _ in load_codings(held=name.endswith("held")))
        return
    if name == "train":
        files = [SHARED / "train/reports.jsonl"]
    elif name.startswith("world"):
        files = [WORLD / "reports.jsonl"]
    else:
        files, texts = [SHARED / "dev/reports/press.jsonl"], sorted((SHARED / "dev/reports").glob("*.txt"))
    raws = [RawReport(id=f.stem, text=f.read_text(encoding="utf-8"), where=f.name) for f in texts]
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            raws.append(_to_raw(json.loads(line), file.name))
    for raw in raws:
        if name in ("dev", "train") or name.endswith("held") == is_held(raw.id):
            yield raw


def _to_raw(article: dict[str, Any], where: str) -> RawReport:
    title, outlet, published, url = (article.get(field) for field in ("title", "outlet", "published", "url"))
    return RawReport(article["id"], article["text"], where, title, outlet, published, url)


def gold_folder(name: str) -> Path:
    """Return where the gold files of a set lie."""
    if name.startswith("coded"):
        return write_gold(ROOT / ".cache" / f"gold-{name}", held=name.endswith("held"))
    if name.startswith("world"):
        return WORLD / "gold"
    return SHARED / ("train/gold" if name == "train" else "dev/gold")


class CachingParser:
    """Parse with spaCy, keeping each Doc on disk."""

    def __init__(self) -> None:
        self.language = LANGUAGES["en"]
        CACHE.mkdir(parents=True, exist_ok=True)

    def __call__(self, text: str) -> Any:
        from spacy.tokens import Doc

        nlp = self.language.load_parser()
        file = CACHE / hashlib.sha256(f"1 {self.language.parser} {text}".encode()).hexdigest()
        if file.exists():
            return Doc(nlp.vocab).from_bytes(file.read_bytes())
        doc = nlp(mark_lines(nlp.make_doc(text)))
        part = file.with_suffix(f".{id(doc)}.part")
        part.write_bytes(doc.to_bytes())
        part.replace(file)
        return doc


def load_scorer() -> ModuleType:
    """Return the scorer of the shared reports, by its path: `evaluation/score.py` is a module of the same name."""
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "dev" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def code_all(name: str, only: str | None = None) -> list[CodedReport]:
    parse = CachingParser()
    return [code_report(raw, parse) for raw in load_reports(name) if only is None or only in raw.id]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("set", choices=SETS)
    arguments.add_argument("--misses", metavar="KIND")
    arguments.add_argument("--only", metavar="ID")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    if options.misses and options.set in ONLY_MEASURED:
        sys.exit("the held third is measured, not looked at: use --misses with train or tune")
    started = time.perf_counter()
    coded = code_all(options.set, options.only)
    seconds = time.perf_counter() - started
    folder = ROOT / ".cache" / f"score-{options.set}"
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    for old in (folder / "gold").iterdir():
        old.unlink()
    gold = gold_folder(options.set)
    texts = []
    for c in coded:
        file = gold / f"{c.report.id}.json"
        (folder / "gold" / file.name).write_bytes(file.read_bytes())
        texts.append(json.dumps({"id": c.report.id, "text": c.report.text}))
    (folder / "reports.jsonl").write_text("\n".join(texts) + "\n", encoding="utf-8")
    (folder / "out.ndjson").write_text("".join(to_line(c) + "\n" for c in coded), encoding="utf-8")
    sys.argv = [
        "score.py",
        str(folder / "out.ndjson"),
        "--reports",
        str(folder / "reports.jsonl"),
        "--gold",
        str(folder / "gold"),
        *(["--misses", options.misses] if options.misses else []),
        *(["--json"] if options.json else []),
    ]
    load_scorer().main()
    print(f"{len(coded)} reports in {seconds:.1f} s (cached parses)", file=sys.stderr)


if __name__ == "__main__":
    main()
