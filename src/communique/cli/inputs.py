"""What a command line says of its inputs: which columns of a table hold what, where links of a list are fetched to."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path

from communique.acquire import Options
from communique.acquire.columns import USUAL_NAMES
from communique.acquire.source import Fetch
from communique.errors import UsageError


@contextmanager
def open_inputs(columns: Sequence[str], pages: Path | None, *, is_once: bool = False) -> Iterator[Options]:
    """Give the options of a run's inputs. The fetcher starts with the first link; its pages are kept in the folder
    `pages`, or for the run only where none is named. With `is_once` a link is fetched once, however often it is run."""
    with ExitStack() as stack:

        @lru_cache(maxsize=1)
        def start() -> Fetch:
            from communique.fetch import fetch_to

            folder = pages or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            return stack.enter_context(fetch_to(folder, is_once=is_once))

        yield Options(parse_columns(columns), lambda link: start()(link))


def parse_columns(columns: Sequence[str]) -> dict[str, str]:
    """Return the names of columns by field, of `FIELD=NAME` each."""
    parsed: dict[str, str] = {}
    for said in columns:
        field, _, name = said.partition("=")
        if field not in USUAL_NAMES or not name.strip():
            hint = f"Fields: {', '.join(USUAL_NAMES)}; for instance --column text=body."
            raise UsageError("column-unknown", f"--column {said} is not FIELD=NAME with a field that is known.", hint)
        parsed[field] = name
    return parsed
