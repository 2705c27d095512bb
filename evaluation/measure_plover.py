"""Measure the coder on the example sentences of the PLOVER manual: does it find each sentence's event category?

    python evaluation/measure_plover.py [--misses] [--only CATEGORY] [--json]

Every sentence of `plover-dev.jsonl` carries one coded event, and its `event` is a category of the PLOVER manual. A
sentence is coded as a report of its own; what is predicted for it is the set of distinct `event_type`s of all its
records, of any kind.

- *recall*: the share of sentences whose own category is in that set (any record right).
- *precision*: the share of right ones among all predicted categories; every other distinct category counts as false,
  although a sentence may well tell two events of which the manual coded one.
- *F1*: micro-averaged from the two, and per category: its false ones are those predicted where another is coded.

The sentences carry the categories of the manual's first edition. Later PLOVER merges four of them, and the program
writes the later ones (`reference/plover.toml`): the table reads the old names as the new (`LATER`), its last line
does not, so that the four can never be right there.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report
from measure import SHARED, CachingParser

SENTENCES = SHARED / "dev" / "plover" / "plover-dev.jsonl"
# First-edition categories and what they became: PLOVER 2021 merged each into the other.
LATER = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its id, its words, its category as coded, and the distinct categories predicted for it."""

    id: str
    text: str
    event: str
    predicted: frozenset[str]

    def event_read(self, as_coded: bool = False) -> str:
        """Return the category, in its later name unless `as_coded`."""
        return self.event if as_coded else LATER.get(self.event, self.event)


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


def count(sentences: Iterable[Sentence], as_coded: bool = False) -> dict[str, Count]:
    """Return the counts by category, and those over all categories under "all"."""
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for sentence in sentences:
        event = sentence.event_read(as_coded)
        (right if event in sentence.predicted else missed)[event] += 1
        false.update(sentence.predicted - {event})
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
    counts, strict = count(sentences), count(sentences, as_coded=True)["all"]
    if options.json:
        print(json.dumps({name: [c.right, c.false, c.missed, round(c.f1, 4)] for name, c in counts.items()}))
        return
    print("\n".join(table(counts)))
    print(f"with the categories as coded: P {strict.precision:.3f} R {strict.recall:.3f} F1 {strict.f1:.3f}")
    for s in sentences:
        event = s.event_read()
        if event == options.only or (options.misses and options.only is None and event not in s.predicted):
            print(f"{event:10} predicted {', '.join(sorted(s.predicted)) or '-'}: {s.text}")


if __name__ == "__main__":
    main()
