"""What a list found is remembered for as long as the register is not written to, and a little longer while it is.

Counting and sorting ten thousand rows takes a tenth of a second and gives the same until somebody writes. A `Watch`
tells whether somebody did, and whether it is still the same register (`register/engines/`). During an import somebody
writes all the time: an answer that took `t` seconds is then given for `patience · t` seconds, so that readers cost a
bounded share of the processor. What this desk writes itself (`forget`) is seen at once. Where many questions are asked,
an answer may be as old as a round of making all of them takes (`ROUND`), else each would take its share and all of them
everything. However many readers ask the same, one makes the answer and the others wait for it, or take the last.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from communique.register import Place
from communique.register.engines import open_watch
from communique.register.engines.database import State

MOST_KEPT = 64  # answers: a megabyte or two each where a register is large
# While somebody writes, all kept answers together may be made anew once in so many times what making them takes: half
# the processor is left for showing them. One reader's few pages are hardly ever older for it.
ROUND = 2.0


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, the state of the register it holds for, when it was made (by the clock) and how long that took."""

    answer: Any
    state: State
    made_at: float
    seconds: float


class Memory:
    """Answers by question, of the register at `place`; `clock` gives seconds that only grow."""

    def __init__(self, place: Place, patience: float = 0.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._watch = open_watch(place)
        self._patience = patience
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._fresh_since = 0.0
        self._cost = 0.0  # seconds that making all kept answers took

    def get(self, question: Hashable, make: Callable[[], Any]) -> Any:
        """Return the answer to a question, made anew when the register was written to since.

        What is made while somebody writes may be newer than the state it is kept under, never older: the next
        question finds another state and asks again.
        """
        with self._lock:
            making = self._making.setdefault(question, threading.Lock())
            kept = self._find(question, self._watch.look(), is_being_made=making.locked())
        if kept is not None:
            return kept.answer
        with making:
            with self._lock:
                state = self._watch.look()
                kept = self._find(question, state)
            if kept is not None:
                return kept.answer
            begun = self._clock()
            try:
                answer = make()
            except BaseException:
                with self._lock:
                    self._making.pop(question, None)
                raise
            with self._lock:
                self._keep(question, Kept(answer, state, begun, self._clock() - begun))
            return answer

    def forget(self) -> None:
        """Give nothing any more that was made before now."""
        with self._lock:
            self._fresh_since = self._clock()

    def _find(self, question: Hashable, state: State, is_being_made: bool = False) -> Kept | None:
        """Return what is kept and may still be given."""
        kept = self._kept.get(question)
        if kept is None or kept.made_at < self._fresh_since or kept.state.identity != state.identity:
            return None
        age = self._clock() - kept.made_at
        oldest = max((1 + self._patience) * kept.seconds, ROUND * self._cost)
        may_wait = self._patience > 0 and (is_being_made or age < oldest)
        if kept.state != state and not may_wait:
            return None
        self._kept.move_to_end(question)
        return kept

    def _keep(self, question: Hashable, kept: Kept) -> None:
        self._kept[question] = kept
        self._kept.move_to_end(question)
        while len(self._kept) > MOST_KEPT:
            gone, _ = self._kept.popitem(last=False)
            self._making.pop(gone, None)
        self._cost = sum(one.seconds for one in self._kept.values())
