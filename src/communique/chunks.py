"""Code a few reports together, in this process, and without one report stopping the others.

Takes raw reports and gives one coded report for each, in their order. Reports go in chunks, because spaCy parses a
batch faster than its reports one by one (40 reports of 315 words: 4.5 s against 5.9 s), and because what spaCy
allocates for words it has not seen is given back at the end of a chunk (its *memory zone*), which keeps memory flat.

A defect of ours in one report is a `coder-failed` problem of that report. What kills the process or never ends is not
this module's to handle, but that of who calls it in a process apart (`worker.py`).
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import SourceError, UsageError
from communique.model.problem import Problem
from communique.model.report import RawReport, Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from communique.pipeline import CodedReport, Opened

    # What is done before a report is coded: it is opened, and parsed with those of its chunk.
    Ahead = tuple[Opened, Doc | None]

Chunk = tuple[RawReport, ...]

# A chunk ends at whichever comes first; what a chunk's parses take stays until it is coded.
CHUNK_REPORTS = 32
CHUNK_CHARS = 200_000
# How many reports spaCy is given at once. Batches of 8, 16 and 32 differ by less than the noise in speed, but a process
# that parses 192 reports of the corpus peaks at 441, 502 and 603 MiB.
BATCH_REPORTS = 8


def cut_chunks(raws: Iterable[RawReport]) -> Iterator[Chunk]:
    """Cut reports into chunks, small ones first so that the first reports are soon seen."""
    chunk: list[RawReport] = []
    chars = 0
    limit = 4
    for raw in raws:
        if chunk and (len(chunk) == limit or chars + len(raw.text) > CHUNK_CHARS):
            yield tuple(chunk)
            chunk, chars, limit = [], 0, min(2 * limit, CHUNK_REPORTS)
        chunk.append(raw)
        chars += len(raw.text)
    if chunk:
        yield tuple(chunk)


def code_chunk(raws: Sequence[RawReport], rules_only: bool = False) -> list[CodedReport]:
    """Code a few reports in this process, parsed together, and free what the parser allocated for them."""
    from communique.languages import LANGUAGES

    warm_up()
    with ExitStack() as zones:
        for language in LANGUAGES.values():
            zones.enter_context(language.load_parser().memory_zone())
        ahead = parse_ahead(raws)
        coded = [code_safely(raw, done, rules_only) for raw, done in zip(raws, ahead, strict=True)]
        ahead.clear()
    return coded


def parse_ahead(raws: Sequence[RawReport]) -> list[Ahead | None]:
    """Open reports and parse their clean texts in one batch for each language.

    Whatever fails here is None: it fails again, and is told, when its report is coded.
    """
    from communique.languages import LANGUAGES
    from communique.pipeline import open_raw
    from communique.read.parse import mark_lines

    ahead: list[Ahead | None] = [None] * len(raws)
    unparsed: dict[str, dict[int, Doc]] = {code: {} for code in LANGUAGES}
    for i, raw in enumerate(raws):
        try:
            opened = open_raw(raw)
            ahead[i] = opened, None
            if opened.prepared is not None:
                code = opened.report.language or ""
                unparsed[code][i] = mark_lines(LANGUAGES[code].load_parser().make_doc(opened.prepared.text))
        except Exception:
            continue
    for code, docs in unparsed.items():
        try:
            parsed = LANGUAGES[code].load_parser().pipe(docs.values(), batch_size=BATCH_REPORTS)
            for i, doc in zip(docs, parsed, strict=True):
                if (done := ahead[i]) is not None:
                    ahead[i] = done[0], doc
        except Exception:
            continue
    return ahead


def code_safely(raw: RawReport, ahead: Ahead | None = None, rules_only: bool = False) -> CodedReport:
    """Code one report from what was done ahead; a defect of ours becomes a `coder-failed` problem of the report."""
    from communique.learned import model_of
    from communique.pipeline import code_report, no_model

    opened, doc = ahead or (None, None)
    try:
        parse = None if doc is None else lambda _: doc
        return code_report(raw, parse, opened, no_model if rules_only else model_of)
    except (UsageError, SourceError):
        raise
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        place = f"{Path(last.filename).name}:{last.lineno}"
        return failed(raw, "coder-failed", f"A rule failed on this report ({said}, at {place}). Please report it.")


def failed(raw: RawReport, code: str, message: str) -> CodedReport:
    """Return a report that could not be coded, with the problems it came with and the one that stopped it."""
    from communique.pipeline import uncoded

    report = Report(
        id=raw.id,
        text=raw.text,
        title=raw.title,
        outlet=raw.outlet,
        published=raw.published,
        url=raw.url,
        language=raw.language,
        sha256=Report.hash_of(raw.text),
        text_is_extracted=raw.text_is_extracted,
        original_sha256=raw.original_sha256,
    )
    return uncoded(report, (*raw.problems, Problem(code, message, raw.where or raw.id)))


_is_warm = False


def warm_up() -> None:
    """Load parser, tables and gazetteer, once in a process and outside of any memory zone, so that they last."""
    global _is_warm
    if _is_warm:
        return
    from communique.records import KINDS

    for kind in KINDS:
        code_safely(RawReport(id="warm-up", text=kind.example, where="warm-up", language="en"))
    _is_warm = True
