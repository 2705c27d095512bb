"""How far long work is, how fast it goes and how long it still takes: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console

# Between two lines where no terminal is: often enough to see that it goes on, seldom enough for a log of days.
LINE_SECONDS = 30.0


@dataclass
class Rate:
    """What is done of `total` (None while nobody knows); what was `known` took no time and tells nothing of speed."""

    verb: str
    total: int | None = None
    done: int = 0
    known: int = 0
    began: float = field(default_factory=time.monotonic)

    def tell(self, now: float) -> str:
        """Return one line: "1,280 of 4,000 reports coded, 4.6 a second, 10 min left"."""
        of = f" of {self.total:,}" if self.total is not None else ""
        parts = [f"{self.done + self.known:,}{of} reports {self.verb}"]
        if self.done and now > self.began:
            speed = self.done / (now - self.began)
            parts.append(f"{speed:,.1f} a second")
            if self.total is not None:
                parts.append(f"{tell_time(max(0, self.total - self.done - self.known) / speed)} left")
        return ", ".join(parts)


def tell_time(seconds: float) -> str:
    """Return a length of time as a person says it: two units at most."""
    minutes, hours = round(seconds / 60), round(seconds / 3600)
    if seconds < 90:
        return f"{seconds:.0f} s"
    if minutes < 90:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if hours < 48 else f"{hours // 24} d {hours % 24} h"


@contextmanager
def show_rate(console: Console, verb: str, count: Callable[[], int | None]) -> Iterator[Callable[[int, bool], None]]:
    """Yield a function to call with how many reports got done, and whether they were so before.

    `count` tells how many there are; it runs beside the work, in a thread, since reading all of them takes its time.
    """
    rate = Rate(verb)

    def ask() -> None:
        try:
            rate.total = count()
        except Exception:  # the work itself meets the same error, and tells it
            rate.total = None

    threading.Thread(target=ask, daemon=True).start()
    if not console.is_terminal or console.is_dumb_terminal:
        yield _tell_lines(console, rate)
        return
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(BarColumn(), TextColumn("{task.description}"), console=console, transient=True) as bar:
        task = bar.add_task(rate.tell(rate.began), total=None)

        def advance(reports: int, is_known: bool) -> None:
            _count(rate, reports, is_known)
            done, said = rate.done + rate.known, rate.tell(time.monotonic())
            bar.update(task, description=said, completed=done, total=rate.total)

        yield advance


def _tell_lines(console: Console, rate: Rate) -> Callable[[int, bool], None]:
    """Return a function that prints a line when the last one is some time ago."""
    last = rate.began

    def advance(reports: int, is_known: bool) -> None:
        nonlocal last
        _count(rate, reports, is_known)
        now = time.monotonic()
        if now - last >= LINE_SECONDS:
            last = now
            console.print(rate.tell(now), soft_wrap=True)

    return advance


def _count(rate: Rate, reports: int, is_known: bool) -> None:
    if is_known:
        rate.known += reports
    else:
        rate.done += reports
