"""Look for reports that trip a rule up: code real ones cut short, shouted, misquoted and thrown about.

    python evaluation/cut_short.py ../shared/corpus [--minutes 5] [--seed 1]

In: reports of any format. Out: how many mutilated texts were coded, and what raised where, with the shortest text
that did; exit code 1 where there was one. What is found here belongs into `tests/test_bad_input.py`, in
words of our own.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from communique.acquire import acquire
from communique.chunks import code_safely
from communique.model.report import RawReport

# What text has too much or too little of where it was badly taken out of a page: marks, names' particles, words that
# rules look behind.
STRAY = (
    *"\"'()-–—:;,.“”’$%!?/&\n", "\n\n", "...", " al-", "bin", "un", "the", "and", "who", "said", "told", "met",
    "killed", "against", "million", "Mr", "President", "Prime Minister", "US", "China", "’s", " of ", "2025", "\u00a0",
)  # fmt: skip
SMALL = re.compile(r"\s(?:to|of|on|in|by|at|with|for|and|the|as)(?=\s)")  # words that rules look behind
ENDS = ("", "", "", " (", ",", " -", "’s", " and", ":", " “", "$", " of the", " US", " al-", " Dr", " (N", " at least")


def mutilate(text: str, random: Random) -> str:
    """Return a stretch of a text with words taken out, put in, exchanged and written otherwise, cut off at its end."""
    words = re.findall(r"\s+|\S+", text)
    first = random.randrange(max(1, len(words) - 60))
    words = words[first : first + random.randint(5, 80)]
    for _ in range(random.randint(0, 10)):
        at, other = random.randrange(len(words) or 1), random.randrange(len(words) or 1)
        change = random.randrange(6)
        if change == 0:
            words[at:at] = [random.choice(STRAY)]
        elif change == 1:
            del words[at : at + random.randint(1, 4)]
        elif change == 2:
            words[at : at + 20] = [word.title() for word in words[at : at + 20]]
        elif change == 3:
            words[at : at + 1] = [word.upper() for word in words[at : at + 1]]
        else:
            words[at:at] = words[other : other + random.randint(1, 6)]
    cut = "".join(words).rstrip(".” \n")
    if (small := [match.end() for match in SMALL.finditer(cut)]) and random.random() < 0.5:
        cut = cut[: random.choice(small)]
    else:
        cut += random.choice(ENDS)
    return f"{cut}\n{cut[: random.randint(20, 80)].title()}" if random.random() < 0.2 else cut


def find_fault(raw: RawReport) -> str | None:
    """Return what a rule that failed on a report raised, and where."""
    return next((problem.message for problem in code_safely(raw).problems if problem.code == "coder-failed"), None)


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(given)
    random = Random(options.seed)
    texts = [raw.text for raw in acquire(options.paths) if raw.text.strip()]
    if not texts:
        parser.error("no text was found there")
    random.shuffle(texts)
    found: dict[str, list[str]] = {}
    coded, until = 0, time.monotonic() + 60 * options.minutes
    while time.monotonic() < until:
        text = mutilate(texts[coded % len(texts)], random)
        coded += 1
        if fault := find_fault(RawReport("cut", text, "cut.txt", language="en", published="2025-05-01")):
            found.setdefault(fault, []).append(text)
    print(f"{coded:,} texts coded, {sum(map(len, found.values()))} tripped a rule up in {len(found)} places")
    for fault, which in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"\n{len(which)} times {fault}\n{min(which, key=len)!r}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
