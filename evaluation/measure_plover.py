"""Measure the coder on the example sentences of the PLOVER manual: does it find each sentence's event category?

    python evaluation/measure_plover.py [--misses] [--only CATEGORY] [--json]

Every sentence of `plover-dev.jsonl` carries one coded event, and its `event` is a category of the PLOVER manual. A
sentence is coded as a report of its own; what is predicted for it is the set of distinct `event_type`s of all its
records, of any kind.

- *recall*: the share of sentences whose own category is in that set (any record right).
- *precision*: the share of right ones among all predicted categories; every other distinct category counts as false,
  although a sentence may well tell two events of which the manual coded one.
- *F1*: micro-averaged from the two, and per category: its false ones are those predicted where another is coded.

The table takes the manual's 18 categories as they are. The last line reads both sides in the 16 of Halterman et al.
(2023), which merge four of them (`reference/plover.toml`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report
from communique.reference.plover import later_category
from measure import SHARED, CachingParser

SENTENCES = SHARED / "dev" / "plover" / "plover-dev.jsonl"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its id, its words, its category as coded, and the distinct categories predicted for it."""

    id: str
    text: str
    event: str
    predicted: frozenset[str]

    def later(self) -> Sentence:
        """Return the sentence with the later categories for the manual's."""
        return replace(self, event=later_category(self.event), predicted=frozenset(map(later_category, self.predicted)))


def categories_of(report: CodedReport) -> frozenset[str]:
    """Return the distinct event categories of a report's records."""
    return frozenset(
        event for records in report.records.values() for r in records if (event := getattr(r, "event_type", None))
    )


def code_sentences() -> Iterator[Sentence]:
    """Code every sentence of the set as a report of its own."""
    parse = CachingParser()
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"].strip()
        coded = code_report(RawReport(id=record["id"], text=text, where=SENTENCES.name), parse)
        yield Sentence(record["id"], text, record["event"], categories_of(coded))


@dataclass(frozen=True, slots=True)
class Count:
    """How often a category was rightly predicted, predicted where another is coded, and missed."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.false + self.missed
        return 2 * self.right / both if both else 0.0


def count(sentences: Iterable[Sentence]) -> dict[str, Count]:
    """Return the counts by category, and those over all categories under "all"."""
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for sentence in sentences:
        (right if sentence.event in sentence.predicted else missed)[sentence.event] += 1
        false.update(sentence.predicted - {sentence.event})
    counts = {c: Count(right[c], false[c], missed[c]) for c in sorted({*right, *false, *missed})}
    return counts | {"all": Count(right.total(), false.total(), missed.total())}


def table(counts: dict[str, Count]) -> Iterator[str]:
    """Yield the lines of a readable table."""
    yield f"{'':14}{'right':>7}{'false':>7}{'missed':>7}{'P':>8}{'R':>8}{'F1':>8}"
    for name, c in counts.items():
        yield f"{name:14}{c.right:7}{c.false:7}{c.missed:7}{c.precision:8.3f}{c.recall:8.3f}{c.f1:8.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list the sentences whose category was not predicted")
    parser.add_argument("--only", metavar="CATEGORY", help="list those of one category, found or not")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    options = parser.parse_args()
    sentences = list(code_sentences())
    counts, later = count(sentences), count(s.later() for s in sentences)["all"]
    if options.json:
        print(json.dumps({name: [c.right, c.false, c.missed, round(c.f1, 4)] for name, c in counts.items()}))
        return
    print("\n".join(table(counts)))
    print(f"in the 16 later categories: P {later.precision:.3f} R {later.recall:.3f} F1 {later.f1:.3f}")
    for s in sentences:
        if s.event == options.only or (options.misses and options.only is None and s.event not in s.predicted):
            print(f"{s.event:11} predicted {', '.join(sorted(s.predicted)) or '-'}: {s.text}")


if __name__ == "__main__":
    main()
