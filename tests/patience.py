"""How tests speak of time: a machine may be five times slower than another, or do much besides."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# How long a test waits for what comes in a second or two where a machine does nothing else: a bound to waiting, never
# what something should take.
PATIENCE_SECONDS = 300
UNIT = 1_000_000  # rounds of a loop: some hundredths of a second


def measure(work: Callable[[], T]) -> tuple[T, float]:
    """Return what `work` returns, and its processor time in this process in units of a loop's before and after it.

    A ratio: it is the same on a slow machine, and on one that does other things too.
    """
    _, before = _spend(_loop)
    answer, spent = _spend(work)
    _, after = _spend(_loop)
    return answer, 2 * spent / (before + after)


def _loop() -> int:
    total = 0
    for number in range(UNIT):
        total += number
    return total


def _spend(work: Callable[[], T]) -> tuple[T, float]:
    begun = time.process_time()
    answer = work()
    return answer, time.process_time() - begun
