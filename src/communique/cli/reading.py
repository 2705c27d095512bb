"""One run of `communique read`: reports in, each to every place that was asked for, as soon as it is coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TextIO, cast

from rich.console import Console

from communique.acquire import Options, acquire
from communique.cli.failures import say
from communique.cli.inputs import open_inputs
from communique.errors import UsageError
from communique.exports import EXPORTERS, Exporter
from communique.exports.placed import placed_file
from communique.exports.record_format import to_line
from communique.model.report import RawReport
from communique.pipeline import CodedReport
from communique.present.progress import progress
from communique.present.summary import print_kept, print_summary, print_totals
from communique.present.terminal import make_console
from communique.register import Place, Register, pages_beside
from communique.register.fill import drop_known, fill_register, get_coder, name_coder
from communique.workers import code_many

# Reports that could not be coded and are named on standard error; further ones are only counted.
UNCODED_NAMED = 10


def code_and_write(
    paths: Sequence[str],
    *,
    as_json: bool,
    exports: Sequence[str],
    output: Path | None,
    jobs: int,
    register: Place | None = None,
    rules_only: bool = False,
    columns: Sequence[str] = (),
) -> bool:
    """Code the reports at `paths`, write them and keep them in `register`; return whether every one could be coded.

    `columns` name those of tables, `FIELD=NAME` each. What the register has already is coded again only for the record
    format and for exports, which are to be whole.
    """
    targets = [parse_export(export) for export in exports]
    run = Run()
    with ExitStack() as stack:
        options = stack.enter_context(open_inputs(columns, pages_beside(register) if register else None))
        opened = stack.enter_context(Register(register)) if register else None
        is_fresh = opened is not None and not opened.count_reports()
        skips = None if as_json or targets else opened
        # Only a register asks who coded, and naming the coder reads all its rules.
        coder = name_coder(get_coder(), rules_only) if opened is not None else None
        console = make_console(stack.enter_context(placed_file(output)) if output else None)
        show: Callable[[Console, CodedReport], None] = print_line if as_json else print_summary
        adds: list[Callable[[CodedReport], None]] = [partial(show, console), run.add]
        adds += [stack.enter_context(exporter.open(path)) for exporter, path in targets]
        # Where summary and bar share a terminal they share a console, which keeps the two apart.
        is_shared = console.is_terminal and not as_json
        with progress(
            console if is_shared else make_console(is_error=True), partial(count, paths, skips, options, coder)
        ) as advance:
            raws = find_new(paths, skips, run, options, coder)
            for coded in keep(opened, code_many(raws, jobs, rules_only=rules_only), run, coder):
                for add in adds:
                    add(coded)
                advance()
        if not as_json and run.reports > 1:
            print_totals(console, run.reports, run.uncoded, run.counts)
        if opened is not None and not as_json:
            print_kept(console, opened.place, run.changes, run.given - run.reports, is_fresh)
    if as_json or output:
        run.tell_uncoded()
    return not run.uncoded


class Run:
    """What a run found so far."""

    def __init__(self) -> None:
        self.given = self.reports = self.uncoded = 0
        self.counts: Counter[str] = Counter()
        self.changes: Counter[str] = Counter()  # what adding the reports to the register did
        self.said: list[str] = []

    def add(self, coded: CodedReport) -> None:
        self.reports += 1
        self.counts.update({kind: len(records) for kind, records in coded.records.items()})
        if not coded.is_coded:
            self.uncoded += 1
            if len(self.said) < UNCODED_NAMED:
                reason = coded.problems[-1].message if coded.problems else "It is empty."
                self.said.append(f"{coded.report.id} could not be coded: {reason}")

    def tell_uncoded(self) -> None:
        """Say on standard error why the exit code is 1."""
        for line in self.said:
            say(line)
        if self.uncoded > len(self.said):
            say(f"{self.uncoded - len(self.said)} more reports could not be coded; their `problems` say why.")


def print_line(console: Console, coded: CodedReport) -> None:
    """Print one report in the record format: UTF-8 whatever the terminal's, and at once, for whoever reads along."""
    stream = cast(TextIO, console.file).buffer
    stream.write(to_line(coded).encode() + b"\n")
    stream.flush()


def find_new(
    paths: Sequence[str], register: Register | None, run: Run, options: Options, coder: str | None
) -> Iterator[RawReport]:
    """Yield the reports at `paths`, without those whose text this coder has coded into the register already."""

    def given() -> Iterator[RawReport]:
        for raw in acquire(paths, options=options):
            run.given += 1
            yield raw

    return drop_known(register, given(), coder) if register else given()


def keep(
    register: Register | None, coded_reports: Iterable[CodedReport], run: Run, coder: str | None
) -> Iterator[CodedReport]:
    """Yield coded reports, each once the register has it."""
    if register is None:
        yield from coded_reports
        return
    for filled in fill_register(register, coded_reports, coder):
        run.changes[filled.added.change] += 1
        yield filled.coded


def count(paths: Sequence[str], register: Register | None, options: Options, coder: str | None) -> int | None:
    """Return how many reports are to be coded, where they can be read twice; a link counts as one, unfetched."""
    if "-" in paths:
        return None
    return sum(1 for _ in find_new(paths, register, Run(), replace(options, fetch=None), coder))


def parse_export(export: str) -> tuple[Exporter, Path]:
    """Return the exporter and the place of `FORMAT=PATH`."""
    name, _, path = export.partition("=")
    for exporter in EXPORTERS:
        if exporter.name == name and path:
            return exporter, Path(path)
    names = ", ".join(exporter.name for exporter in EXPORTERS)
    message = f"--export {export} is not FORMAT=PATH with a format that is known."
    raise UsageError("export-unknown", message, f"Formats: {names}.")


def get_report(path: str, report_id: str | None) -> RawReport:
    """Return the one report at a path, or the one of that id where there are several."""
    ids: list[str] = []
    chosen: RawReport | None = None
    for raw in acquire([path]):
        ids.append(raw.id)
        if chosen is None and report_id in (None, raw.id):
            chosen = raw
    if chosen is None or (report_id is None and len(ids) > 1):
        some = ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
        what = f"{path} holds {len(ids)} reports." if report_id is None else f"{path} holds no report {report_id}."
        raise UsageError("report-not-one", what, f"Choose one with --id: {some}." if ids else "Name another file.")
    return chosen
