"""Progress on long work, on standard error and only where a person is looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console


@contextmanager
def progress(console: Console, count: Callable[[], int | None]) -> Iterator[Callable[[], None]]:
    """Yield a function to call after each report; the bar appears on a terminal only and leaves nothing behind.

    `count` tells how many reports there will be (None where nobody knows), and is asked only where there is a bar.
    """
    if not console.is_terminal or console.is_dumb_terminal:
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    done, left = (MofNCompleteColumn(), TextColumn("reports,")), (TimeRemainingColumn(), TextColumn("left"))
    columns = (TextColumn("coding"), BarColumn(), *done, *left)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("coding", total=count())
        yield lambda: bar.advance(task)
