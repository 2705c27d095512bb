"""One run of `communique code`, and one of `communique merge`, with what they say meanwhile and at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from communique.acquire import Options, acquire
from communique.archive import ArchiveFolder, Merge, Run
from communique.archive.coding import Settings
from communique.archive.engines import Engine
from communique.archive.folder import Receipt
from communique.archive.tables import read_duplicates, read_uncoded
from communique.cli.failures import say
from communique.cli.inputs import open_inputs
from communique.present.rate import show_rate
from communique.present.summary import print_kept
from communique.present.terminal import harmless, make_console, print_hanging
from communique.register import Place, Register

# What is named on standard error; further ones are only counted, and are in the archive.
NAMED = 10


def code_archive(
    paths: Sequence[str], out: Path, engine: Engine, settings: Settings, *, again: bool, columns: Sequence[str]
) -> bool:
    """Code the reports at `paths` into the archive `out`; return whether every one could be coded."""
    folder = ArchiveFolder(out)
    receipts: list[Receipt] = []
    new = 0
    with open_inputs(columns, folder.pages, is_once=not again) as options, folder.begin(settings):
        run = Run(folder, settings, again)
        steps = run.steps(acquire(paths, options=options), engine)
        console = make_console(is_error=True)
        with closing(steps), show_rate(console, "coded", lambda: count(paths, options)) as advance:
            for done in steps:
                receipts.append(done.receipt)
                new += done.receipt.reports if done.is_new else 0
                advance(done.receipt.reports + done.receipt.left_out, not done.is_new)
    receipts.sort(key=lambda receipt: receipt.number)
    tell_duplicates(folder, receipts)
    tell_uncoded(folder, receipts)
    print_archive(make_console(), out, receipts, new)
    return all(receipt.coded == receipt.reports for receipt in receipts)


def count(paths: Sequence[str], options: Options) -> int | None:
    """Return how many reports there are, where they can be read twice; a link counts as one, unfetched."""
    return None if "-" in paths else sum(1 for _ in acquire(paths, options=replace(options, fetch=None)))


def tell_duplicates(folder: ArchiveFolder, receipts: Sequence[Receipt]) -> None:
    """Say on standard error which reports are given twice, and which are like others in id or text alone."""
    told = 0
    for receipt in receipts:
        if not receipt.files["duplicates"]["rows"]:
            continue
        for duplicate in read_duplicates(folder.folder_of(receipt.number)):
            if (told := told + 1) > NAMED:
                continue
            what = {
                "report": "is given twice; it is coded once",
                "id": "has the id of another report; both are coded",
                "text": "has the text of another report; both are coded",
            }[duplicate.same]
            say(f"{harmless(duplicate.id)} ({harmless(duplicate.where)}) {what}: number {duplicate.of}.")
    if told > NAMED:
        say(f"{told - NAMED:,} more reports are like others; the duplicates of each shard tell them.")


def tell_uncoded(folder: ArchiveFolder, receipts: Sequence[Receipt]) -> None:
    """Say on standard error why the exit code is 1."""
    told = 0
    for receipt in receipts:
        if receipt.coded == receipt.reports:
            continue
        for report_id, reason in read_uncoded(folder.folder_of(receipt.number)):
            if (told := told + 1) <= NAMED:
                say(f"{harmless(report_id)} could not be coded: {harmless(reason)}")
    if told > NAMED:
        say(f"{told - NAMED:,} more reports could not be coded; the problems of each shard say why.")


def print_archive(console: Console, out: Path, receipts: Sequence[Receipt], new: int) -> None:
    """Print what the archive holds, and how much of it this run coded."""
    reports = sum(receipt.reports for receipt in receipts)
    uncoded = reports - sum(receipt.coded for receipt in receipts)
    left_out = sum(receipt.left_out for receipt in receipts)
    shards = "1 shard" if len(receipts) == 1 else f"{len(receipts):,} shards"
    said = f"{reports:,} reports in {shards}" if reports else "There was no report to code"
    line = Text("Nothing to do: " if receipts and not new else "", "bold").append(said, "bold")
    if new and new < reports:
        line.append(f", {new:,} of them new")
    if uncoded:
        line.append(f"; {uncoded:,} could not be coded", "bold red")
    if left_out:
        line.append(f"; {left_out:,} given twice, left out")
    print_hanging(console, line.append(f". {harmless(str(out))}", "dim"), 0)


def merge_archive(archive: Path, place: Place) -> None:
    """Put an archive into a register and say what that did."""
    merge = Merge(ArchiveFolder(archive))
    changes: Counter[str] = Counter()
    known = 0
    with Register(place) as register:
        is_fresh = not register.count_reports()
        with show_rate(make_console(is_error=True), "merged", merge.count) as advance:
            for filled in merge.fill(register):
                changes[filled.added.change] += 1
                advance(merge.known - known, True)
                advance(1, False)
                known = merge.known
        if changes:
            print_kept(make_console(), place, changes, merge.known, is_fresh)
        else:
            make_console().print(f"Nothing to merge: the register has all {merge.given:,} reports. {place}")
    if not merge.is_complete:
        say(f"{archive} is not complete: its shards up to the first missing one are merged. Merge it again when it is.")
